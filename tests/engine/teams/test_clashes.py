"""What cannot all be kept is named, and nothing that is not needed for it."""

from dataclasses import replace
from random import Random

import pytest

from beside.engine.solution import Status
from beside.engine.teams.clashes import clash
from beside.engine.teams.generated import generated
from beside.engine.teams.instance import Apart, Instance, Pupil
from beside.engine.teams.solve import solve
from tests.engine.teams import made


def _pinned(instance: Instance, team: str, *numbers: int) -> Instance:
    names = {instance.pupils[n].key for n in numbers}
    pupils = tuple(
        replace(each, team=team) if each.key in names else each for each in instance.pupils
    )
    return replace(instance, pupils=pupils)


def _apart(instance: Instance, one: int, other: int) -> Instance:
    pair = Apart(instance.pupils[one].key, instance.pupils[other].key)
    return replace(instance, apart=(*instance.apart, pair))


def _two_who_are_apart(instance: Instance) -> Instance:
    return _apart(_pinned(instance, "team0", 0, 1), 0, 1)


def _too_many(instance: Instance) -> Instance:
    return _pinned(instance, "team1", *range(2, 9))


def _too_few_places(instance: Instance) -> Instance:
    more = tuple(Pupil(f"q{n}", ("", "", "")) for n in range(30))
    return replace(instance, pupils=(*instance.pupils, *more))


PLANTED = {
    _two_who_are_apart: {"apart", "pinned"},
    _too_many: {"size", "pinned"},
    _too_few_places: {"size"},
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_clash_is_named(planted):
    found = clash(planted(generated(40, seed=1)))
    assert {each.rule for each in found} == PLANTED[planted]


def test_of_several_clashes_one_is_named():
    instance = _too_few_places(_too_many(_two_who_are_apart(generated(40, seed=1))))
    assert {each.rule for each in clash(instance)} in PLANTED.values()
    assert solve(instance).status == Status.INFEASIBLE


def test_a_clash_is_smallest_and_said_only_where_there_is_one():
    chance, found = Random(5), 0
    for _ in range(60):
        instance = made.instance(chance)
        named = clash(instance)
        assert bool(named) == (solve(instance).status == Status.INFEASIBLE)
        found += len(named)
        for left_out in named:
            assert clash(_without(instance, left_out)) != named
    assert found > 20


def _without(instance: Instance, left_out) -> Instance:
    """The instance without the rule that this is about, where it can be left out by itself."""
    who = left_out.who
    if left_out.rule == "apart":
        kept = tuple(e for e in instance.apart if f"{e.one} {e.other}" != who)
        return replace(instance, apart=kept)
    if left_out.rule == "pinned":
        pupils = tuple(replace(e, team="") if e.key == who else e for e in instance.pupils)
        return replace(instance, pupils=pupils)
    if left_out.rule == "size":
        teams = tuple(
            replace(e, least=0, most=len(instance.pupils)) if e.key == who else e
            for e in instance.teams
        )
        return replace(instance, teams=teams)
    pupils = tuple(
        replace(e, values=(e.values[0], "")) if e.key == who else e for e in instance.pupils
    )
    return replace(instance, pupils=pupils)
