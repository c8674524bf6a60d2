"""Where people sit in the three rings, and what is written by them."""

from itertools import combinations
from math import dist, hypot

import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from beside.web import labels, rings
from beside.web.labels import shorten
from beside.web.rings import MIDDLE, SIZE, Place, layout

EVERYBODY = sample.places(26)

peopled = st.integers(0, 26).flatmap(
    lambda number: st.tuples(
        *(
            st.builds(
                Place,
                key=st.just(f"k{place}"),
                name=st.sampled_from([name for name, _, _ in sample.PEOPLE]),
                kind=st.sampled_from(list(rings.KINDS)),
                ring=st.integers(1, 3),
            )
            for place in range(number)
        )
    )
)


def at(picture):
    return {seat.place.key: (seat.x, seat.y) for seat in picture.seats}


@settings(max_examples=60, deadline=None)
@given(peopled)
def test_nobody_covers_another_and_everybody_sits_inside_the_own_ring(people):
    picture = layout(people)
    assert len(picture.seats) == len(people)
    for one, other in combinations(picture.seats, 2):
        assert dist((one.x, one.y), (other.x, other.y)) >= rings.WIDTH
    edges = {0: rings.ME} | {ring.number: ring.edge for ring in picture.circles}
    inside = {1: rings.ME, 2: edges[1], 3: edges[2]}
    for seat in picture.seats:
        away = hypot(seat.x - MIDDLE, seat.y - MIDDLE)
        assert inside[seat.place.ring] + rings.HEIGHT / 2 <= away
        assert away <= edges[seat.place.ring] - rings.HEIGHT / 2


@settings(max_examples=20, deadline=None)
@given(peopled, st.randoms())
def test_the_picture_is_the_same_in_whatever_order_people_come(people, chance):
    mixed = list(people)
    chance.shuffle(mixed)
    assert layout(mixed) == layout(people)


@settings(max_examples=40, deadline=None)
@given(peopled)
def test_every_name_stays_inside_the_picture_and_every_seat_leaves_the_names_of_rings_clear(people):
    picture = layout(people)
    for seat in picture.seats:
        box = seat.label.box
        assert box.width / 2 <= box.x <= SIZE - box.width / 2
        assert box.height / 2 <= box.y <= SIZE - box.height / 2
        own = labels.Box(seat.x, seat.y, rings.WIDTH - 12, rings.HEIGHT - 12)
        for curve in rings._obstacles(picture.circles):
            assert not labels.overlap(own, curve)


def test_nearly_thirty_people_can_be_in_any_rings_without_touching():
    for first in range(27):
        for second in range(27 - first):
            circles = rings.bands(first, second, 26 - first - second)
            counts = (first, second, 26 - first - second)
            assert all(map(rings._holds, circles, counts, [rings.WIDTH] * 3)), counts


def test_more_people_than_fit_are_drawn_all_the_same():
    crowd = [Place(str(place), f"Pupil {place}", "peer", 1) for place in range(60)]
    assert len(layout(crowd).seats) == 60


def test_nobody_makes_an_empty_picture():
    assert layout([]).seats == ()


@pytest.mark.parametrize("number", [4, 10, 12, 19, 26])
def test_no_two_names_cross_and_none_stands_on_a_person_or_on_the_name_of_a_ring(number):
    picture = layout(EVERYBODY[:number])
    seats = [labels.Box(seat.x, seat.y, rings.WIDTH, rings.HEIGHT) for seat in picture.seats]
    standing = [*seats, *rings._obstacles(picture.circles)]
    assert labels.crossings([seat.label for seat in picture.seats], standing) == 0


@pytest.mark.parametrize(
    ("kind", "is_there"),
    [
        ("adult", lambda x, y: y < MIDDLE - abs(x - MIDDLE)),
        ("peer", lambda x, y: x > MIDDLE + abs(y - MIDDLE)),
        ("outside", lambda x, y: y > MIDDLE + abs(x - MIDDLE)),
        ("family", lambda x, y: x < MIDDLE - abs(y - MIDDLE)),
    ],
)
def test_each_kind_has_its_side(kind, is_there):
    one_of_each = [Place(each, each.title(), each, 2) for each in rings.KINDS]
    assert is_there(*at(layout(one_of_each))[kind])


def test_a_kind_that_is_not_there_gives_its_room_to_the_others():
    pupils = [Place(str(place), f"Pupil {place}", "peer", 3) for place in range(12)]
    xs = [x for x, _ in at(layout(pupils)).values()]
    assert min(xs) < MIDDLE < max(xs)


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize("ring", [1, 2, 3])
def test_moving_one_person_hardly_moves_the_others(place, ring):
    people = EVERYBODY[:12]
    mover = people[place]
    before = at(layout(people))
    after = at(layout([each._replace(ring=ring) if each == mover else each for each in people]))
    moved = [dist(before[key], after[key]) for key in before if key != mover.key]
    assert sum(way > 0 for way in moved) <= 4
    assert max(moved) < 2 * rings.ROOM


@pytest.mark.parametrize(
    ("name", "limit", "short"),
    [
        ("Ms Okafor", 15, "Ms Okafor"),
        ("Ms Okafor", 7, "Okafor"),
        ("Ms Oluwaseun Adebayo", 15, "Ms Adebayo"),
        ("Muhammad Abdul-Rahman", 15, "Muhammad A."),
        ("Joan, allotment", 10, "Joan"),
        ("Christopher-James", 10, "Christoph…"),
        ("Mrs Featherstonehaugh", 15, "Mrs Feathersto…"),
        ("J", 7, "J"),
        ("রহিমা খাতুন", 5, "রহিমা"),
        ("কৃষ্ণেন্দুশেখর", 3, "কৃ…"),
    ],
)
def test_a_long_name_is_written_short_and_never_parted_inside_a_letter(name, limit, short):
    assert shorten(name, limit) == short


def test_who_hears_the_picture_hears_what_is_seen_and_then_the_whole_name():
    seats = {seat.place.name: seat for seat in layout(EVERYBODY[:13]).seats}
    assert seats["Ms Okafor"].full_name == "Ms Okafor"
    assert seats["Ms Oluwaseun Adebayo"].full_name == "Ms Adebayo, Ms Oluwaseun Adebayo"
