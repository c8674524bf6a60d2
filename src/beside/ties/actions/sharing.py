"""Opening to others what one said, or taking that back; every decision is kept."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.schools.models import School
from beside.ties import rules
from beside.ties.models import Nomination, SharingChoice, StaffOpening


@action
def choose(
    *, by: Actor, nomination: Nomination, audience: str, opened: bool, now: datetime
) -> None:
    """Open a name to an audience, or close it again, in a round whose promise lets pupils choose.

    The decision is added to those before; the nomination carries the last one, for both locks.
    """
    rules.check_choice(
        promise=nomination.round.promise,
        audience=audience,
        is_adult=nomination.question == "adult" and nomination.alter_id is not None,
    )
    SharingChoice.objects.bulk_create(
        [
            SharingChoice(
                nomination=nomination,
                pupil_id=by.subject_id,
                audience=audience,
                opened=opened,
                at=now,
            )
        ]
    )
    field = f"opened_to_{audience}"
    setattr(nomination, field, opened)
    nomination.save(update_fields=[field])


def leave(*, by: Actor, people: list[uuid.UUID]) -> None:
    """Close every name that these people had opened: whoever comes back decides anew."""
    opened = Q(opened_to_staff=True) | Q(opened_to_named=True)
    Nomination.objects.filter(opened, ego__in=people).update(
        opened_to_staff=False, opened_to_named=False
    )


@action
def let_colleagues_see(*, by: Actor, school: School, opened: bool, now: datetime) -> None:
    """Let colleagues see with whom one says one learns, or close that again; the last one holds.

    Said again, nothing is added.
    """
    mine = StaffOpening.objects.visible_to(by).filter(school=school, person=by.subject_id)
    last = mine.order_by("-at").first()
    if opened == (last is not None and last.opened):
        return
    at = max(now, last.at + timedelta(microseconds=1)) if last else now
    new = StaffOpening(school=school, person_id=by.subject_id, opened=opened, at=at)
    StaffOpening.objects.bulk_create([new], ignore_conflicts=True)
