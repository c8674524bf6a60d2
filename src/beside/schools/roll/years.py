"""One name for one year group, however a school writes it: 9, 09, Year 9, Yr 9, Grade 9, 9th."""

import re
from dataclasses import replace
from typing import Any

from .outcome import Records

_WORDS = (
    "year|yr|y|blwyddyn|bl|nc ?year|ncy|national curriculum year|school year|year group|grade|gr|"
    "class|form|klasse|jahrgang|jahrgangsstufe|stufe|jg|kl"
)
_NUMBER = re.compile(
    rf"(?:(?:{_WORDS})[.:]?[ ]?)?0*(\d{{1,2}})(?:[.,]0)?(?:st|nd|rd|th|\.)?(?: ?(?:{_WORDS}))?"
    r"(?: ?\(.*\))?$"
)
# The form in a cell of years: Y7A, 7A, Year 7 B.
_WITH_FORM = re.compile(rf"(?:(?:{_WORDS})[.:]?[ ]?)?0*(\d{{1,2}}) ?[a-z]{{1,3}}\d?$")
_PHASED = re.compile(rf"(?:ks|key stage) ?\d,? +((?:{_WORDS}) ?\d{{1,2}})$")
_MIXED = re.compile(
    rf"(?:(?:{_WORDS})s? ?)?(\d{{1,2}}) ?(?:/|&|and|\+) ?(?:(?:{_WORDS}) ?)?(\d{{1,2}})$"
)
_AGE = re.compile(
    r"(?:age[ds]?:? ?\d{1,2}|\d{1,2} ?(?:yrs?|years?|y/?o)(?: old)?\.?(?: \d{1,2} ?m\w*)?)$"
)
_FIRST_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen"
SPELLED = {word: str(number) for number, word in enumerate(_FIRST_NUMBERS.split(), start=1)}
_NAMED = {
    "reception": "R",
    "r": "R",
    "yr r": "R",
    "year r": "R",
    "reception year": "R",
    "yrr": "R",
    "rec": "R",
    "foundation 2": "R",
    "foundation stage 2": "R",
    "fs2": "R",
    "f2": "R",
    "derbyn": "R",
    "meithrin": "N",
    "foundation 1": "N",
    "foundation stage 1": "N",
    "fs1": "N",
    "f1": "N",
    "year n": "N",
    "lower sixth": "12",
    "lower 6th": "12",
    "l6": "12",
    "l6th": "12",
    "upper sixth": "13",
    "upper 6th": "13",
    "u6": "13",
    "u6th": "13",
    "nursery": "N",
    "n": "N",
    "kindergarten": "KG",
    "k": "KG",
    "kg": "KG",
}
_EXACT = {"kg": "KG", "pk": "PK", "it": "IT", "pr": "PR", "yr": "R", "tk": "TK", "ug": "UG"}


def year_of(text: str) -> str:
    """A year group by its plain name; what is none that is known stays as it is written."""
    plain = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    plain = " ".join(SPELLED.get(word, word) for word in plain.split())
    if found := _PHASED.match(plain):
        plain = found[1]
    if found := _NUMBER.match(plain) or _WITH_FORM.match(plain):
        return str(int(found[1]))
    if found := _MIXED.match(plain):
        return f"{int(found[1])}/{int(found[2])}"
    return _NAMED.get(plain) or _EXACT.get(plain) or " ".join(text.split())


def is_age(text: str) -> bool:
    """Whether a cell of years holds how old somebody is: "11 yrs", "Age 11"."""
    return bool(_AGE.match(" ".join(text.casefold().split())))


def form_of(text: str) -> str:
    """The form in a cell of years that has one, 7A of "Y7A"; else ""."""
    plain = " ".join(text.casefold().split())
    if _NUMBER.match(plain) or not (found := _WITH_FORM.match(plain)):
        return ""
    return "".join(text.split())[-(len("".join(plain[found.start(1) :].split()))) :].upper()


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
