"""The words of the policy: why an actor may act, on what kind of record, and how."""

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


class Kind(StrEnum):
    """What a record is; each app registers which of its tables is which kind."""

    IDENTITY = "identity"
    BELONGING = "belonging"
    FAMILY_LINK = "family_link"
    RESPONDENT = "respondent"
    NOMINATION_BY_ADULT = "nomination_by_adult"
    NOMINATION_OF_COLLEAGUE = "nomination_of_colleague"
    NOMINATION_BY_PUPIL = "nomination_by_pupil"
    NOMINATION_OF_ME = "nomination_of_me"
    RESPONSE = "response"
    FAMILY_IDEA = "family_idea"
    DRAFT = "draft"
    SHARING_CHOICE = "sharing_choice"
    STAFF_OPENING = "staff_opening"
    PANELIST = "panelist"
    CARER_LINK = "carer_link"
    REMINDER = "reminder"
    SIGN_IN_CARD = "sign_in_card"
    CONTACT = "contact"
    STATE = "state"
    EXACT_STATE = "exact_state"
    EXACT_STATE_SHUT = "exact_state_shut"
    FIGURE = "figure"
    COMMITMENT = "commitment"
    APPROACH = "approach"
    EVIDENCE = "evidence"
    CAPACITY = "capacity"
    SPOKEN = "spoken"
    GLADLY = "gladly"
    MENTORING = "mentoring"
    RUN = "run"
    RUN_GIVEN = "run_given"
    RANKING = "ranking"
    COMPANY = "company"
    APART = "apart"
    TEAM_MEMBER = "team_member"
    TEAM_PAGE = "team_page"
    REFLECTION = "reflection"
    CHOICE = "choice"
    SESSION_INVITE = "session_invite"
    SEAT = "seat"
    WAITING = "waiting"
    PEER_TUTOR = "peer_tutor"
    CALENDAR_LINK = "calendar_link"
    THANK_YOU = "thank_you"
    THANK_YOU_TO_ME = "thank_you_to_me"
    CONCERN = "concern"
    CONCERN_ENTRY = "concern_entry"
    ACCOUNT = "account"
    OPEN_SESSION = "open_session"
    SECOND_STEP = "second_step"
    SCHOOL_ACCOUNT = "school_account"
    VOUCHING = "vouching"
    DOMAIN_YES = "domain_yes"
    STANDING = "standing"
    STANDING_BESIDE = "standing_beside"
    STANDING_CHECKED = "standing_checked"
    SEEN = "seen"
    ROLL_IMPORT = "roll_import"
    MAIL = "mail"


class Verb(StrEnum):
    READ = "read"
    CREATE = "create"
    CHANGE = "change"


class When(StrEnum):
    """A condition on a cell, read off the row itself."""

    ALWAYS = "always"
    OWN = "own"  # only what this actor wrote
    NAMES = "names"  # only in a round whose promise opens names to tutor and head of year
    OPENED = "opened"  # as above, or where the pupil opened this name to them
    CHOSEN = "chosen"  # only where the pupil opened this name to whom they named


class Role(StrEnum):
    """Database roles beside the app's own: each does one job that no person's standing covers."""

    APP = "beside_app"
    REACH = "beside_reach"
    ROLL = "beside_roll"
    RECKONER = "beside_reckoner"
    MEASURE = "beside_measure"
    PLACER = "beside_placer"
