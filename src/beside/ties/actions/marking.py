"""What a colleague says about a pupil in a staff meeting, kept with every tick."""

import uuid
from collections.abc import Collection, Iterable, Mapping

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
    keep(by=by, round_=round_, marks=marks)


@action
def keep(*, by: Actor, round_: Round, marks: Mapping[uuid.UUID, Collection[str]]) -> None:
    """Keep what was ticked while the survey took answers."""
    rows = [
        _said(by, round_, pupil, "staff_knows", answer=bool(knows), knows=_ordered(knows))
        for pupil, knows in marks.items()
    ]
    _keep(rows)


@action
def learns_with(*, by: Actor, round_: Round, colleagues: Collection[uuid.UUID]) -> None:
    """Keep which colleagues `by` learns with; those left out now are taken back."""
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    mine = Nomination.objects.filter(round=round_, ego=by.subject_id, question="staff_learns")
    before = set(mine.values_list("alter_id", flat=True))
    wanted = set(colleagues) - {by.subject_id}
    _keep(
        _said(by, round_, colleague, "staff_learns", answer=colleague in wanted)
        for colleague in before | wanted
    )


def _said(by: Actor, round_: Round, alter: uuid.UUID, question: str, **fields) -> Nomination:
    return Nomination(
        round=round_, ego_id=by.subject_id, alter_id=alter, question=question, **fields
    )


def _keep(rows: Iterable[Nomination]) -> None:
    Nomination.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["round", "ego", "alter", "question"],
        update_fields=["answer", "knows", "at"],
    )


def _ordered(knows: Collection[str]) -> list[str]:
    return [way for way in rules.KNOWS if way in knows]
