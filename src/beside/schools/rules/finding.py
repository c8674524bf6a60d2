"""Finding a person by a name as people type it: with a title, half, misspelt, or for short.

A name is found by *keys*: short texts that a name and a misspelling of it have in common. The
database keeps the keys of every name in an index (`schools_name_keys`), so that finding costs the
same in any school; what it gives is then put in order here, the nearest name first.

The keys for misspellings leave out one letter of a word, as in symmetric deletion (W. Garbe, 2012);
the distance is that of optimal string alignment, in which two letters that changed places are one
mistake. docs/adr/0030 says what was tried.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from beside.schools.rules.nicknames import called

Somebody = TypeVar("Somebody")

LETTERS_AT_LEAST = 2
WORDS_AT_MOST, LETTERS_AT_MOST = 6, 40
PREFIX = 7
TITLES = frozenset(
    ["mr", "mister", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "prof", "professor", "rev"]
)
FOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe"}
)
WITHIN_A_WORD = re.compile(r"[\u0300-\u036f'’‘ʼ`´.]")
BETWEEN_WORDS = re.compile(r"[\s,;/_()\u2010-\u2015-]+")
SILENT, REPEATED = re.compile(r"[aeiouyhw]"), re.compile(r"(.)\1+")

EXACT, BEGINS, CALLED, TYPO, HALF, SOUND = 0.0, 0.2, 0.5, 0.6, 0.9, 1.4
A_LETTER, FIRST_LETTER = 0.4, 0.3


class Keys(NamedTuple):
    """The keys of what was typed: those of names that begin so, and those of names like it."""

    exact: list[str]
    near: list[str]


def fold(text: str) -> list[str]:
    """The words of a name in small letters, without accents, apostrophes and dots."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(FOLDED)
    return [word for word in BETWEEN_WORDS.split(WITHIN_A_WORD.sub("", plain)) if word]


def words(typed: str) -> list[str]:
    """What was typed as words, without a title. Nothing for fewer than two letters."""
    found = [word[:LETTERS_AT_MOST] for word in fold(typed)[:WORDS_AT_MOST]]
    named = [word for word in found if word not in TITLES]
    return named if len("".join(named)) >= LETTERS_AT_LEAST else []


def keys(typed: str) -> Keys:
    """The keys under which the database looks for what was typed; none where it is too short."""
    meant = {other for word in _with_joined(words(typed)) for other in (word, *called(word))}
    long = [word for word in meant if len(word) >= LETTERS_AT_LEAST]
    near = {
        key for word in long if len(word) > 2 for key in (*_shorter(word[:PREFIX]), sound(word))
    }
    return Keys(sorted(f"^{word[:PREFIX]}" for word in long), sorted(near - {""}))


def name_keys(name: str) -> set[str]:
    """The keys of a name, as the SQL function of this name reckons them."""
    all_words = list(_with_joined(fold(name)))
    prefixes = {word[:size] for word in all_words for size in range(LETTERS_AT_LEAST, PREFIX + 1)}
    near = {key for prefix in prefixes if len(prefix) > 2 for key in _shorter(prefix)}
    return {f"^{each}" for each in prefixes} | prefixes | near | set(map(sound, all_words)) - {""}


@lru_cache(10_000)
def sound(word: str) -> str:
    """A key of how a word sounds: its first letter and the consonants; empty for short words."""
    heard = word.replace("ph", "f").replace("x", "ks").translate(str.maketrans("cqz", "kks"))
    rest = REPEATED.sub(r"\1", SILENT.sub("", heard[1:]))
    return f"*{heard[0]}{rest[:5]}" if len(rest) > 1 else ""


def nearest(
    people: Iterable[Somebody], typed: str, name: Callable[[Somebody], str], most: int
) -> list[Somebody]:
    """At most `most` of these people, whose names are nearest to what was typed, nearest first."""
    asked = _readings(words(typed))
    rated = ((distance(asked, fold(name(each))), name(each), each) for each in people)
    found = [(far, called_, each) for far, called_, each in rated if far is not None]
    return [each for _far, _name, each in sorted(found, key=lambda each: each[:2])[:most]]


def distance(readings: list[list[str]], name: list[str]) -> float | None:
    """How far a name lies from the nearest reading of what was typed; None for another name."""
    all_words = list(_with_joined(name))
    found = [_sum(word_by_word, all_words) for word_by_word in readings]
    return min((each for each in found if each is not None), default=None)


def _sum(typed: list[str], name: list[str]) -> float | None:
    total = 0.0
    for word in typed:
        nearest_ = min((_between(word, other) for other in name), default=9.0)
        if nearest_ >= 9:
            return None
        total += nearest_
    return total


def _between(typed: str, word: str) -> float:
    if typed == word:
        return EXACT
    if word.startswith(typed):
        return BEGINS + (len(word) - len(typed)) / 100
    if len(typed) <= LETTERS_AT_LEAST:
        return 9.0
    mistakes = _mistakes(typed, word)
    alike = CALLED if word in called(typed) else SOUND if _sound_alike(typed, word) else 9.0
    return min(mistakes, alike)


def _mistakes(typed: str, word: str) -> float:
    allowed = 1 if len(typed) <= 4 else 2 if len(typed) <= 8 else 3
    first = 0 if typed[0] == word[0] else FIRST_LETTER
    whole = OSA.distance(typed, word, score_cutoff=allowed)
    if whole <= allowed:
        return TYPO + A_LETTER * whole + first
    half = OSA.distance(typed, word[: len(typed)], score_cutoff=1)
    return HALF + A_LETTER * half + first if half <= 1 else 9.0


def _sound_alike(typed: str, word: str) -> bool:
    return sound(typed) == sound(word) != ""


def _readings(typed: list[str]) -> list[list[str]]:
    """What was typed as it stands, and with each two neighbours as one word: Abdi Rahman."""
    joined = [
        [*typed[:place], typed[place] + typed[place + 1], *typed[place + 2 :]]
        for place in range(len(typed) - 1)
    ]
    return [typed, *joined] if typed else []


def _with_joined(found: list[str]) -> Iterator[str]:
    yield from found
    yield from (one + two for one, two in zip(found, found[1:], strict=False))


def _shorter(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}
