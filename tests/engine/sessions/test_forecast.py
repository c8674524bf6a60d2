"""What the last cycle says of the next, counted by hand and by pupils one at a time."""

from random import Random

import pytest

from beside.engine.sessions.forecast import FIRST, forecast
from beside.engine.sessions.generated import generated
from beside.engine.sessions.instance import Instance, Pupil, Session, Wish
from beside.engine.sessions.solve import solve
from tests.engine.sessions import made


def _cycle(*wishes: Wish) -> Instance:
    """Four pupils; art twice with one seat each, music with three seats on the first of the days."""
    sessions = (
        Session("art 1", "Monday", 1, "Art"),
        Session("art 2", "Tuesday", 1, "Art"),
        Session("music", "Monday", 3),
    )
    return Instance(tuple(Pupil(key, "7", due=1) for key in "abcd"), sessions, wishes)


@pytest.mark.parametrize(
    ("wishes", "held", "course", "advice", "counts"),
    [
        ("a1 b1 c2", {"a": "1", "b": "2"}, "Art", "again", (3, 2, 2, 1)),
        ("a1 a2 b2", {"a": "1", "b": "2"}, "Art", "as_it_is", (2, 2, 2, 0)),
        ("a1 b1", {"a": "1"}, "Art", "another_time", (2, 2, 1, 1)),
        ("a1", {"a": "1"}, "Art", "smaller", (1, 2, 1, 0)),
        ("", {}, "music", "smaller", (0, 3, 0, 0)),
    ],
)
def test_what_is_said_of_a_course(wishes, held, course, advice, counts):
    asked = [Wish(each[0], f"art {each[1]}", n % 3 + 1) for n, each in enumerate(wishes.split())]
    allocation = {pupil: frozenset({f"art {art}"}) for pupil, art in held.items()}
    found = next(each for each in forecast(_cycle(*asked), allocation) if each.course == course)
    assert (found.asked, found.seats, found.taken, found.without) == counts
    assert found.sentence.rule == advice


def test_it_is_said_in_numbers():
    wishes = [Wish(key, "art 1", 1) for key in "abc"]
    found = forecast(_cycle(*wishes), {"a": frozenset({"art 1"}), "b": frozenset({"art 2"})})
    said = found[0].sentence
    assert said.words.format_map(said.values) == (
        "Art: 3 asked, there were 2 seats, and 1 went without. Every seat was taken: give it again."
    )


def test_a_wish_further_down_counts_only_where_a_teacher_requires_it():
    low = _cycle(Wish("a", "music", FIRST + 1), Wish("b", "music", FIRST + 1, required=True))
    assert {each.course: each.asked for each in forecast(low, {})} == {"Art": 0, "music": 1}


def test_every_count_is_so_and_the_most_needed_come_first():
    chance = Random(61)
    instances = [made.instance(chance, required=0.1) for _ in range(200)]
    for instance in [*instances, generated(200, seed=4)]:
        allocation = solve(instance).allocation
        found = forecast(instance, allocation)
        for each in found:
            own = {s.key for s in instance.sessions if each.course in (s.course, s.key)}
            asked = [
                p.key
                for p in instance.pupils
                if any(
                    (w.rank <= 3 or w.required) and w.session in own
                    for w in instance.wishes
                    if w.pupil == p.key
                )
            ]
            without = [key for key in asked if not own & allocation.get(key, frozenset())]
            assert (each.asked, each.without) == (len(asked), len(without))
            assert each.seats == sum(s.seats for s in instance.sessions if s.key in own)
        assert [-each.without for each in found] == sorted(-each.without for each in found)
        assert len(found) == len({s.course or s.key for s in instance.sessions})
