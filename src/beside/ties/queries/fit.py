"""Reading what helps to match adults and pupils: languages, and whom an adult would choose."""

import uuid
from collections.abc import Collection

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties.models import Gladly, Spoken

Pair = tuple[uuid.UUID, uuid.UUID]


def languages(actor: Actor) -> list[str]:
    """The languages that the actor says they speak."""
    mine = Spoken.objects.visible_to(actor).filter(person=actor.subject_id)
    return next(iter(mine.values_list("languages", flat=True)), [])


def gladly(actor: Actor, school: School) -> list[schools.OnRoll]:
    """The pupils of a school beside whom the actor would gladly be, first choice first."""
    mine = Gladly.objects.visible_to(actor).filter(adult=actor.subject_id, ended_at=None)
    keys = list(mine.order_by("rank").values_list("pupil", flat=True))
    found = schools.pupils_of(actor, school).filter(person__in=keys)
    return sorted(schools.on_roll(found), key=lambda each: keys.index(each.pk))


def find(actor: Actor, school: School, typed: str) -> list[schools.OnRoll]:
    """The few pupils of a school whose names are most like what was typed."""
    return schools.named(schools.pupils_of(actor, school), school, typed)


def ranks(actor: Actor, pupils: Collection[uuid.UUID]) -> dict[Pair, int]:
    """Map each (pupil, adult) to the rank that the adult gave the pupil; 1 is the first choice."""
    rows = Gladly.objects.visible_to(actor).filter(pupil__in=pupils, ended_at=None)
    return {
        (pupil, adult): rank for pupil, adult, rank in rows.values_list("pupil", "adult", "rank")
    }
