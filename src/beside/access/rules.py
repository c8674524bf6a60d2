"""What a person holds today, as the door reads it: who is staff, what is a role, when one is out.

`holds` are pairs "basis:scope" of the standings in force that an account rests on.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from beside.rights import Basis

# What an account rests on. Being beside a pupil rests on an account, and not the other way round.
RESTS_ON = (
    *(Basis.MEMBER, Basis.CARER, Basis.TUTOR, Basis.TEACHER, Basis.STAFF, Basis.HEAD_OF_YEAR),
    *(Basis.ORGANISER, Basis.SAFEGUARDING_LEAD, Basis.OFFICE, Basis.FEDERATION_LEAD),
    *(Basis.HEAD, Basis.CHAIR, Basis.FINDS_MENTORS),
)
# Whoever holds one of these works at a school, and shows a second step.
STAFF = frozenset(RESTS_ON) - {Basis.MEMBER, Basis.CARER}
# A role is one of these at a school. Groups that are taught change with the timetable, and children
# come to school one after another: neither is another role.
ROLES = STAFF - {Basis.TUTOR, Basis.TEACHER} | {Basis.MEMBER}
RECENT = timedelta(minutes=15)

CLOSED, ENDED, CHANGED = "closed", "ended", "changed"


def is_staff(holds: Collection[str]) -> bool:
    """Whether a person works at a school today."""
    return any(_basis(each) in STAFF for each in holds)


def role_of(holds: Collection[str]) -> str:
    """A text that is the same as long as a person's role and school are."""
    return " ".join(sorted(each for each in holds if _basis(each) in ROLES))


def _basis(held: str) -> str:
    return held.partition(":")[0]


def why_out(*, holds: Collection[str], role_then: str, is_open: bool) -> str:
    """Why a session is over before its time: "" where it is not.

    The account is closed with the last post; somebody ended the session; or the role it was opened
    in is not the role of today.
    """
    if not holds:
        return CLOSED
    if not is_open:
        return ENDED
    return "" if role_of(holds) == role_then else CHANGED


def is_idle(*, used_at: datetime | None, now: datetime, minutes: int) -> bool:
    """Whether nobody has touched a session for this long."""
    return used_at is not None and now - used_at >= timedelta(minutes=minutes)


def is_recent(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether a second step was shown within the last quarter of an hour."""
    return confirmed_at is not None and now - confirmed_at < RECENT


def device(agent: str) -> str:
    """What a browser says of itself, in two words that a person knows: "Chrome on Windows"."""
    return f"{_first(agent, BROWSERS)} on {_first(agent, SYSTEMS)}"


BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "CrOS": "a Chromebook",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "an Android device",
    "Windows": "Windows",
    "Macintosh": "a Mac",
    "Linux": "Linux",
}


def _first(agent: str, known: dict[str, str]) -> str:
    unknown = "a browser" if known is BROWSERS else "a computer"
    return next((name for sign, name in known.items() if sign in agent), unknown)
