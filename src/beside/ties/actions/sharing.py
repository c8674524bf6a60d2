"""A pupil opens a name to somebody, or takes that back; every decision is kept."""

from datetime import datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.ties import rules
from beside.ties.models import Nomination, SharingChoice


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
