"""Where a teacher requires a session of a pupil, the pupil is in it: the choice is at least 1."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.solution import Violation

NAME = "required"
SENTENCE = "What a teacher requires comes before what was chosen."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils who are not where they are required to be."""
    return [
        Violation(NAME, key)
        for key, wish in instance.wish.items()
        if wish.required and wish.session not in allocation.get(wish.pupil, ())
    ]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every such wish."""
    for key, column in columns.wishes.items():
        if columns.instance.wish[key].required:
            yield Row(NAME, " ".join(key), [column], [-1], -1)
