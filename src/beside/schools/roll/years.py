"""One name for one year group, however a school writes it: 9, 09, Year 9, Yr 9, Grade 9, 9th."""

import re
from dataclasses import replace
from typing import Any

from .outcome import Records

_WORDS = (
    "year|yr|y|nc ?year|ncy|national curriculum year|school year|year group|grade|gr|class|form|"
    "klasse|jahrgang|jahrgangsstufe|stufe|jg|kl"
)
_NUMBER = re.compile(
    rf"(?:(?:{_WORDS})[.:]?[ ]?)?0*(\d{{1,2}})(?:\.0)?(?:st|nd|rd|th|\.)?(?: ?(?:{_WORDS}))?$"
)
_FIRST_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen"
SPELLED = {word: str(number) for number, word in enumerate(_FIRST_NUMBERS.split(), start=1)}
_NAMED = {
    "reception": "R",
    "r": "R",
    "yr r": "R",
    "year r": "R",
    "reception year": "R",
    "nursery": "N",
    "n": "N",
    "kindergarten": "KG",
    "k": "KG",
    "kg": "KG",
}
_EXACT = {"kg": "KG", "pk": "PK", "it": "IT", "pr": "PR", "tk": "TK", "ug": "UG"}


def year_of(text: str) -> str:
    """A year group by its plain name; what is none that is known stays as it is written."""
    plain = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    plain = " ".join(SPELLED.get(word, word) for word in plain.split())
    if found := _NUMBER.match(plain):
        return str(int(found[1]))
    return _NAMED.get(plain) or _EXACT.get(plain) or " ".join(text.split())


def in_plain_years(records: Records) -> Records:
    """The records with every year group by its plain name."""
    found = dict(records)
    for kind in ("enrolment", "post", "group"):
        plain = (_in_plain_year(kind, record) for record in records[kind].values())
        found[kind] = {record.id: record for record in plain}
    return found


def _in_plain_year(kind: str, record: Any) -> Any:
    """A record with its year group by its plain name; a post that is known by its year, too."""
    year = getattr(record, "year_group", "")
    plain = year_of(year) if year else ""
    if plain == year:
        return record
    if kind == "post" and record.id.endswith(f"/{year}"):
        return replace(record, year_group=plain, id=f"{record.id[: -len(year)]}{plain}")
    return replace(record, year_group=plain)
