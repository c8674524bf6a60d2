"""What a job title makes of a member of staff.

Only titles that say so in full open another post than teacher or staff, because a post decides what
its holder may see. A title with a word beside it that changes its sense (assistant, on leave,
former) opens none.
"""

import re

from .years import SPELLED, year_of

_WHOLE = {
    "headteacher": "head",
    "head teacher": "head",
    "principal": "head",
    "designated safeguarding lead": "safeguarding_lead",
    "dsl": "safeguarding_lead",
    "safeguarding lead": "safeguarding_lead",
    "deputy designated safeguarding lead": "safeguarding_deputy",
    "deputy safeguarding lead": "safeguarding_deputy",
    "deputy dsl": "safeguarding_deputy",
    "ddsl": "safeguarding_deputy",
    "chair of governors": "chair",
    "office": "office",
    "school office": "office",
    "office manager": "office",
    "receptionist": "office",
    "school secretary": "office",
}
_TEACHING = re.compile(r"\b(teacher|tutor|lecturer|head of|leader of|subject lead)\b")
_YEAR_HEAD = re.compile(
    r"^(?:(?:head of|leader of) (?:years?|yrs?|y|grades?)|hoy|years? (?:leader|lead|head)"
    r"|(?P<before>(?:year|yr|y|grade) ?\d{1,2}) (?:leader|lead|head))(?:\b|(?=\d))"
)
_YEARS = re.compile(
    r"^ *(?P<first>\d{1,2})(?P<more>(?: *(?:,|&|/|and|\+|to|-) *(?:year |yr |y)?\d{1,2}\b)*)"
)
_ALSO = re.compile(
    r"^(?:(?:,|/|&|\+|and|\() *)?(?:(?:teacher|tutor|lecturer) (?:of|in) [a-z &]+|[a-z]+ teacher"
    r"|teacher|form tutor|tutor)?\)?$"
)
_STAFF = re.compile(
    r"\b(?:year \d* ?(?:lead|leader|head)|teach(?:er|ing)|tutor|lecturer|instructor|professor"
    r"|headteacher|headmaster|headmistress|principal|deputy head|assistant head|vice principal"
    r"|(?:head|leader|director) of"
    r"|(?:subject|year|phase|key stage|team|curriculum|faculty|department|senior|middle"
    r"|safeguarding|pastoral|learning|sen|behaviour) lead(?:er)?|co ?ordinator|manager|officer"
    r"|administrat(?:or|ion|ive)|admin|secretary|receptionist|reception desk|office|bursar"
    r"|caretaker|janitor|custodian|premises|cleaner|groundsman|technician|librarian|nurse|matron"
    r"|counsell?or|therapist|psychologist|(?:learning|behaviour|pastoral|staff) mentor"
    r"|(?:sports?|learning) coach|senco|sendco|inco|ta|hlta|lsa|cta|supervisor|midday|cook|chef"
    r"|kitchen|catering|chaplain|housemaster|housemistress|houseparent|dsl|ddsl|safeguarding"
    r"|pastoral|welfare|attendance|exams|finance|business|hr|ict|network|site|cover|support staff"
    r"|support worker|support assistant|learning support|staff|trainee|ect|nqt|practitioner"
    r"|playworker|driver|slt|hod|hoy|dean|(?:teaching|classroom|learning|school|lab|admin|office"
    r"|finance|nursery|cover|library|it|science|support|personal|care) assistant|aide|governor)\b"
)
_SUBJECT_WORDS = (
    "maths mathematics english science art music drama history geography french german spanish "
    "physics chemistry biology computing pe re rs pshe dt mfl latin"
)
_SUBJECTS = frozenset(_SUBJECT_WORDS.split())
_NOT_STAFF = re.compile(r"\b(?:pupil|student|peer|junior|prefect|captain|boy|girl)\b")
_STILL = re.compile(r"\bstudent (?:teacher|support|services|welfare)|pupil (?:premium|support)\b")
_PUPIL_YEARS = re.compile(r"\b(?:teach(?:er|ing)|tutor|head of|hoy|year|leader)\b")


def post_of_title(title: str, year: str, known: str | None) -> tuple[str, str]:
    """The first post that a title opens, as (kind, year group); see `posts_of_title`."""
    return posts_of_title(title, year, known)[0]


def posts_of_title(title: str, year: str, known: str | None) -> list[tuple[str, str]]:
    """The posts that a title opens: their kind and, for a head of year, the year group.

    `known` is the kind that a role column has named, which a plain title does not change.
    """
    plain = _plain(title)
    if years := _years_led(plain, year):
        return [("head_of_year", each) for each in years]
    if plain in _WHOLE:
        return [(_WHOLE[plain], "")]
    if known and known not in ("pupil", "carer"):
        return [(known, "")]
    if _TEACHING.search(plain) and "assistant" not in plain:
        return [("teacher", "")]
    return [("staff", "")]


def is_staff_title(title: str) -> bool:
    """Whether a title is one that only staff have, in words that are known."""
    plain = _plain(title)
    if _NOT_STAFF.search(plain) and not _STILL.search(plain):
        return False
    words = set(plain.split())
    return bool(_STAFF.search(plain)) or (bool(words) and words <= _SUBJECTS | {"and", "&"})


def goes_with_a_year(title: str) -> bool:
    """Whether somebody with this title may well have a year group of their own."""
    return bool(_PUPIL_YEARS.search(_plain(title)))


def is_unsure_title(title: str) -> bool:
    """Whether a title begins as a head of year's and goes on so that it opens no such post."""
    plain = _plain(title)
    return bool(_YEAR_HEAD.match(plain)) and not _years_led(plain, "1")


def _plain(title: str) -> str:
    spaced = title.casefold().replace("_", " ")
    spaced = re.sub(r"(?<=[^\d\s])-|-(?=[^\d\s])", " ", spaced)
    return " ".join(SPELLED.get(word, word) for word in spaced.split())


def _years_led(plain: str, year: str) -> list[str]:
    """The years somebody is head of by this title alone; none where it says more than that."""
    found = _YEAR_HEAD.match(plain)
    if not found:
        return []
    rest = plain[found.end() :]
    if found["before"]:
        return [year_of(found["before"])] if _ALSO.match(rest.strip()) else []
    numbers = _YEARS.match(rest)
    tail = rest[numbers.end() :] if numbers else rest
    if not _ALSO.match(tail.strip()):
        return []
    if numbers:
        return _spread(numbers["first"], numbers["more"])
    return [year_of(year)] if year else []


def _spread(first: str, more: str) -> list[str]:
    """The years of "9", "9 and 10", "7, 8 & 9" and "7-9"."""
    years = [int(first)]
    for mark, number in re.findall(r"(,|&|/|and|\+|to|-) *(?:year |yr |y)?(\d{1,2})", more):
        span = range(years[-1] + 1, int(number)) if mark in ("to", "-") else ()
        years += [*span, int(number)]
    return [str(each) for each in dict.fromkeys(years)]
