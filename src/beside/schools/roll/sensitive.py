"""Words in a sheet that a child's carers must wait for: of courts and orders, of who may not be in
contact, of refuge, adoption and care. Better one child too many than one too few: the safeguarding
lead looks, and says yes where nothing is in the way.
"""

import re
from collections.abc import Sequence

from .cells import says_no
from .text import clean

_STRONG = re.compile(
    r"\b(?:court|injunction|restrain(?:ing|ed)|non[- ]?molestation|prohibited steps|refuge"
    r"|adopt(?:ed|ion|ive|er)s?|special guardian(?:ship)?|sgo|looked[- ]after|in care|care order"
    r"|child in need|child protection|restrict(?:ed|ion|ions)"
    r"|(?:no|do not|don'?t|must not|not to|may not|never|not allowed|supervised|unsupervised"
    r"|limited|indirect|only|ceas\w*|without|stop) +(?:to +)?(?:be +)?"
    r"(?:have +|any +|make +|direct +)*contact(?:ed)?"
    r"|contact +(?:order|centre|only|not|is not|arrangements?|restricted|forbidden|prohibited"
    r"|barred|suspended|supervised)|(?:barred|banned)"
    r"|(?:do not|don'?t|must not|not to|may not) +(?:collect|pick ?up|release|hand over|disclose"
    r"|share|give out|write|ring|phone|call|inform)|not +allowed|protected address"
    r"|(?:witness|police) protection|domestic (?:abuse|violence)|undisclosed|whereabouts)\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(r"\badopt", re.IGNORECASE)
_ORDER = re.compile(r"\border(?:s|ed)?\b", re.IGNORECASE)
_LOOSE = re.compile(r"\b(?:contact|order|lac|cla|la?c child|cic)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"\b(?:court|orders?|contacts?|restrict\w*|adopt\w*|in care|looked after|lac|cla|cic|refuge"
    r"|safeguard\w*|protection|barred|injunction|do not|legal|custody|residence order)\b",
    re.IGNORECASE,
)
_PLAIN_HEADING = re.compile(
    r"\b(?:sort|priority|number|no|phone|tel|telephone|mobile|address|street|road|town|city"
    r"|county|post ?code|e ?mail|name|title|salutation|type|method|prefer\w*|language|time|date"
    r"|relation\w*|details|school|primary|secondary|first|second|emergency|data)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:address|street|road|town|city|county|post ?code|house|school|class|room|lesson|subject"
    r"|lunch|meal|dinner)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:may|can|ok|okay|allowed|permitted|consent|permission)\b", re.IGNORECASE
)
# The person in a column called Contact 1 or Emergency contact, not contact that an order limits.
_SOMEBODY = re.compile(
    r"\b(?:priority|emergency|primary|main|first|second|third|other|parental) contacts?(?: \d+)?"
    r"|\bcontacts? \d+|\bparental responsibility\b",
    re.IGNORECASE,
)
_NO = frozenset({"no", "n", "false", "0", "none", "nil", "not applicable", "f", "n/a"})


def speaks_of_care(
    header: Sequence[str], cells: Sequence[str], names: frozenset[int], carers: frozenset[int]
) -> str:
    """The heading of the first cell of a row that speaks of such things, or "".

    `names` are the places of columns that hold names and other things of the pupil's own, where no
    word counts; in those of `carers` only what can be no name does.
    """
    for place, cell in enumerate(cells):
        text = clean(cell)
        if not text or place in names:
            continue
        title = _spaced(header[place]) if place < len(header) else ""
        if _speaks(title, text, place in carers):
            return title or text[:40]
    return ""


def speaks_of_adoption(header: Sequence[str], cells: Sequence[str], names: frozenset[int]) -> bool:
    """Whether a row says that a child is adopted, who is never offered as an old record."""
    for place, cell in enumerate(cells):
        title = _spaced(header[place]) if place < len(header) else ""
        text = clean(cell)
        said = _ADOPTED.search(text) or (_ADOPTED.search(title) and text and _is_yes(title, text))
        if said and place not in names:
            return True
    return False


def _speaks(title: str, text: str, of_carer: bool) -> bool:
    if of_carer:
        return bool(_STRONG.search(_without_names(text)))
    if _PLACE.search(title):
        return False
    if _STRONG.search(text) or _ORDER.search(text):
        return True
    title = _SOMEBODY.sub(" ", title)
    plain = bool(_PLAIN_HEADING.search(title))
    if not plain and _LOOSE.search(text):
        return True
    return _HEADING.search(title) is not None and not plain and _is_yes(title, text)


def _is_yes(title: str, text: str) -> bool:
    """Whether a cell under such a heading says that it is so: anything but no, a dash, a number
    that only puts things in order; under "may contact", that they may not."""
    no = text.casefold() in _NO or says_no(text)
    if _ALLOWED.search(title):
        return no
    return not no and not (text.isdigit() and len(text) < 3 and int(text) > 1)


def _without_names(text: str) -> str:
    """A cell of carers without words that stand in names: Ann Court, Court Lane."""
    plain = re.sub(r"\S+@\S+", " ", text)
    return re.sub(r"\b(?:[A-Z][A-Za-z'’-]* )+C(?:ourt|OURT)\b|\bCourt(?= [A-Z])", " ", plain)


def _spaced(title: str) -> str:
    """A heading as words, whether written Court_order, CourtOrder or "court order"."""
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title).replace("_", " ").replace("-", " ")
    return clean(parts)
