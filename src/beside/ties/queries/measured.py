"""What badges measured of contact with adults, beside what was said and never merged with it."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from beside.access.actor import Actor
from beside.ties.models import Round, State
from beside.ties.questions import CONTACT

SOME, NONE = "some", "none_measured"


@dataclass(frozen=True)
class Measured:
    """By pupil whether an adult's badge was near: `some`, `none_measured` or `not_known`."""

    states: dict[uuid.UUID, str]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def known(self) -> int:
        """Of how many it could be measured: they and an adult wore a badge."""
        return self.counts[SOME] + self.counts[NONE]


def in_round(actor: Actor, round_: Round | None, pupils: Collection[uuid.UUID]) -> Measured | None:
    """What was measured of these pupils in a round; None where it measured nothing."""
    if round_ is None or CONTACT not in round_.questions:
        return None
    found = State.objects.visible_to(actor).filter(round=round_, need=CONTACT, pupil__in=pupils)
    states = dict.fromkeys(pupils, "not_known") | dict(found.values_list("pupil", "state"))
    return Measured(states, Counter(states.values()))
