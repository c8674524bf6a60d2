"""Rounds as their organiser and their respondents see them."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.schools import queries as schools
from beside.schools.models import Enrolment, Person, School
from beside.ties import doors, rules
from beside.ties.models import Commitment, Nomination, Panelist, Respondent, Round


@dataclass(frozen=True)
class Progress:
    """How far a round is: people asked, people who joined, people who have sent."""

    asked: int
    joined: int
    sent: int


@dataclass(frozen=True)
class Row:
    """A pupil on the marking list, with what this colleague said so far."""

    id: uuid.UUID
    name: str
    group: str
    marks: tuple[str, ...]
    looked: bool
    worried_url: str = ""


@dataclass(frozen=True)
class Unclaimed:
    """Pupils whom nobody in a meeting knows, by whether somebody here teaches or tutors them."""

    not_claimed: list[Enrolment]
    not_known_here: list[Enrolment]


def rounds_of(school: School) -> list[Round]:
    """All rounds of a school, newest first."""
    return list(Round.objects.filter(school=school).order_by("-taken_on", "-ended_at", "name"))


def of_or_waiting(actor: Actor, school: School | None) -> list[Round]:
    """Rounds of a school, and open ones anywhere that ask the actor, newest first.

    Each says as `waits` whether it is open and the actor was asked and has not sent yet.
    """
    asked = Respondent.objects.filter(
        round=OuterRef("pk"), person=actor.subject_id, asked=True, answered=False
    )
    found = Round.objects.annotate(waits=Exists(asked) & Q(status=Round.Status.OPEN))
    return list(
        found.filter(Q(school=school) | Q(waits=True))
        .select_related("school__federation")
        .order_by("-taken_on", "-ended_at")
    )


def why_over(round_: Round, today: date) -> Refusal | None:
    """Why a round takes no answers on a day, for a page to say; None while it takes them."""
    try:
        rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=today)
    except Refusal as refusal:
        return refusal
    return None


def progress(actor: Actor, round_: Round) -> Progress:
    """Counts for the projector; the organiser sees progress, never answers."""
    return _progress(actor, round_, "staff_knows")


def _progress(actor: Actor, round_: Round, question: str) -> Progress:
    counts = (
        Respondent.objects.visible_to(actor)
        .filter(round=round_, question=question, asked=True)
        .aggregate(
            asked=Count("pk"),
            joined=Count("pk", filter=Q(joined_at__isnull=False)),
            sent=Count("pk", filter=Q(answered=True)),
        )
    )
    return Progress(**counts)


@dataclass(frozen=True)
class GroupProgress:
    """How far the pupils of a tutor group are with a survey; counts, never answers."""

    group: str
    pk: uuid.UUID | None
    asked: int
    started: int
    answered: int


@dataclass(frozen=True)
class YearProgress:
    """How far a year group is, and each tutor group of it."""

    year_group: str
    groups: list[GroupProgress]

    @property
    def asked(self) -> int:
        return sum(each.asked for each in self.groups)

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.groups)


def progress_by_year(actor: Actor, round_: Round) -> list[YearProgress]:
    """How far pupils are with a survey, youngest year first."""
    far = {
        person: (joined is not None, sent is not None)
        for person, joined, sent in Respondent.objects.visible_to(actor)
        .filter(round=round_, question="survey", asked=True)
        .values_list("person_id", "joined_at", "sent_at")
    }
    ids = schools.tutor_group_ids(round_.school)
    years: dict[str, list[GroupProgress]] = defaultdict(list)
    for year, group, pupils in schools.by_group(actor, round_.school, round_.year_groups):
        theirs = [far[pupil] for pupil in pupils if pupil in far]
        if theirs:
            started, answered = (sum(each[place] for each in theirs) for place in (0, 1))
            row = GroupProgress(group, ids.get(group), len(theirs), started, answered)
            years[year].append(row)
    return [YearProgress(year, years[year]) for year in sorted(years, key=schools.year_key)]


def families_progress(actor: Actor, round_: Round) -> Progress:
    """How many parents and carers were asked, and how many have answered."""
    return _progress(actor, round_, "carer_staff")


def panel(actor: Actor, round_: Round) -> list[tuple[Person, Panelist]]:
    """The pupils who try a round, with what they said of it."""
    found = list(Panelist.objects.visible_to(actor).filter(round=round_))
    names = schools.names_of(actor, [each.pupil_id for each in found])
    return [(names[each.pupil_id], each) for each in found if each.pupil_id in names]


def marking_rows(actor: Actor, round_: Round) -> list[Row]:
    """The pupils a colleague is asked about, theirs first, with what they said of each."""
    pupils = schools.pupils_of(actor, round_.school, round_.year_groups)
    said = dict(
        Nomination.objects.visible_to(actor)
        .filter(round=round_, ego=actor.subject_id, question="staff_knows")
        .values_list("alter_id", "knows")
    )
    return [
        Row(
            id=each.person_id,
            name=each.person.name,
            group=each.tutor_group.name if each.tutor_group else "",
            marks=tuple(said.get(each.person_id, ())),
            looked=each.person_id in said,
        )
        for each in schools.closest_first(pupils)
    ]


def unclaimed(actor: Actor, round_: Round) -> Unclaimed:
    """Split the pupils whom no adult named, by whether anybody who sent teaches or tutors them."""
    found = doors.unclaimed(round_.pk)
    without = [
        each
        for each in schools.pupils_of(actor, round_.school, round_.year_groups)
        if each.person_id in found
    ]
    return Unclaimed(
        not_claimed=[e for e in without if found[e.person_id]],
        not_known_here=[e for e in without if not found[e.person_id]],
    )


def taken_by(actor: Actor, pupils: list[uuid.UUID]) -> set[uuid.UUID]:
    """The pupils among these whom this colleague has offered to get to know."""
    mine = Commitment.objects.visible_to(actor).filter(
        adult=actor.subject_id, ends=None, pupil__in=pupils
    )
    return set(mine.values_list("pupil_id", flat=True))


def colleagues(actor: Actor, round_: Round) -> list[tuple[Person, bool]]:
    """The staff of the round's school but oneself, each with whether the actor named them."""
    staff = schools.staff_ids(round_.school, actor.today)
    names = schools.names_of(actor, [s for s in staff if s != actor.subject_id])
    said = set(
        Nomination.objects.visible_to(actor)
        .filter(round=round_, ego=actor.subject_id, question="staff_learns", answer=True)
        .values_list("alter_id", flat=True)
    )
    ordered = sorted(names.values(), key=lambda p: (p.family_name, p.given_name))
    return [(person, person.pk in said) for person in ordered]


def joined(actor: Actor, round_: Round) -> list[Person]:
    """Colleagues who have joined and not sent yet, for the organiser to let back in."""
    waiting = Respondent.objects.visible_to(actor).filter(
        round=round_, question="staff_knows", joined_at__isnull=False, answered=False
    )
    names = schools.names_of(actor, waiting.values_list("person_id", flat=True))
    return sorted(names.values(), key=lambda p: (p.family_name, p.given_name))
