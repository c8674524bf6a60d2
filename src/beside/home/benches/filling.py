"""Filling the database with the measured school: its roll, two rounds, offers and follow-ups."""

import uuid
from datetime import date, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from beside.access.actor import Actor, acting, role
from beside.access.models import Account
from beside.rights import Role
from beside.schools import roll
from beside.schools.actions import roll as roll_actions
from beside.schools.models import Person, School
from beside.ties import answers as said
from beside.ties.jobs import keep_all
from beside.ties.models import Commitment, Draft, FollowUp, Nomination, Respondent, Round
from beside.ties.questions import QUALITIES
from beside.ties.reckoning import reckon

from .school import LEAD, PUPIL, roll_of
from .size import ANSWERS, YEARS, Size

TODAY = date(2026, 11, 24)
ASKED = {"p": ("adult", "peer", *QUALITIES, "stage"), "t": ("staff_knows",)}
PEERS, ADULTS = 4, 3
OPEN = "Between"
UNKNOWN_EVERY = 12
BATCH = 2000


def fill(size: Size, seed: int = 0) -> None:
    """Put a school of this size in an empty database, with the answers of its latest round."""
    by, chance = Actor(None, TODAY), Random(seed)  # noqa: S311
    with acting(by, why="bench"), role(Role.ROLL):
        roll_actions.apply(by=by, plan=roll.plan({}, roll_of(size, seed), today=TODAY))
        ids = dict(Person.objects.values_list("source_id", "pk"))
        for who in (LEAD, PUPIL):
            account = Account(subject_id=ids[who], username=who)
            account.set_unusable_password()
            account.save(force_insert=True)
        rounds = [
            ended_round(ids[LEAD], name, days) for name, days in (("Autumn", 0), ("Summer", 150))
        ]
        for round_, answers in zip(rounds, (ANSWERS, ANSWERS // 8), strict=True):
            answer(round_, ids, size.share(answers), chance)
        open_ = ended_round(ids[LEAD], OPEN, 1, status=Round.Status.OPEN)
        _ask(open_, ids[PUPIL])
        _offers(rounds[0].school, ids, size)
    with acting(Actor(ids[PUPIL], TODAY)), role(Role.APP):
        _begin(open_, ids)
    for round_ in rounds:
        with acting(Actor(ids[LEAD], TODAY)):
            reckon(round_.pk)
    keep_all(by)


def vacuum() -> None:
    """Do what PostgreSQL does by itself within a minute or two of an import."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def ended_round(
    lead: uuid.UUID, name: str, days: int, status: Round.Status = Round.Status.ENDED
) -> Round:
    """A survey of every year group, taken so many days ago."""
    return Round.objects.create(
        school=School.objects.get(),
        name=name,
        opened_by_id=lead,
        taken_on=TODAY - timedelta(days=days),
        year_groups=list(YEARS),
        questions=[question for asked in ASKED.values() for question in asked],
        status=status,
        ended_at=timezone.now() if status == Round.Status.ENDED else None,
    )


def _ask(round_: Round, pupil: uuid.UUID) -> None:
    asked = ("survey", "adult", "peer")
    Respondent.objects.bulk_create(
        [Respondent(round=round_, person_id=pupil, question=each) for each in asked]
    )


def _begin(round_: Round, ids: dict[str, uuid.UUID]) -> None:
    """A pupil in the middle of a survey, with a dozen people on the list."""
    answers = said.empty()
    for source in [f"p{n}" for n in range(2, 10)] + [f"t{n}" for n in range(1, 5)]:
        question = "peer" if source[0] == "p" else "adult"
        key = said.add_person(answers, question, alter=str(ids[source]))
        said.place(answers, key, 2)
    Draft.objects.create(round=round_, person_id=ids[PUPIL], answers=answers)


def answer(round_: Round, ids: dict[str, uuid.UUID], wanted: int, chance: Random) -> None:
    """Let everybody have been asked, most have answered, and so many answers stand."""
    asked = [
        Respondent(round=round_, person_id=pk, question=question, answered=chance.random() < 0.9)
        for source, pk in ids.items()
        for question in ASKED.get(source[0], ())
    ]
    Respondent.objects.bulk_create(asked, batch_size=BATCH)
    pairs = _pairs(ids, wanted, chance)
    Nomination.objects.bulk_create(
        [
            Nomination(round=round_, ego_id=ids[e], alter_id=ids[a], question=q, ring=1)
            for e, a, q in pairs
        ],
        batch_size=BATCH,
    )


def _pairs(ids: dict[str, uuid.UUID], wanted: int, chance: Random) -> list[tuple[str, str, str]]:
    """So many different answers: each pupil names peers and adults, the staff name the rest.

    A few, who are in clubs, name nobody and are named by no adult.
    """
    pupils, staff = ([s for s in ids if s[0] == kind] for kind in "pt")
    known = [each for each in pupils if int(each[1:]) % UNKNOWN_EVERY]
    found = {
        (ego, alter, question): None
        for ego in known
        for others, question, count in ((pupils, "peer", PEERS), (staff, "adult", ADULTS))
        for alter in chance.sample(others, count)
        if alter != ego
    }
    named = (
        (adult, pupil, "staff_knows")
        for adult in chance.sample(staff, len(staff))
        for pupil in chance.sample(known, len(known) // 2)
    )
    while len(found) < wanted and (pair := next(named, None)):
        found[pair] = None
    return list(found)[:wanted]


def _offers(school: School, ids: dict[str, uuid.UUID], size: Size) -> None:
    offers = [
        Commitment(
            school=school,
            pupil_id=ids[f"p{n}"],
            adult_id=ids[f"t{n % size.staff}"],
            starts=TODAY - timedelta(weeks=4),
        )
        for n in range(size.share(200))
    ]
    Commitment.objects.bulk_create(offers)
    due = [
        FollowUp(commitment=o, pupil_id=o.pupil_id, adult_id=o.adult_id, due=TODAY)
        for o in offers[: size.share(60)]
    ]
    FollowUp.objects.bulk_create(due)
