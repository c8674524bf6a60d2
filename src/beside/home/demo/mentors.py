"""Older pupils as mentors: three are prepared, one is beside a younger pupil, one is preparing."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from beside.access.actor import Actor, role, tell_database
from beside.access.models import in_force
from beside.rights import Role
from beside.schools.models import Enrolment, School
from beside.ties import rules
from beside.ties.actions import approaches, commitments, mentoring
from beside.ties.models import Approach, Mentoring

BEGAN = timedelta(days=40)
TALKED = (timedelta(days=20), timedelta(days=6))
WORDS, REPLY = "Chess in the library", "You were not cross when I lost. That was good."
NOTE = "I wanted to give advice all the time. It went better when I waited."
OLDEST, YOUNGEST, PREPARED = "11", "7", 3


def mentor(school: School, ids: dict[str, uuid.UUID], now: datetime) -> None:
    """Invite four of the oldest; the last has read half of the preparation."""
    then = timezone.localdate(now - BEGAN)
    older, younger = (_of(school, year, then) for year in (OLDEST, YOUNGEST))
    with role(Role.APP):
        for place, pupil in enumerate(older[: PREPARED + 1]):
            parts = rules.PREPARATION if place < PREPARED else rules.PREPARATION[:2]
            _prepare(school, pupil, (ids["hughes"], ids["okafor"]), parts, now)
        if older and younger:
            _beside(school, older[0], younger[-1], ids["nolan"], now)
    _acts(None, now)


def _of(school: School, year: str, on: date) -> list[uuid.UUID]:
    """Who is in a year group on a day and stays."""
    found = Enrolment.objects.filter(in_force(on), school=school, year_group=year, ends=None)
    return list(found.order_by("source_id").values_list("person_id", flat=True))


def _acts(subject: uuid.UUID | None, at: datetime) -> Actor:
    actor = Actor(subject, timezone.localdate(at))
    tell_database(actor)
    return actor


def _prepare(school: School, pupil: uuid.UUID, adults: tuple, parts: tuple, now: datetime) -> None:
    asks, looks_after = adults
    then = now - BEGAN
    by = _acts(asks, then)
    made = mentoring.invite(by=by, school=school, pupil=pupil, adult=looks_after)
    by = _acts(pupil, then)
    mentoring.answer(by=by, mentoring=made, yes=True)
    for part in parts:
        mentoring.tick(by=by, mentoring=made, part=part)


def _beside(
    school: School, older: uuid.UUID, younger: uuid.UUID, head: uuid.UUID, now: datetime
) -> None:
    """One of them was asked, both said yes, and they have talked twice."""
    then = now - BEGAN
    approaches.ask(by=_acts(head, then), school=school, pupil=younger, adult=older)
    by = _acts(older, then)
    asked = Approach.objects.visible_to(by).get(adult=older, ends=None)
    made = approaches.answer(by=by, approach=asked, yes=True)
    commitments.answer_offer(by=_acts(younger, then), commitment=made, yes=True, now=then)
    for ago in TALKED:
        talk = commitments.talked(by=_acts(older, now - ago), commitment=made, words=WORDS)
    commitments.reply(by=_acts(younger, now), talk=talk, words=REPLY, now=now)
    mine = Mentoring.objects.visible_to(_acts(older, now)).get(ends=None)
    mentoring.note(by=_acts(older, now), mentoring=mine, words=NOTE, now=now)
