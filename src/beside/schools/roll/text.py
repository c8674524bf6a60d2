"""Text as people type it and systems mangle it, made plain."""

import re
import unicodedata
from functools import lru_cache

_BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
# A soft hyphen and what joins or parts words without being seen.
_UNSEEN = [0x00AD, 0x200B, 0x2060]
_CONTROLS = [c for c in [*range(0x20), *range(0x7F, 0xA0)] if not chr(c).isspace()]
_UNWANTED = dict.fromkeys([*_BIDI, *_UNSEEN, *_CONTROLS, 0xFEFF])
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_NEEDS_ESCAPE = re.compile(r"'*[=+\-@\t\r]")


def clean(text: str) -> str:
    """Text as a person would read it: composed (NFC), on one line, without hidden controls."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text).translate(_UNWANTED)
    return " ".join(composed.split())


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """A column title by its letters and digits alone, so that case, spaces and hidden marks do not
    matter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def name_key(text: str) -> str:
    """A name in plain form, for telling two rows of one sheet apart, never for matching people."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not _mark(c)).split())


_TUTOR = re.compile(
    r"^(?P<group>[^()]*\w)\s*(?:[-–—:,/(]\s*)(?:mr|mrs|ms|miss|mx|dr|prof)\b\.?.*$", re.IGNORECASE
)


def without_tutor(group: str) -> str:
    """The name of a tutor group without that of its tutor: 7A of "7A - Mr Khan"."""
    found = _TUTOR.match(group)
    return found["group"].strip() if found else group


def without_accents(name: str) -> str:
    """A name without every letter beyond a to z, which a wrong way of writing may have changed."""
    if name.isascii():
        return name_key(name)
    return name_key(re.sub(r"[^A-Za-z' -]", "", name))


def group_key(text: str) -> str:
    """A group's name in plain form, in which 7A, 7a and 7 a are one."""
    return re.sub(r"(?<=\d) (?=[^\W\d])|(?<=[^\W\d]) (?=\d)", "", name_key(text))


def _mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def escape(value: str) -> str:
    """A cell that a spreadsheet will show and not run: an apostrophe before = + - @ TAB CR.

    Method: OWASP ASVS 5.0.0, 1.2.10.
    """
    return "'" + value if _NEEDS_ESCAPE.match(value) else value


def unescape(value: str) -> str:
    """The cell as it was before `escape`."""
    return value[1:] if value.startswith("'") and _ESCAPED.match(value) else value
