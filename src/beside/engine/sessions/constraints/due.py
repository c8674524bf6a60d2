"""Nobody has more periods than are due to them: the sum of a pupil's places is at most `due`."""

from collections.abc import Iterator

from beside.engine.linear import Row
from beside.engine.sessions.columns import Columns
from beside.engine.sessions.instance import Allocation, Instance, Wish
from beside.engine.solution import Reason, Violation

NAME = "due"
SENTENCE = "Everybody has the same number of periods, and nobody more."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Pupils with more sessions than are due to them."""
    due = {key: each.due for key, each in instance.pupil.items()}
    return [Violation(NAME, (key,)) for key, held in allocation.items() if len(held) > due[key]]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every pupil."""
    for key, own in columns.of_pupil.items():
        yield Row(NAME, key, own, [1] * len(own), columns.instance.pupil[key].due)


def explain(instance: Instance, allocation: Allocation, wish: Wish) -> Reason | None:
    """Why a wish was not met, where the pupil has all that is due to them."""
    due = instance.pupil[wish.pupil].due
    if len(allocation.get(wish.pupil, ())) < due:
        return None
    return Reason(NAME, "You have your {due} periods without it.", {"due": str(due)})
