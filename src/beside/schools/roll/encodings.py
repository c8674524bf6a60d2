"""In which encoding a file was written, guessed by the words it gives.

A word speaks for an encoding if, read so, all its letters belong to one language and no capital
stands where a small letter should. The guess is always told to the person who imports, with words
to look at.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_ASCII = set("abcdefghijklmnopqrstuvwxyz'’-.")
# The letters beyond a to z that one language writes names with.
_WESTERN = [
    "àâæçéèêëîïôœùûüÿñ",
    "áéíñóúüç",
    "ãõáâàéêíóôúç",
    "äöüß",
    "àèéìòùî",
    "àáèéíïòóúüç",
    "áéëïóöüèê",
    "æøåéöäáü",
    "åäöéüáæø",
    "áðéíóúýþæö",
    "áéíóú",
]
_LETTERS: dict[str, list[str]] = {
    "cp1252": _WESTERN,
    "cp1254": ["çğıiöşüâîû"],
    "cp1250": [
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "ăâîșşțţ",
        "čćđšžé",
    ],
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
    "cp1251": ["абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "ђјљњћџ"],
    "cp1253": ["αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"],
    "cp1257": ["āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"],
    "iso8859_2": ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "čćđšžé"],
    "mac_latin2": ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "čćđšž"],
    "cp852": ["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "čćđšžé"],
}
_LATIN = set("abcdefghijklmnopqrstuvwxyz")
_MISSING = {"áðéíóúýþæö": set("cqwz"), "çğıiöşüâîû": set("qwx")}
_MISSING |= {letters: _LATIN for code in ("cp1251", "cp1253") for letters in _LETTERS[code]}
NAMES = {
    "cp1252": "Western European (Windows)",
    "cp1250": "Central European (Windows)",
    "cp1254": "Turkish (Windows)",
    "mac_roman": "Western European (Mac)",
    "cp850": "Western European (DOS)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1257": "Baltic (Windows)",
    "iso8859_2": "Central European (ISO)",
    "mac_latin2": "Central European (Mac)",
    "cp852": "Central European (DOS)",
}
_WORD = re.compile(rb"[A-Za-z\x80-\xff'\-]*[\x80-\xff][A-Za-z\x80-\xff'\-]*")
MAX_WORDS = 80


@dataclass(frozen=True, slots=True)
class Guess:
    """The encoding, words that show it, and whether some make no sense in any; where another is
    as likely, that one too, with the same words read so."""

    encoding: str
    words: tuple[str, ...]
    unsure: bool
    other: str = ""
    otherwise: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call this encoding."""
        return NAMES[self.encoding]


def words_of(content: bytes) -> set[bytes]:
    """The words of some bytes that have letters beyond a to z, at most so many."""
    found: set[bytes] = set()
    for word in _WORD.finditer(content):
        found.add(word[0])
        if len(found) >= MAX_WORDS:
            break
    return found


def guess(words: Iterable[bytes]) -> Guess:
    """The encoding in which most of these words make sense, or else Western European."""
    known = sorted(set(words))
    spoken = {encoding: [_languages(w, encoding) for w in known] for encoding in _LETTERS}
    best = max(spoken, key=lambda encoding: _score(spoken[encoding]))
    shown = sorted(known, key=lambda word: _plainness(word.decode(best, "replace")))
    other = _other(best, known, spoken)
    shown.sort(key=lambda word: not other or _read(word, best) == _read(word, other))
    return Guess(
        best,
        tuple(_read(word, best) for word in shown[:6]),
        not all(spoken[best]),
        other,
        tuple(_read(word, other) for word in shown[:6]) if other else (),
    )


def _other(best: str, words: list[bytes], spoken: dict[str, list[list[str]]]) -> str:
    """Another encoding in which as many words make sense, and which gives other letters; or ""."""
    enough = sum(map(bool, spoken[best]))
    found = [
        encoding
        for encoding in spoken
        if sum(map(bool, spoken[encoding])) == enough
        and any(_read(word, encoding) != _read(word, best) for word in words)
    ]
    return max(found, key=lambda encoding: _score(spoken[encoding]), default="") if enough else ""


def _read(word: bytes, encoding: str) -> str:
    return word.decode(encoding, "replace")


def _score(spoken: list[list[str]]) -> float:
    """How many words make sense, and a little more where one language explains them all."""
    languages = Counter(language for found in spoken for language in found)
    most = max(languages.values(), default=0)
    return sum(map(bool, spoken)) + 0.9 * most / max(len(spoken), 1)


def _plainness(word: str) -> tuple[bool, int, str]:
    return not word[:1].isupper(), abs(len(word) - 6), word


def _languages(word: bytes, encoding: str) -> list[str]:
    """The languages, by their letters, that this word may be of when it is read so."""
    try:
        text = word.decode(encoding)
    except UnicodeDecodeError:
        return []
    if not all(_is_cased_well(part) for part in re.split(r"['’\-]", text) if part):
        return []
    letters = set(text.casefold().replace("i̇", "i"))
    return [
        language
        for language in _LETTERS[encoding]
        if letters - _ASCII <= set(language) and not letters & _MISSING.get(language, set())
    ]


def _is_cased_well(part: str) -> bool:
    """Only letters; and small ones after the first, unless all are capitals or one follows Mc."""
    if not all(unicodedata.category(c)[0] in "LM" for c in part):
        return False
    rest = part[1:]
    return part.isupper() or rest.islower() or not rest or _is_compound(part)


def _is_compound(part: str) -> bool:
    """McÉwan, DiÁngelo: one more capital, with small letters on both sides of it."""
    capitals = [at for at, c in enumerate(part) if c.isupper()]
    if len(capitals) != 2 or capitals[0] or not 2 <= capitals[1] <= 3:
        return False
    return part[capitals[1]].isascii() and part[capitals[1] + 1 :].islower()
