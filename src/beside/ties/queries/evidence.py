"""What a pupil said of who helped them, for that pupil alone."""

import uuid
from dataclasses import dataclass
from datetime import date

from beside.access.actor import Actor
from beside.ties import naming
from beside.ties.models import Evidence

AT_MOST = 12


@dataclass(frozen=True)
class Helped:
    """An adult who helped, by name, with what in words, and when."""

    adult: uuid.UUID
    name: str
    words: str
    on: date


def helped_in(actor: Actor, source: uuid.UUID) -> uuid.UUID | None:
    """Which adult helped the pupil who asks in something, as they said."""
    mine = Evidence.objects.visible_to(actor).filter(pupil=actor.subject_id, ended_at=None)
    return mine.filter(source=source).values_list("adult_id", flat=True).first()


def helped(actor: Actor) -> list[Helped]:
    """Who helped the pupil who asks, by what they said themselves, the latest first."""
    found = Evidence.objects.visible_to(actor).filter(pupil=actor.subject_id, ended_at=None)
    rows = list(found.order_by("-on", "-pk")[:AT_MOST])
    names = naming.adults([each.adult_id for each in rows]) if rows else {}
    return [
        Helped(each.adult_id, names[each.adult_id].name, each.get_kind_display(), each.on)
        for each in rows
        if each.adult_id in names
    ]
