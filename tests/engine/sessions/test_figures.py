"""The figures of an allotment, counted by hand, and those of the engine beside a list on paper."""

from random import Random

import pytest

from beside.engine.benches.secure_peers import serial_dictatorship
from beside.engine.sessions.figures import first_wishes, nothing_asked, short, worst_off
from beside.engine.sessions.generated import generated
from beside.engine.sessions.instance import Instance, Pupil, Session, Wish
from beside.engine.sessions.objectives import ranks
from beside.engine.sessions.objectives import short as goes_short
from beside.engine.sessions.objectives.ranks import LAST
from beside.engine.sessions.solve import solve
from tests.engine.sessions import made

INSTANCE = Instance(
    pupils=(Pupil("ada", "7", due=2), Pupil("ben", "7", due=2)),
    sessions=tuple(Session(key, period, 9) for key, period in ("a1", "b1", "c2", "d2")),
    wishes=(
        Wish("ada", "a", 1),
        Wish("ada", "c", 4),
        Wish("ben", "a", 1),
        Wish("ben", "b", LAST + 9),
    ),
)


@pytest.mark.parametrize(
    ("ada", "ben", "figures"),
    [
        ("", "", (0, 0, 2, 2)),
        ("ac", "a", (2, 3, 1, 0)),
        ("ac", "b", (1, LAST - 1, 1, 0)),
        ("ac", "bd", (1, 2 * LAST - 1, 0, 0)),
        ("d", "", (0, LAST, 2, 2)),
    ],
)
def test_the_figures_of_two_pupils(ada, ben, figures):
    allocation = {"ada": frozenset(ada), "ben": frozenset(ben)}
    ways = (first_wishes, worst_off, short, nothing_asked)
    assert tuple(each(INSTANCE, allocation) for each in ways) == figures


def test_no_pupil_is_further_down_than_all_together():
    chance = Random(20)
    for _ in range(300):
        instance = made.instance(chance)
        allocation = solve(instance).allocation
        assert worst_off(instance, allocation) <= ranks.value(instance, allocation)
        assert bool(short(instance, allocation)) == bool(goes_short.value(instance, allocation))


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_better_than_one_pupil_after_the_other(seed):
    instance = generated(575, seed=seed)
    found, paper = solve(instance).allocation, serial_dictatorship(instance, 1)
    assert first_wishes(instance, found) > first_wishes(instance, paper)
    assert short(instance, found) == 0 <= short(instance, paper)
    assert nothing_asked(instance, found) == 0 < nothing_asked(instance, paper)
    assert worst_off(instance, found) < worst_off(instance, paper)
