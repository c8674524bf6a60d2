"""The words of rights: why an actor may act, how, and under which condition."""

from enum import StrEnum


class Basis(StrEnum):
    """Why an actor may act for a pupil; all but `self` stand in `access.Standing`, with dates."""

    SELF = "self"
    CARER = "carer"
    TUTOR = "tutor"
    TEACHER = "teacher"
    STAFF = "staff"
    HEAD_OF_YEAR = "head_of_year"
    ORGANISER = "organiser"
    BESIDE = "beside"
    MENTOR = "mentor"  # beside a pupil, or asked to be, and not on the staff
    CHECKED = "checked"  # without it `mentor` holds nothing
    SAFEGUARDING_LEAD = "safeguarding_lead"
    OFFICE = "office"
    FEDERATION_LEAD = "federation_lead"
    MEMBER = "member"
    HEAD = "head"
    CHAIR = "chair"


class Verb(StrEnum):
    """What somebody may do with a record. Nothing is deleted by anybody."""

    READ = "read"
    CREATE = "create"
    CHANGE = "change"


class When(StrEnum):
    """A condition on a right, read off the row itself."""

    ALWAYS = "always"
    OWN = "own"  # only what this actor wrote
    NAMES = "names"  # only in a round whose promise opens names to tutor and head of year
    OPENED = "opened"  # as above, or where the pupil opened this name to them
    CHOSEN = "chosen"  # only where the pupil opened this name to whom they named
    NOT_PAST = "not_past"  # unless the record goes past them, whom it names
    LET = "let"  # only where they were let at this very record, which does not go past them
    FILE = "file"  # only where they may read the file it lies in
    ADDED = "added"  # as above, and only what this actor wrote
    ORGANISED = "organised"  # only in what is about a school or years that this actor organises
    NOTED = "noted"  # as above, and only what this actor wrote


class Role(StrEnum):
    """Database roles beside the app's own: each does one job that no person's standing covers."""

    APP = "beside_app"
    REACH = "beside_reach"
    ROLL = "beside_roll"
    RECKONER = "beside_reckoner"
    MEASURE = "beside_measure"
    PLACER = "beside_placer"
    KEEPER = "beside_keeper"
