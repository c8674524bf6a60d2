"""Where both sides rank, no two would leave whom they have for each other: stable pairs stand.

The choice of every pair of the stable placement is at least 1, see `stable`.
"""

from collections.abc import Iterator
from dataclasses import replace

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.stable import stable
from beside.engine.solution import Violation

NAME = "chosen"
SENTENCE = "Two who each named the other are together, and nobody would rather have changed."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pairs of the stable placement that are not placed."""
    missing = stable(instance).items() - allocation.items()
    return [Violation(NAME, pair) for pair in sorted(missing)]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every such pair."""
    chosen = stable(columns.instance)
    for column, pair in enumerate(columns.instance.pairs):
        if chosen.get(pair.pupil) == pair.mentor:
            yield Row(NAME, f"{pair.pupil} {pair.mentor}", [column], [-1], -1)


def left_out(instance: Instance) -> Instance:
    """The same where it limits nobody: as if no mentor had ranked anybody."""
    pairs = tuple(replace(each, rank_by_mentor=0) for each in instance.pairs)
    return replace(instance, pairs=pairs)
