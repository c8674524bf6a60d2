"""What a job title makes of a member of staff.

Only titles that say so in full open another post than teacher or staff, because a post decides what
its holder may see.
"""

import re

_YEAR = re.compile(r"\b(?:year|yr|y|grade)\s*(\d{1,2})\b")
_HEAD_OF_YEAR = re.compile(r"^(head of (year|yr|y|grade)|year (leader|lead|head))\b")
_WHOLE = {
    "headteacher": "head",
    "head teacher": "head",
    "principal": "head",
    "designated safeguarding lead": "safeguarding_lead",
    "dsl": "safeguarding_lead",
    "safeguarding lead": "safeguarding_lead",
    "office": "office",
    "school office": "office",
    "office manager": "office",
    "receptionist": "office",
    "school secretary": "office",
}
_TEACHING = re.compile(r"\b(teacher|tutor|lecturer|head of|leader of|subject lead)\b")


def post_of_title(title: str, year: str, known: str | None) -> tuple[str, str]:
    """The kind of post and, for a head of year, the year group; ("teacher", "") for a teacher.

    `known` is the kind that a role column has named, which a plain title does not change.
    """
    plain = " ".join(title.casefold().replace("_", " ").replace("-", " ").split())
    if _HEAD_OF_YEAR.match(plain):
        found = _YEAR.search(plain)
        year = year or (found[1] if found else "")
        return ("head_of_year", year) if year else ("teacher", "")
    if plain in _WHOLE:
        return _WHOLE[plain], ""
    if known and known not in ("pupil", "carer"):
        return known, ""
    if _TEACHING.search(plain) and "assistant" not in plain:
        return "teacher", ""
    return "staff", ""
