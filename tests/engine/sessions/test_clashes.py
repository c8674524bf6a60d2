"""Clashes that were planted are named, and none could be smaller."""

from dataclasses import replace
from random import Random

import pytest

from beside.engine.sessions.clashes import clashes
from beside.engine.sessions.instance import Instance, Pupil, Session, Wish
from beside.engine.sessions.solve import solve
from beside.engine.solution import Status
from tests.engine.sessions import made

ART, MUSIC = Session("art", "Monday", 1), Session("music", "Monday", 3)
MORE_ART, SPORT = Session("art again", "Tuesday", 9, "Art"), Session("sport", "Friday", 9)
DRAWING, OLDER = Session("drawing", "Friday", 9, "Art"), Session("older", "Tuesday", 9, "", ("11",))
NEXT = Session("glaze", "Tuesday", 9, after="clay")
READING = Session("reading", "Wednesday", 9)
CHESS = Session("chess", "Thursday", 9)

PLANTED = {
    "one_at_a_time": [("p0", "art"), ("p0", "music")],
    "seats": [("p1", "art"), ("p2", "art")],
    "course": [("p3", "art again"), ("p3", "drawing")],
    "blocked": [("p3", "chess")],
    "years": [("p4", "older")],
    "after": [("p2", "glaze")],
    "away": [("p1", "reading")],
    "due": [("p5", "music"), ("p5", "sport"), ("p5", "art again")],
}


def _planted(*rules: str) -> Instance:
    """Six pupils of year 9, two periods each; these clashes, and sport.

    They lead on Wednesday, and may never be in chess.
    """
    away, blocked = ("Wednesday",), ("chess",)
    pupils = tuple(Pupil(f"p{n}", "9", due=2, away=away, blocked=blocked) for n in range(6))
    required = {key for rule in rules for key in PLANTED[rule]}
    asked = sorted(required | {(pupil.key, "sport") for pupil in pupils})
    wishes = tuple(Wish(*key, rank=n, required=key in required) for n, key in enumerate(asked, 1))
    sessions = (ART, MUSIC, MORE_ART, SPORT, DRAWING, OLDER, NEXT, READING, CHESS)
    return Instance(pupils, sessions, wishes)


def _without(instance: Instance, key: tuple[str, str]) -> Instance:
    """The same where this wish is not required."""
    wishes = (
        replace(w, required=w.required and (w.pupil, w.session) != key) for w in instance.wishes
    )
    return replace(instance, wishes=tuple(wishes))


@pytest.mark.parametrize(
    "rules",
    [(rule,) for rule in PLANTED] + [("seats", "course"), ("years", "due", "one_at_a_time")],
)
def test_a_planted_clash_is_named_and_is_smallest(rules):
    instance = _planted(*rules)
    found = {each.rule: each for each in clashes(instance)}
    assert {rule: sorted(each.wishes) for rule, each in found.items()} == {
        rule: sorted(PLANTED[rule]) for rule in rules
    }
    assert solve(instance).status == Status.INFEASIBLE
    for clash in found.values():
        for key in clash.wishes:
            left = {each.rule for each in clashes(_without(instance, key))}
            assert clash.rule not in left
            if len(rules) == 1:
                assert solve(_without(instance, key)).status == Status.OPTIMAL


def test_there_is_a_clash_wherever_nothing_can_be_allotted_and_nowhere_else():
    chance = Random(12)
    for _ in range(400):
        instance = made.instance(chance, required=0.3)
        is_impossible = solve(instance).status == Status.INFEASIBLE
        assert is_impossible == bool(list(clashes(instance)))
