"""How people lay out a sheet: headings in two rows, tables side by side, a line that names the form
above its pupils, or the form as the name of the sheet."""

import re
from collections.abc import Sequence

from .columns import NAMES, guess_columns, is_carer_title, is_title
from .text import clean
from .years import form_of, year_of

_SECTION = re.compile(
    r"(?:(?P<group>form|class|tutor group|tutor|reg(?:istration)?(?: group| class)?|group|dosbarth)"
    r"|(?P<year>year(?: group)?|yr|y|grade|blwyddyn))[ :.]*(?P<name>[^,;]{1,20})$",
    re.IGNORECASE,
)
_NO_GROUPS = frozenset({"list", "lists", "captain", "tutor", "teacher", "name", "photo", "total"})
_GROUP = re.compile(r"\d{1,2} ?[A-Za-z]{1,3}\d?$")


def with_bands(header: Sequence[str], above: Sequence[str]) -> list[str]:
    """Headings with what stands over them, where it names a parent or carer: Contact 1 over Name
    and Email. Each reaches as far as the next one."""
    band, found = "", []
    for place, title in enumerate(header):
        over = clean(above[place]) if place < len(above) else ""
        band = over or band
        found.append(f"{band} {title}" if band and title and is_carer_title(band) else title)
    return found


def with_parts_below(header: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """Headings of which those of parents and carers go on in the row below: Contact 1, and under it
    Name and Email; None where that row is no such row."""
    names = {place for place, meaning in guess_columns(header).items() if meaning in NAMES}
    filled = {place for place, cell in enumerate(below) if clean(cell)}
    if not filled or names & filled:
        return None
    joined = with_bands(below, header)
    meanings = guess_columns(joined)
    if not all(meanings.get(place, "").startswith("carer:") for place in filled):
        return None
    rest = [*header, *[""] * (len(joined) - len(header))]
    return [joined[p] if p in filled else title for p, title in enumerate(rest)]


def parts_of(header: Sequence[str]) -> list[range]:
    """The columns of each table, where several with the same headings stand side by side."""
    meanings = guess_columns(header)
    titles = [clean(title).casefold() for title in header]
    names = [p for p, m in meanings.items() if m in NAMES]
    first = min(names, default=0)
    starts = [p for p, title in enumerate(titles) if names and title == titles[first]]
    if len(starts) < 2:
        return [range(len(header))]
    shift = min(meanings, default=0) - first
    begins = [start + shift for start in starts]
    parts = [range(a, b) for a, b in zip(begins, [*begins[1:], len(header)], strict=True)]
    same = [[titles[p] for p in part if titles[p]] for part in parts]
    alike = len(same[0]) > 1 and all(each == same[0] for each in same)
    return parts if alike else [range(len(header))]


def is_other_heading(row: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a row is the headings of another table than the one whose headings are known: of
    nothing but words that name columns, one of them of names."""
    filled = [clean(cell) for cell in row if cell.strip()]
    if len(filled) < 2 or not is_title(filled[0]) or not all(map(is_title, filled)):
        return False
    other = {title.casefold() for title in filled} - {clean(t).casefold() for t in known}
    return bool(other) and bool(NAMES & set(guess_columns(filled).values()))


def section_of(text: str) -> tuple[str, str]:
    """What a line such as "Form 7B" or "Year 8", or the name of a sheet, says of the rows under it,
    as (meaning, value); two empty texts where it says nothing."""
    plain = clean(text)
    if _GROUP.match(plain) and form_of(plain):
        return "tutor_group", plain
    found = _SECTION.match(plain)
    if not found:
        return "", ""
    name = found["name"].strip()
    if found["year"]:
        year = year_of(name)
        return ("year_group", year) if year.isdecimal() or year in ("R", "N") else ("", "")
    if name.casefold() in _NO_GROUPS:
        return "", ""
    return ("tutor_group", name) if _GROUP.match(name) or len(name) < 8 else ("", "")
