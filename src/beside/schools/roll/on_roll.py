"""Whether a row of a sheet is about somebody who is at the school: not one who has left, nor one
who is only to come."""

import re
from dataclasses import replace
from datetime import date

from .outcome import Roll
from .renaming import without
from .text import clean, header_key

_LEFT = re.compile(
    r"(?:left|leavers?|off ?roll|not on roll|former|ex|inactive|withdrawn"
    r"|transferred(?! (?:in|from)\b)|archived|alumn\w*|deleted|removed|no longer|past|resigned"
    r"|retired|gone)\b",
    re.IGNORECASE,
)
# Whoever came back, or is only to leave, is there today.
_BACK = re.compile(r"\b(?:returned|re-?admitted|re-?joined|came back)\b", re.IGNORECASE)
_TO_LEAVE = re.compile(r"\b(?:leav\w+|withdraw\w*|transfer(?:ring)? out)\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"(?:applicants?|applied|application|offer(?:ed)?|accepted|pre[- ]?admission|prospective|future"
    r"|waiting|enquir|inquir|pending|to (?:start|join|come)|joining|not started)",
    re.IGNORECASE,
)
_YES = frozenset({"y", "yes", "true", "1", "x", "✓", "✔"})
_NO = frozenset({"n", "no", "false", "0"})


def has_left(title: str, cell: str) -> bool:
    """Whether a cell under Status, Leaver or On roll says that somebody is no longer there."""
    text = clean(cell).casefold()
    if header_key(title) == "leaver" and text in _YES:
        return True
    if header_key(title) == "onroll" and text in _NO:
        return True
    return bool(_LEFT.match(text)) and not _BACK.search(text)


def is_not_here_yet(cell: str) -> bool:
    """Whether a cell under Status says that somebody is only to come."""
    text = clean(cell)
    return bool(_TO_COME.match(text)) and not _TO_LEAVE.search(text)


def without_past(incoming: Roll, today: date) -> Roll:
    """The roll of a sheet without those whose last day there is over, who are in it no more."""
    if incoming.format != "sheet":
        return incoming
    there: dict[str, bool] = {}
    for kind in ("enrolment", "post"):
        for record in incoming.records[kind].values():
            still = record.ends is None or record.ends > today
            there[record.person] = there.get(record.person, False) or still
    gone = {("person", id) for id, still in there.items() if not still}
    return replace(incoming, records=without(incoming.records, gone)) if gone else incoming
