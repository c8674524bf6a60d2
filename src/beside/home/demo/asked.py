"""A survey of two sides that is open today: one pupil has sent, one is half-way."""

import uuid
from datetime import datetime, timedelta

from beside.access.actor import Actor, role, tell_database
from beside.rights import Role
from beside.schools.models import School
from beside.ties import questions
from beside.ties.actions import answering, asking
from beside.ties.models import Round

OPENER, YEAR = "reid", "9"
DAYS_OPEN = 10
WHO = (("patel", "adult", 1), ("okafor", "adult", 2), ("leo", "peer", 1), ("isla", "peer", 2))
WORDS = (("Nana", "family", 1), ("Uncle Ali", "family", 3), ("Coach Dee", "outside", 2))
QUALITIES = {"care": ("p1", "p5"), "motivation": ("p2", "p3"), "recognition": ("p1", "p2")}


def open_survey(by: Actor, school: School, ids: dict[str, uuid.UUID], now: datetime) -> None:
    """Open it as the head of year does, and let two pupils answer as pupils do."""
    plan = asking.Plan(
        name=f"Who is beside you? {by.today:%B %Y}",
        year_groups=[YEAR],
        promise=Round.Promise.CHOOSE,
        asks_families=True,
        closes_on=by.today + timedelta(days=DAYS_OPEN),
    )
    round_ = asking.open_round(by=_acts(ids[OPENER], by), school=school, plan=plan)
    with role(Role.APP):
        _answer(_acts(ids["amina"], by), round_, ids, now)
        answering.start(by=_acts(ids["leo"], by), round_=round_, now=now)
        answering.add(by=_acts(ids["leo"], by), round_=round_, question="peer", alter=ids["amina"])


def _acts(subject: uuid.UUID, by: Actor) -> Actor:
    actor = Actor(subject, by.today)
    tell_database(actor)
    return actor


def _answer(pupil: Actor, round_: Round, ids: dict[str, uuid.UUID], now: datetime) -> None:
    answering.start(by=pupil, round_=round_, now=now)
    for name, question, ring in WHO:
        _put(pupil, round_, ring, question=question, alter=ids[name])
    for words, question, ring in WORDS:
        _put(pupil, round_, ring, question=question, words=words)
    for quality, keys in QUALITIES.items():
        answering.keep(by=pupil, round_=round_, screen=quality, form={"who": keys})
    answering.keep(by=pupil, round_=round_, screen="go_to", form={"go_to": ["one"]})
    answering.send(by=pupil, round_=round_, screens=questions.SCREENS, now=now)


def _put(pupil: Actor, round_: Round, ring: int, **who) -> None:
    answers = answering.add(by=pupil, round_=round_, **who)
    key = answers["people"][-1]["key"]
    answering.place(by=pupil, round_=round_, rings={key: ring})
