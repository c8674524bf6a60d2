"""Nobody is beside a pupil whose checks are not in date: the choice of their pairs is at most 0."""

from collections.abc import Iterator
from dataclasses import replace

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.solution import Violation

NAME = "checks"
SENTENCE = "Whoever is beside a pupil has their checks in date."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils placed with somebody unchecked."""
    unchecked = {key for key, each in instance.mentor.items() if not each.checked}
    return [Violation(NAME, pair) for pair in allocation.items() if pair[1] in unchecked]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every pair of somebody unchecked."""
    for column, pair in enumerate(columns.instance.pairs):
        if not columns.instance.mentor[pair.mentor].checked:
            yield Row(NAME, f"{pair.pupil} {pair.mentor}", [column], [1], 0)


def left_out(instance: Instance) -> Instance:
    """The same where it limits nobody."""
    mentors = tuple(replace(each, checked=True) for each in instance.mentors)
    return replace(instance, mentors=mentors)
