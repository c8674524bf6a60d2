"""What was taken back before it was read, for the lead: words to pupils, and what apps add."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from beside.access.actor import Actor
from beside.safeguarding.queries import to_pupils
from beside.schools.models import Person


@dataclass(frozen=True)
class TakenBack:
    """Words that their writer took back, and as what kind of look at the pupil they are shown."""

    writer: Person
    to: Person
    pupil: uuid.UUID
    words: str
    at: datetime
    look: str

    @property
    def by_pupil(self) -> bool:
        return self.writer.pk == self.pupil


_SOURCES: list[Callable[[Actor], list[TakenBack]]] = []


def register(source: Callable[[Actor], list[TakenBack]]) -> None:
    """Add what an app above keeps of this kind."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def taken_back(actor: Actor) -> list[TakenBack]:
    """Everything of the kind that the actor may see, the last taken back first."""
    found = [
        TakenBack(
            writer=row.writer,
            to=row.pupil,
            pupil=row.pupil.pk,
            words=row.record.words,
            at=row.record.withdrawn_at,
            look="to_pupil",
        )
        for row in to_pupils.withdrawn(actor)
    ]
    found += [each for source in _SOURCES for each in source(actor)]
    return sorted(found, key=lambda each: each.at, reverse=True)
