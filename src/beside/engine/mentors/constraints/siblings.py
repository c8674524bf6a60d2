"""Brothers and sisters have the same person beside them, or one of them has nobody yet.

A family chooses one mentor at most, and a member is placed with a mentor at most as often as the
family chose them: stronger, where choices are taken in part, than a row for every two members.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from beside.engine.linear import Row
from beside.engine.mentors.columns import Columns
from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.solution import Reason, Violation

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


def left_out(instance: Instance) -> Instance:
    """The same where it limits nobody."""
    return replace(instance, pupils=tuple(replace(each, family="") for each in instance.pupils))


def explain(instance: Instance, allocation: Allocation, pair: Pair) -> Reason | None:
    """Why a wish was not met, where a brother or sister has the same person as the pupil."""
    own = allocation.get(pair.pupil)
    others = [allocation.get(key) for key in instance.siblings(pair.pupil)]
    if own is None or own not in others:
        return None
    words = "You and your brother or sister have the same person, {other}."
    return Reason(NAME, words, {"other": own})
