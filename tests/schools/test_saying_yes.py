"""Who may say yes to a right, and when that is enough: the rule as a table."""

from datetime import date
from uuid import UUID

import pytest

from beside.schools.rules import saying as rules

TODAY = date(2026, 11, 24)
OFFICE, LEAD, HEAD, RAO, GHOST, TUTOR = (UUID(int=n) for n in range(1, 7))
POSTS = {
    OFFICE: "office",
    LEAD: "safeguarding_lead",
    HEAD: "head",
    RAO: "organiser",
    TUTOR: "teacher",
}


def voice(person: UUID) -> rules.Voice:
    if person == GHOST:  # whom the office made an organiser yesterday, with somebody's yes
        return rules.Voice(GHOST, frozenset({"organiser"}), OFFICE, date(2026, 11, 23))
    return rules.Voice(person, frozenset({POSTS[person]}))


def asked(rule="grant", post="organiser", asker=OFFICE, people=(TUTOR,)) -> rules.Asked:
    return rules.Asked(rule, post, asker, frozenset(people))


WHY_NOT = [
    (asked(), OFFICE, "asked"),
    (asked(asker=HEAD), OFFICE, ""),
    (asked(), TUTOR, "gains"),
    (asked(people=[RAO]), RAO, "gains"),
    (asked(), HEAD, ""),
    (asked(), LEAD, ""),
    (asked(), RAO, ""),
    (asked("tutors", "", people=[TUTOR]), RAO, ""),
    (asked("ending", "head_of_year"), TUTOR, ""),
    (asked("ending", "head_of_year", asker=TUTOR), TUTOR, "asked"),
    (asked(people=[OFFICE]), TUTOR, "no_post"),
    (asked(), GHOST, "given_by_asker"),
    (asked(asker=HEAD), GHOST, ""),
    (asked(asker=None), OFFICE, ""),
]


@pytest.mark.parametrize(("question", "person", "why"), WHY_NOT)
def test_who_may_say_yes(question, person, why):
    assert rules.why_not(question, voice(person), TODAY) == why


TOP = ("safeguarding_lead", "safeguarding_deputy", "head", "chair")
ENOUGH = [
    (asked(), [], False),
    (asked(), [OFFICE], False),
    (asked(), [RAO], True),
    (asked("carers", ""), [RAO], True),
    *[(asked(post=post, people=[OFFICE]), [LEAD], True) for post in TOP],
    *[(asked(post=post, people=[OFFICE]), [RAO], False) for post in TOP],
    *[(asked(post=post, people=[OFFICE]), [RAO, RAO], False) for post in TOP],
    *[(asked(post=post, people=[OFFICE]), [RAO, OFFICE], False) for post in TOP],
    *[(asked(post=post, people=[OFFICE]), [RAO, GHOST], False) for post in TOP],
    (asked(post="head", asker=HEAD, people=[TUTOR]), [OFFICE, RAO], True),
    (asked(post="head", asker=HEAD, people=[TUTOR]), [OFFICE, GHOST], False),
    (asked("ending", "safeguarding_lead", people=[LEAD]), [LEAD], True),
    (asked("ending", "safeguarding_lead", people=[LEAD]), [RAO], False),
    (asked("address", "safeguarding_lead", people=[LEAD]), [LEAD], False),
    (asked("address", "safeguarding_lead", people=[LEAD]), [HEAD], True),
]


@pytest.mark.parametrize(("question", "said", "enough"), ENOUGH)
def test_when_it_is_enough(question, said, enough):
    assert rules.is_enough(question, [voice(each) for each in said], TODAY) is enough


def test_a_post_is_no_longer_fresh_after_thirty_days():
    ghost = rules.Voice(GHOST, frozenset({"organiser"}), OFFICE, date(2026, 10, 25))
    assert rules.why_not(asked(), ghost, TODAY) == ""
