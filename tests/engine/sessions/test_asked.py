"""Something for everybody before more for anybody, counted by hand and over every allotment."""

from random import Random

import pytest

from beside.engine.sessions.instance import Instance, Pupil, Session, Wish
from beside.engine.sessions.model import values
from beside.engine.sessions.objectives.asked import STEEP, cost, value
from beside.engine.sessions.solve import solve
from beside.engine.sessions.verify import proven, violations
from tests.engine.sessions import made

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def _asking(due: int, *lists: str, required: str = "") -> Instance:
    """Pupils who rank these sessions, each of one seat on a day of its own."""
    keys = sorted(set("".join(lists)))
    sessions = [Session(key, day, 1) for key, day in zip(keys, DAYS, strict=False)]
    sessions += [Session(f"open {day}", day, 9, open=True) for day in DAYS]
    wishes = [
        Wish(f"p{n}", key, rank, required=key in required)
        for n, asked in enumerate(lists)
        for rank, key in enumerate(asked, 1)
    ]
    pupils = tuple(Pupil(f"p{n}", "7", due) for n in range(len(lists)))
    return Instance(pupils, tuple(sessions), tuple(wishes))


@pytest.mark.parametrize(
    ("held", "costs"),
    [("", 64 + 16 + 4 + 1 + 1), ("a", 16 + 4 + 1 + 1), ("ab", 4 + 1 + 1), ("abcde", 0)],
)
def test_each_place_more_counts_for_less(held, costs):
    instance = _asking(5, "abcde")
    assert value(instance, {"p0": frozenset([*held])}) == costs
    assert value(instance, {"p0": frozenset([*held, "open Monday"])}) == costs


@pytest.mark.parametrize("place", range(1, 4))
def test_it_is_as_steep_as_it_says(place):
    assert cost(place) == STEEP * cost(place + 1)


def test_a_second_place_goes_to_whoever_has_nothing_though_they_ranked_it_lower():
    instance = _asking(2, "ab", "acb")
    found = solve(instance).allocation
    assert sum("a" in held for held in found.values()) == 1
    assert all(any(not each.startswith("open") for each in held) for held in found.values())
    instance = _asking(3, "abc", "ac")
    assert "c" in solve(instance).allocation["p1"]


def test_what_a_teacher_requires_is_asked_for_too():
    found = solve(_asking(2, "ab", "cb", required="a")).allocation
    assert found["p1"] == {"c", "b"} or found["p0"] == {"a", "b"}
    assert value(_asking(1, "a", required="a"), {"p0": frozenset("a")}) == 0


def _with_nothing(instance: Instance, allocation) -> int:
    asked = {(each.pupil, each.session) for each in instance.wishes}
    return sum(
        not any((each.key, session) in asked for session in allocation.get(each.key, ()))
        for each in instance.pupils
    )


def test_somebody_with_nothing_comes_before_first_wishes():
    """The third asked for `c` alone and gets it, though two first wishes could be met otherwise."""
    instance = _asking(1, "ab", "ca", "c")
    found = solve(instance).allocation
    assert _with_nothing(instance, found) == 0
    assert found == {"p0": {"b"}, "p1": {"a"}, "p2": {"c"}}


def test_as_few_as_can_be_have_nothing_in_every_small_instance():
    chance, helped = Random(33), 0
    for _ in range(500):
        instance = made.instance(chance, required=0.1)
        kept = [each for each in made.allocations(instance) if not violations(instance, each)]
        if kept:
            found = solve(instance)
            short = min(values(instance, each)[0] for each in kept)
            as_good = [each for each in kept if values(instance, each)[0] == short]
            counts = [_with_nothing(instance, each) for each in as_good]
            assert _with_nothing(instance, found.allocation) == min(counts)
            assert proven(instance, found)
            helped += max(counts) > min(counts)
    assert helped > 10
