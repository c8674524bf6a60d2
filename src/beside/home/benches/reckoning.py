"""How long the states of a whole round take to reckon, and those of one pupil."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from beside.access.actor import Actor, acting
from beside.schools.models import Person
from beside.ties.models import Round
from beside.ties.reckoning import reckon

from .filling import TODAY
from .school import LEAD

TURNS = 5


def measure() -> Iterator[dict[str, Any]]:
    """One line each for the whole school and for one pupil, in milliseconds."""
    with acting(Actor(None, TODAY)):
        latest = Round.objects.latest("taken_on").pk
        ids = _ids()
    lead, pupil = Actor(ids[LEAD], TODAY), ids["p0"]
    yield {"method": "whole-round", **_times(lambda: _reckon(lead, latest, None))}
    yield {"method": "one-pupil", **_times(lambda: _reckon(lead, latest, [pupil]))}


def _ids() -> dict[str, Any]:
    found = Person.objects.filter(source_id__in=(LEAD, "p0"))
    return dict(found.values_list("source_id", "pk"))


def _reckon(lead: Actor, round_id: Any, pupils: list[Any] | None) -> None:
    with acting(lead):
        reckon(round_id, pupils)


def _times(work: Callable[[], None]) -> dict[str, float]:
    taken = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    ordered = sorted(each * 1000 for each in taken)
    middle, last = ordered[len(ordered) // 2], ordered[-1]
    return {"p50_ms": round(middle, 1), "p95_ms": round(last, 1), "wall_s": round(sum(taken), 3)}
