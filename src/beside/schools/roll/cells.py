"""What a spreadsheet programme did to a cell, seen and, where it can be, undone."""

import html
import re

from .text import clean, header_key

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT_FORMULA = re.compile(r'=\(?"((?:[^"]|"")*)"\)?$', re.DOTALL)
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mrz|mär|mai|okt|dez|"
    "janv|févr|fevr|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott"
)
_DATE = re.compile(
    rf"(?:\d{{1,2}}[-. /]+(?:{_MONTHS})\.?(?:[-. /]+\d{{2,4}})?|(?:{_MONTHS})\.?[- /]\d{{2,4}}"
    r"|\d{4}-\d{2}-\d{2}(?:[T ]\d.*)?|\d{1,2}([/.])\d{1,2}\1\d{4}(?: \d.*)?)$",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:\d{1,2}:\d{2}:\d{2}|0\d:\d{2})(?: ?[AaPp][Mm])?$")
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+)?[Ee][+-]\d{2,3}$")
_ERROR = re.compile(
    r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|NV|BEZUG!|WERT!|###+|#+)$",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"4[0-9]\d{3}(?:\.\d+)?$")
_WHOLE = re.compile(r"\d+\.0$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+$")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});")
_LONG = re.compile(r"\d{15}0{3,}$")
_REASONS = {
    "date": "A spreadsheet made a date of this. Format the column as Text and type it again.",
    "time": "A spreadsheet made a time of this. Format the column as Text and type it again.",
    "exponent": (
        "A spreadsheet rounded this number. Format the column as Text and type it again, or take "
        "it from your system anew."
    ),
    "error": "A spreadsheet could not work out this cell. Type what belongs there.",
}
_NOBODY = frozenset(
    [
        "na",
        "none",
        "nil",
        "null",
        "tbc",
        "tba",
        "tbd",
        "unknown",
        "notknown",
        "notapplicable",
        "asabove",
        "sameasabove",
        "asbefore",
        "ditto",
        "vacant",
        "vacancy",
        "blank",
        "empty",
        "nobody",
        "noone",
        "nonegiven",
        "notgiven",
        "notprovided",
        "notrecorded",
        "notavailable",
        "notsupplied",
        "notdisclosed",
        "dimgwybodaeth",
        "dimynberthnasol",
        "xxx",
        "xx",
        "x",
    ]
)
# Words that name nobody, though under "Court order" they do not say no.
_NOT_SAID_WORDS = "seeoffice seenotes seefile seeabove askoffice refused declined withheld pending"
_NOT_SAID = frozenset(_NOT_SAID_WORDS.split())
_SHORT = frozenset({"x", "xx", "xxx", "na", "blank", "empty"})
_MARKS = frozenset("-–—./?_*~")
_NO_ADDRESS = re.compile(
    r"(?:no-?(?:e-?)?mail|no-?reply|no-?address|none|nil|null|na|n\.a|unknown|not-?known|no-?one|"
    r"nobody|xx+|placeholder|dummy|tbc)\d{0,3}@"
)


class Spoilt(str):
    """A cell whose text is no longer what somebody typed; `why` is a key of the reasons."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, text: str, why: str) -> "Spoilt":
        """The text as the programme has it now."""
        made = super().__new__(cls, text)
        made.why = why
        return made


def spoilt_by(cell: str) -> str:
    """Why this cell cannot be what somebody typed ("date", "time", "exponent", "error"), or ""."""
    if isinstance(cell, Spoilt):
        return cell.why
    text = cell.strip()
    if not text or len(text) > 40:
        return ""
    for why, pattern in (("error", _ERROR), ("date", _DATE), ("time", _TIME)):
        if pattern.match(text):
            return why
    return "exponent" if _EXPONENT.match(text) or _is_rounded(text) else ""


def is_serial(cell: str) -> bool:
    """Whether a cell that names a year or a group holds the number of a day: 46029."""
    return bool(_SERIAL.match(cell.strip()))


def _is_rounded(text: str) -> bool:
    """Spreadsheets keep fifteen figures of a number and write zeros for the rest."""
    return bool(_LONG.match(text)) and bool(text.strip("0"))


def reason_of(why: str) -> str:
    """What to tell the person about a spoilt cell."""
    return _REASONS[why]


def undo(cell: str) -> str:
    """The text that was meant by `="00042"` and by `_x000D_`."""
    if cell.startswith("=") and (formula := _TEXT_FORMULA.match(cell.strip())):
        cell = formula[1].replace('""', '"')
    if "_x" in cell:
        cell = _ESCAPE.sub(_character, cell)
    if "&" in cell and _ENTITY.search(cell):
        cell = html.unescape(cell)
    return cell


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if 0xD800 <= code < 0xE000 or code == 0 else chr(code)


def without_apostrophe(cell: str, *, always: bool = False) -> str:
    """The cell without the apostrophe that tells a spreadsheet it is text: before a figure, or
    `always` where no value begins with one."""
    if not cell.startswith("'") or len(cell) < 2:
        return cell
    return cell[1:] if always or cell[1].isdigit() else cell


def as_whole_number(cell: str) -> str:
    """A number as it was before a programme wrote 42.0 or 1,042 for it."""
    text = cell.strip()
    if _THOUSANDS.match(text):
        return text.replace(",", "")
    return text[:-2] if _WHOLE.match(text) else cell


def without_quotes(name: str) -> str:
    """A name without the quotation marks round it, or the apostrophe that a spreadsheet leaves."""
    text = name.strip()
    if len(text) > 2 and text[0] in "“\"'‘" and text[-1] in "”\"'’":
        return text[1:-1].strip()
    return text[1:] if len(text) > 2 and text[0] in "'’" and text[1].isupper() else name


def is_nobody(cell: str) -> bool:
    """Whether the text names nobody: it says that there is nothing, or who knows: see office."""
    return says_no(cell) or header_key(clean(cell)) in _NOT_SAID


def says_no(cell: str) -> bool:
    """Whether the text only says that there is nothing: n/a, none, as above, a dash."""
    text = clean(cell)
    return bool(text) and (set(text) <= _MARKS | {" "} or header_key(text) in _NOBODY)


def says_nothing(cell: str) -> bool:
    """The same for a cell that may hold a short name, such as the group X or NA."""
    return is_nobody(cell) and clean(cell).casefold() not in _SHORT


def is_no_address(email: str) -> bool:
    """Whether an address only fills the field: noemail@, none@."""
    return bool(_NO_ADDRESS.match(email.strip().casefold()))
