"""A pupil has one mentor at most. For every pupil: the sum of their pairs taken is at most 1."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.solution import Violation

NAME = "one_each"
SENTENCE = "Each pupil has one person at a time."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils placed who are none, or with somebody who is not a pair with them."""
    return [Violation(NAME, pair) for pair in allocation.items() if pair not in instance.pair]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every pupil."""
    for pupil, pairs in columns.of_pupil.items():
        yield Row(NAME, pupil, [column for column, _ in pairs], [1] * len(pairs), 1)
