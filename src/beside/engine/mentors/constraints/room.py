"""Nobody has more pupils than they have room for: the sum of a mentor's pairs is at most `room`."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.solution import Reason, Violation

NAME = "room"
SENTENCE = "Nobody has more pupils than they have room for."


def violations(instance: Instance, allocation: Allocation) -> list[Violation]:
    """Mentors with too many pupils."""
    held = Counter(allocation.values())
    full = {key: each.room for key, each in instance.mentor.items()}
    return [Violation(NAME, (key,)) for key, n in held.items() if n > full.get(key, 0)]


def terms(columns: Columns) -> Iterator[Row]:
    """A row for every mentor who is in a pair."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for column, pair in enumerate(columns.instance.pairs):
        found[pair.mentor].append(column)
    for mentor, own in found.items():
        yield Row(NAME, mentor, own, [1] * len(own), columns.instance.mentor[mentor].room)


def left_out(instance: Instance) -> Instance:
    """The same where it limits nobody."""
    everybody = len(instance.pupils)
    mentors = tuple(replace(each, room=everybody) for each in instance.mentors)
    return replace(instance, mentors=mentors)


def explain(instance: Instance, allocation: Allocation, pair: Pair) -> Reason | None:
    """Why a wish was not met, where the mentor's places are taken."""
    held = sum(mentor == pair.mentor for mentor in allocation.values())
    if held < instance.mentor[pair.mentor].room:
        return None
    return Reason(NAME, "{mentor} has as many pupils as they have room for now.")
