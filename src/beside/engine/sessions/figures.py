"""What an allotment means to pupils, in four figures that compare ways to allot."""

from collections.abc import Iterator

from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.sessions.objectives.ranks import LAST


def first_wishes(instance: Instance, allocation: Allocation) -> int:
    """How many first wishes are met."""
    firsts = (wish for wish in instance.wishes if wish.rank == 1)
    return sum(wish.session in allocation.get(wish.pupil, ()) for wish in firsts)


def worst_off(instance: Instance, allocation: Allocation) -> int:
    """The steps down their list of all their places, for the pupil who has most of them.

    A place that they did not ask for is as far down as the list can be.
    """
    steps = (sum(_steps(instance, each.key, allocation)) for each in instance.pupils)
    return max(steps, default=0)


def _steps(instance: Instance, pupil: str, allocation: Allocation) -> Iterator[int]:
    for session in allocation.get(pupil, ()):
        wish = instance.wish.get((pupil, session))
        yield min(wish.rank, LAST) - 1 if wish else LAST


def short(instance: Instance, allocation: Allocation) -> int:
    """How many pupils have fewer periods than are due to them."""
    return sum(len(allocation.get(each.key, ())) < each.due for each in instance.pupils)


def nothing_asked(instance: Instance, allocation: Allocation) -> int:
    """How many pupils have no place that they asked for, of those who asked for something."""
    return sum(
        all((pupil, each) not in instance.wish for each in allocation.get(pupil, ()))
        for pupil, wishes in instance.of_pupil.items()
        if wishes
    )
