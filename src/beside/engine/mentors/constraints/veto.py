"""One of the two, or a member of staff, said no. The choice of such a pair is at most 0."""

from collections.abc import Iterator
from dataclasses import replace

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.solution import Violation

NAME = "veto"
SENTENCE = "One of the two, or a member of staff, said no."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pairs placed all the same."""
    placed = [(pair, instance.pair.get(pair)) for pair in allocation.items()]
    return [Violation(NAME, key) for key, pair in placed if pair and pair.vetoed]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every such pair."""
    for column, pair in enumerate(columns.instance.pairs):
        if pair.vetoed:
            yield Row(NAME, f"{pair.pupil} {pair.mentor}", [column], [1], 0)


def left_out(instance: Instance) -> Instance:
    """The same where it limits nobody."""
    pairs = tuple(replace(each, vetoed=False) for each in instance.pairs)
    return replace(instance, pairs=pairs)
