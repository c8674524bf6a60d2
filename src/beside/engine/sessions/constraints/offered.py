"""Nobody is placed where they did not ask to be, but in an open session.

There is no choice in the model for anything else, so it has no row.
"""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance
from beside.engine.solution import Violation

NAME = "offered"
SENTENCE = "You are placed in what you asked for, or where everybody may come."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils in a session that they did not ask for and that is not open."""
    return [
        Violation(NAME, (key, each))
        for key, held in allocation.items()
        for each in held
        if (key, each) not in instance.wish and not instance.session[each].open
    ]


def terms(_columns: Columns) -> Iterator[Row]:
    """No row."""
    return iter(())
