"""A mentor who is a pupil is of an older year group: the choice of any other pair is at most 0."""

from collections.abc import Iterator
from dataclasses import replace

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.solution import Reason, Violation

NAME = "older"
SENTENCE = "A mentor who is a pupil is of an older year group."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils placed with a pupil of their own year group or a younger one."""
    placed = [(pair, instance.pair.get(pair)) for pair in allocation.items()]
    return [Violation(NAME, key) for key, pair in placed if pair and not instance.is_older(pair)]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every such pair."""
    for column, pair in enumerate(columns.instance.pairs):
        if not columns.instance.is_older(pair):
            yield Row(NAME, f"{pair.pupil} {pair.mentor}", [column], [1], 0)


def left_out(instance: Instance) -> Instance:
    """The same where it limits nobody."""
    return replace(instance, mentors=tuple(replace(each, year=0) for each in instance.mentors))


def explain(instance: Instance, allocation: Allocation, pair: Pair) -> Reason | None:
    """Why a wish was not met, where the mentor is no older."""
    del allocation
    if instance.is_older(pair):
        return None
    return Reason(NAME, "{mentor} is not in an older year group than you.")
