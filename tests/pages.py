"""Who may open every page of Beside, and what they are answered; tests/test_urls.py holds it true.

A row names a page, the ids in its address, and the answer to each of ROLES in turn. `302` for
somebody without a session is the way to the sign-in page, for a door session the way back to the
marking list. A page that only takes a POST is in POSTS too, with what a POST of nothing is told.
"""

from dataclasses import dataclass

ROLES = (
    *("anonymous", "pupil", "parent", "staff", "tutor", "head_of_year", "organiser"),
    *("office", "safeguarding_lead", "elsewhere", "door"),
)


@dataclass(frozen=True)
class Page:
    """A page by its url name: the ids its address needs, and the answers by role."""

    name: str
    args: tuple[str, ...]
    answers: dict[str, int]


def page(name: str, args: str, answers: str) -> Page:
    codes = [int(code) for code in answers.split()]
    return Page(name, tuple(args.split()), dict(zip(ROLES, codes, strict=True)))


#        name, ids                              anon pupil parent staff tutor year org office lead else door
GETS = [
]
POSTS = [
]
