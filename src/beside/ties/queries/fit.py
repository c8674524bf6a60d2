"""What people say so that somebody who fits is found: their languages, and whom they would like."""

import uuid
from collections.abc import Collection

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties.models import Gladly, Spoken

Pair = tuple[uuid.UUID, uuid.UUID]


def languages(actor: Actor) -> list[str]:
    """The languages that the person who asks says they speak."""
    mine = Spoken.objects.visible_to(actor).filter(person=actor.subject_id)
    return next(iter(mine.values_list("languages", flat=True)), [])


def gladly(actor: Actor, school: School) -> list[schools.OnRoll]:
    """Beside whom of a school the adult who asks would gladly be, the first first."""
    mine = Gladly.objects.visible_to(actor).filter(adult=actor.subject_id, ended_at=None)
    keys = list(mine.order_by("rank").values_list("pupil", flat=True))
    found = schools.pupils_of(actor, school).filter(person__in=keys)
    return sorted(schools.on_roll(found), key=lambda each: keys.index(each.pk))


def find(actor: Actor, school: School, typed: str) -> list[schools.OnRoll]:
    """A few pupils of a school, whose names are nearest to what was typed."""
    return schools.named(schools.pupils_of(actor, school), school, typed)


def ranks(actor: Actor, pupils: Collection[uuid.UUID]) -> dict[Pair, int]:
    """By pupil and adult the rank at which the adult would gladly be beside the pupil."""
    rows = Gladly.objects.visible_to(actor).filter(pupil__in=pupils, ended_at=None)
    return {
        (pupil, adult): rank for pupil, adult, rank in rows.values_list("pupil", "adult", "rank")
    }
