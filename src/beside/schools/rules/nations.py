"""What differs by nation: helplines, numbers, words, and the days a calendar begins with.

Each fact stands here once, with where it was read and on which day. A school changes what is its
own on the page of its calendar and numbers, and the manual says what to check.
"""

from dataclasses import dataclass
from datetime import date, time

CHECKED = date(2026, 11, 28)


@dataclass(frozen=True)
class HelpLine:
    """Somebody outside the school whom a child may call; nothing is said about hours."""

    name: str
    number: str
    says: str
    page: str
    source: str


@dataclass(frozen=True)
class Nation:
    """What a school in one nation begins with."""

    name: str
    emergency: str
    helplines: tuple[HelpLine, ...]
    social_care: str  # what the service is called that anybody may ring
    officer: str  # who is told of a case about the head, at the local authority
    file_days: int  # days, not school days, until a leaver's safeguarding file has gone
    bank_holidays: tuple[tuple[str, date], ...]
    terms: tuple[tuple[str, date, date], ...]
    holidays: tuple[tuple[str, date, date], ...]


CHILDLINE = HelpLine(
    "Childline",
    "0800 1111",
    "listens to anybody under 19. It is free.",
    "https://www.childline.org.uk/get-support/1-2-1-counsellor-chat/",
    "childline.org.uk",
)
MEIC = HelpLine(
    "Meic",
    "080880 23456",
    "helps anybody under 25 in Wales, in Welsh or English. It is free.",
    "https://www.meiccymru.org/",
    "meiccymru.org",
)

ENGLISH_BANK_HOLIDAYS = (
    ("Christmas Day", date(2026, 12, 25)),
    ("Boxing Day", date(2026, 12, 28)),
    ("New Year’s Day", date(2027, 1, 1)),
    ("Good Friday", date(2027, 3, 26)),
    ("Easter Monday", date(2027, 3, 29)),
    ("Early May", date(2027, 5, 3)),
    ("Spring", date(2027, 5, 31)),
    ("Summer", date(2027, 8, 30)),
    ("Christmas Day", date(2027, 12, 27)),
    ("Boxing Day", date(2027, 12, 28)),
)

# Councils and trusts set their own: a start to correct, no more.
USUAL_TERMS = (
    ("Autumn", date(2026, 9, 1), date(2026, 12, 18)),
    ("Spring", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer", date(2027, 4, 12), date(2027, 7, 20)),
)
USUAL_HOLIDAYS = (
    ("Autumn half term", date(2026, 10, 26), date(2026, 10, 30)),
    ("Spring half term", date(2027, 2, 15), date(2027, 2, 19)),
    ("Summer half term", date(2027, 5, 31), date(2027, 6, 4)),
)
USUAL_HOURS = {weekday: (time(8, 15), time(16, 30)) for weekday in range(5)}

NATIONS: dict[str, Nation] = {
    "england": Nation(
        "England",
        "999",
        (CHILDLINE,),
        "children’s social care",
        "the local authority’s designated officer",
        5,
        ENGLISH_BANK_HOLIDAYS,
        USUAL_TERMS,
        USUAL_HOLIDAYS,
    ),
    "wales": Nation(
        "Wales",
        "999",
        (CHILDLINE, MEIC),
        "children’s services",
        "the local authority’s designated officer for safeguarding",
        5,
        ENGLISH_BANK_HOLIDAYS,
        USUAL_TERMS,
        USUAL_HOLIDAYS,
    ),
    "scotland": Nation(
        "Scotland",
        "999",
        (CHILDLINE,),
        "the social work team for children",
        "the local authority’s child protection lead",
        5,
        (),
        (),
        (),
    ),
    "northern_ireland": Nation(
        "Northern Ireland",
        "999",
        (CHILDLINE,),
        "the gateway team for children",
        "the Education Authority’s child protection service",
        5,
        (),
        (),
        (),
    ),
}


def nation(code: str) -> Nation:
    """What a nation begins with; England where the code is not known."""
    return NATIONS.get(code, NATIONS["england"])
