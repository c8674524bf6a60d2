"""What a roll says, whatever file it came in: plain records, one class per kind.

Every record carries `id`, the source's own id, unique within its kind; records made of others
(an enrolment, a membership) build it from theirs, so that the same files give the same ids.
Dates are `datetime.date` or None (open). Empty text is "".
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class School:
    id: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    school: str  # "" where the files name none
    title: str
    type: str = "term"
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    id: str
    school: str
    title: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    school: str
    name: str
    kind: str  # tutor_group teaching_group club house team
    course: str = ""
    year_group: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    given_name: str
    family_name: str
    preferred_name: str = ""
    username: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A pupil at a school; id is `school/person`."""

    id: str
    person: str
    school: str
    year_group: str = ""
    tutor_group: str = ""  # a group's id
    previous_school: str = ""
    admission_number: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """An adult at a school; id is `school/person/kind`, with `/year_group` for a head of year."""

    id: str
    person: str
    school: str
    # teacher head_of_year safeguarding_lead safeguarding_deputy office organiser head staff
    # community federation_lead chair
    kind: str
    title: str = ""
    year_group: str = ""
    organisation: str = ""
    checks_expire: date | None = None
    training_expires: date | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in a group; id is `group/person/role`."""

    id: str
    person: str
    group: str
    role: str  # pupil teacher tutor leader
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyLink:
    """A parent or carer of a pupil; id is `carer/pupil`."""

    id: str
    carer: str
    pupil: str
    relation: str = ""
    parental_responsibility: bool | None = None
    lives_with: bool | None = None
