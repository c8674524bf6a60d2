"""Whom pupils named and who is kept apart, added to a cycle by the worker: nobody else reads it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from beside.engine.sessions.instance import Apart, Friend, Instance
from beside.placement.companions import kept_apart
from beside.placement.models import Run
from beside.timetable.models import Company

Two = frozenset[str]


def build(run: Run) -> str:
    """The instance of a run about a cycle with both; call it as the placer."""
    public = Instance.from_json(run.instance)
    apart = kept_apart(public.pupil)
    pairs = sorted(sorted(two) for two in apart if two <= public.pupil.keys())
    friends = tuple(_friends(run, public, apart))
    return replace(
        public, friends=friends, apart=tuple(Apart(one, other) for one, other in pairs)
    ).to_json()


def _friends(run: Run, public: Instance, apart: Collection[Two]) -> Iterator[Friend]:
    """Who named whom, but for two who are kept apart, and who is not in it any more."""
    rows = Company.objects.filter(cycle=run.about).order_by("pupil").values_list("pupil", "named")
    for pupil, named in rows:
        for each in named:
            pair = (str(pupil), str(each))
            if each != pupil and {*pair} <= public.pupil.keys() and frozenset(pair) not in apart:
                yield Friend(*pair)
