"""What a colleague says about a pupil in a staff meeting, kept with every tick."""

import uuid
from collections.abc import Collection, Mapping

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.ties import rules
from beside.ties.models import Nomination, Round


@action
def mark(*, by: Actor, round_: Round, marks: Mapping[uuid.UUID, Collection[str]]) -> None:
    """Keep what `by` says of each pupil: the ways they know them, or none: looked at, not yet.

    `marks` maps a pupil's id to some of `rules.KNOWS`. The same again changes nothing.
    """
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    for knows in marks.values():
        rules.check_knows(knows)
    rows = [
        Nomination(
            round=round_,
            ego_id=by.subject_id,
            alter_id=pupil,
            question="staff_knows",
            answer=bool(knows),
            knows=_ordered(knows),
        )
        for pupil, knows in marks.items()
    ]
    Nomination.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["round", "ego", "alter", "question"],
        update_fields=["answer", "knows", "at"],
    )


def _ordered(knows: Collection[str]) -> list[str]:
    return [way for way in rules.KNOWS if way in knows]
