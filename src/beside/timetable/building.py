"""Whom pupils named, added to a cycle by the worker: so nobody else reads who named whom."""

from collections.abc import Iterator
from dataclasses import replace

from beside.engine.sessions.instance import Friend, Instance
from beside.placement.companions import kept_apart
from beside.placement.models import Run
from beside.timetable.models import Company


def build(run: Run) -> str:
    """The instance of a run about a cycle with whom pupils named; call it as the placer."""
    public = Instance.from_json(run.instance)
    return replace(public, friends=tuple(_friends(run, public))).to_json()


def _friends(run: Run, public: Instance) -> Iterator[Friend]:
    """Who named whom, but for two between whom there is a block, and who is not in it any more."""
    blocked = kept_apart(public.pupil)
    rows = Company.objects.filter(cycle=run.about).order_by("pupil").values_list("pupil", "named")
    for pupil, named in rows:
        for each in named:
            pair = (str(pupil), str(each))
            if each != pupil and {*pair} <= public.pupil.keys() and frozenset(pair) not in blocked:
                yield Friend(*pair)
