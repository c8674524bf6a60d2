"""Brothers and sisters have the same person beside them, or one of them has nobody yet.

A family chooses one mentor at most, and a member is placed with a mentor at most as often as the
family chose them: stronger, where choices are taken in part, than a row for every two members.
"""

from collections import defaultdict
from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.solution import Violation

NAME = "siblings"
SENTENCE = "Brothers and sisters have the same person beside them."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Families whose members are placed with different people."""
    with_ = {
        family: {allocation[key] for key in keys if key in allocation}
        for family, keys in instance.families.items()
    }
    return [Violation(NAME, (family,)) for family, mentors in with_.items() if len(mentors) > 1]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every family, and one for every pair of a member."""
    chosen: defaultdict[str, list[int]] = defaultdict(list)
    for (family, _), column in columns.families.items():
        chosen[family].append(column)
    for family, own in chosen.items():
        yield Row(NAME, family, own, [1] * len(own), 1)
    for family, keys in columns.instance.families.items():
        for column, mentor in (each for key in keys for each in columns.of_pupil[key]):
            yield Row(NAME, family, [column, columns.families[family, mentor]], [1, -1], 0)
