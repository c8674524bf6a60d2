"""What changed from one round to the next: for those in both, with joiners and leavers apart."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from beside.access.actor import Actor
from beside.schools.models import Enrolment
from beside.schools.queries import year_key
from beside.ties import doors, rules
from beside.ties.models import Commitment, Round, State
from beside.ties.queries.states import ATTENTION

JOINED, LEFT = "joined", "left"
OUTCOMES = ("gained", "lost", "same", "still", "not_known")


@dataclass(frozen=True)
class Cohort:
    """A year group, or a tutor group of it: how many of its pupils had which outcome."""

    year_group: str
    group: str
    counts: Counter[str]

    @property
    def both(self) -> int:
        """How many were in both rounds."""
        return sum(self.counts[each] for each in OUTCOMES)

    @property
    def known(self) -> int:
        return self.both - self.counts["not_known"]

    @property
    def before(self) -> int:
        return self.counts["same"] + self.counts["lost"]

    @property
    def now(self) -> int:
        return self.counts["same"] + self.counts["gained"]


@dataclass(frozen=True)
class Changes:
    """What became of a need: the pupils by outcome, and counts for every cohort."""

    pupils: dict[str, list[Enrolment]] = field(default_factory=dict)
    cohorts: list[Cohort] = field(default_factory=list)
    whole: Counter[str] = field(default_factory=Counter)


def changes(
    actor: Actor, before: Round, after: Round, enrolments: list[Enrolment], need: str
) -> Changes:
    """Who gained someone, who lost them, who still has nobody, from one round to the next."""
    then, now = (_states(actor, each, enrolments, need) for each in (before, after))
    found: dict[str, list[Enrolment]] = defaultdict(list)
    for each in enrolments:
        found[_outcome(each.person_id, then, now)].append(each)
    counts = _by_cohort(found, doors.left(before.pk, after.pk))
    whole = sum((each.counts for each in counts if not each.group), start=Counter())
    return Changes(dict(found), counts, whole)


Known = dict[uuid.UUID, str]


def _states(actor: Actor, round_: Round, enrolments: list[Enrolment], need: str) -> Known:
    """By pupil on roll then the state of the need; "" where the round did not speak of it.

    Everybody on roll then has a state of `adult`.
    """
    pupils = [each.person_id for each in enrolments]
    rows = State.objects.visible_to(actor).filter(
        round=round_, need__in={need, "adult"}, pupil__in=pupils
    )
    found = list(rows.values_list("pupil", "need", "state"))
    there = dict.fromkeys((pupil for pupil, _need, _state in found), "")
    return there | {pupil: state for pupil, each, state in found if each == need}


def _outcome(pupil: uuid.UUID, then: Known, now: Known) -> str:
    if pupil not in then:
        return JOINED
    return rules.change_between(then[pupil] or "not_known", now.get(pupil) or "not_known")


def _by_cohort(found: dict[str, list[Enrolment]], left: dict[tuple[str, str], int]) -> list[Cohort]:
    """Every year group, each followed by its tutor groups."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for outcome, pupils in found.items():
        for each in pupils:
            group = each.tutor_group.name if each.tutor_group else "–"
            for cohort in ((each.year_group, ""), (each.year_group, group)):
                counts[cohort][outcome] += 1
    for (year, group), pupils_left in left.items():
        for cohort in ((year, ""), (year, group)):
            counts[cohort][LEFT] += pupils_left
    ordered = sorted(counts, key=lambda each: (year_key(each[0]), each[1]))
    return [Cohort(year, group, counts[year, group]) for year, group in ordered]


def not_followed_up(
    actor: Actor, enrolments: Iterable[Enrolment], before: Round, after: Round
) -> list[Enrolment]:
    """Pupils with a need in the round before for whom nothing was done by the day of this one."""
    listed = list(enrolments)
    pupils = [each.person_id for each in listed]
    needed = set(
        State.objects.visible_to(actor)
        .filter(round=before, need="adult", pupil__in=pupils, state__in=ATTENTION)
        .values_list("pupil_id", flat=True)
    )
    helped = set(
        Commitment.objects.visible_to(actor)
        .filter(pupil__in=needed, starts__gte=before.taken_on, starts__lte=after.taken_on)
        .values_list("pupil_id", flat=True)
    )
    return [each for each in listed if each.person_id in needed - helped]
