"""Whether a row of a school's own sheet is a pupil, an adult at the school, or a parent or carer.

Only words and columns that are known decide. What nobody here knows is asked about.
"""

from dataclasses import dataclass

from .columns import SALUTATIONS
from .posts import goes_with_a_year, is_staff_title
from .roles import CARER, PUPIL, kind_of
from .text import clean

STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a row and its sheet say about who a person is.

    `number` stands for an admission number or a previous school, which only pupils have.
    """

    role: str = ""
    title: str = ""
    number: bool = False
    year: bool = False
    has_role: bool = False
    has_title: bool = False
    of_staff: bool = False
    of_pupils: bool = False
    called_staff: bool = False


class Unclear(Exception):
    """Raised where nothing known says what a person is; `column` is the one to look at."""

    def __init__(self, column: str, code: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.code, self.reason = column, code, reason


def title_of(title: str) -> str:
    """A job title; Mr, Mrs and the like are none."""
    plain = clean(title)
    return "" if plain.casefold().rstrip(".") in SALUTATIONS else plain


def kind_of_row(signs: Signs) -> str:
    """`pupil`, `staff` or `carer`. Raises `Unclear`."""
    said = kind_of(signs.role) if signs.role else None
    if said in (PUPIL, CARER):
        return said
    if said or (signs.role and is_staff_title(signs.role)):
        return _staff(signs)
    if kind_of(signs.title) == PUPIL:
        return PUPIL
    if signs.title and is_staff_title(signs.title):
        return _by_title(signs)
    if signs.number or (signs.year and not signs.of_staff):
        return PUPIL
    if signs.role:
        raise _unknown("role", "unknown_role", "role")
    if signs.title:
        raise _unknown("title", "unknown_title", "job title")
    return _without_words(signs)


def _staff(signs: Signs) -> str:
    if signs.number:
        raise _both("role")
    return STAFF


def _by_title(signs: Signs) -> str:
    """Staff, unless the row has what only pupils have: a pupil may be a librarian, too."""
    if signs.number:
        raise _both("title")
    if signs.year and not signs.of_staff and not goes_with_a_year(signs.title):
        raise _both("title")
    return STAFF


def _both(column: str) -> Unclear:
    reason = (
        "This row has what only pupils have, and a post. Say pupil or staff in a column called "
        "Role, and leave the other out."
    )
    return Unclear(column, "pupil_or_staff", reason)


def _unknown(column: str, code: str, what: str) -> Unclear:
    reason = (
        f"Nobody here knows this {what}. Say pupil, teacher or staff for this row in a column "
        "called Role."
    )
    return Unclear(column, code, reason)


def _without_words(signs: Signs) -> str:
    """What the columns say where the row itself says nothing."""
    if signs.of_staff:
        return STAFF
    if signs.of_pupils:
        return PUPIL
    if signs.has_role:
        reason = "This row does not say pupil or staff. Fill in the role."
        raise Unclear("role", "unknown_role", reason)
    if signs.has_title or signs.called_staff:
        return STAFF
    return PUPIL
