"""Nothing small leaves, and nothing that leaves gives a small number away."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beside.measures import figures
from beside.measures.suppression import Sum, publishable
from beside.measures.tables import Membership, Nomination, Pupil, Respondent, Tables
from tests import drawn

ROUND = "autumn"


def kept(cells, *sums, threshold=5, **how):
    return publishable(cells, [Sum(total, tuple(parts)) for total, parts in sums], threshold, **how)


def test_small_cells_go_and_others_stay():
    assert kept({"a": 4, "b": 5}) == {"b"}


def test_the_smallest_other_part_goes_so_that_nobody_subtracts():
    cells = {"all": 60, "7": 3, "8": 25, "9": 32}
    assert kept(cells, ("all", "789")) == {"all", "9"}


def test_parts_go_until_what_remains_is_not_small():
    cells = {"all": 12, "7": 1, "8": 1, "9": 10}
    assert kept(cells, ("all", "789")) == {"all"}


def test_a_total_goes_where_its_parts_cannot():
    assert kept({"all": 8, "7": 8, "8": 0}, ("all", "78")) == {"all"}


def test_a_count_that_is_never_shown_is_guarded_too():
    assert kept({"of": 40, "are": 38}, ("of", ["are", "are not"])) == {"of"}
    assert kept({"of": 40, "are": 30}, ("of", ["are", "are not"])) == {"of", "are"}


def test_a_cell_can_be_withheld_whatever_its_size():
    assert kept({"ties": 39, "others": 50}, withheld=["ties"]) == {"others"}


def test_a_cell_that_only_several_sums_together_give_away_is_guarded():
    """Rows and columns each hide two cells or more, and yet c2 follows from all of them."""
    cells = {"a1": 1, "a2": 9, "a3": 50, "b1": 9, "b2": 9, "b3": 2, "c1": 60, "c2": 60, "c3": 60}
    rows = [(f"{row}*", [f"{row}{n}" for n in "123"]) for row in "abc"]
    columns = [(f"*{n}", [f"{row}{n}" for row in "abc"]) for n in "123"]
    cells |= {total: sum(cells[part] for part in parts) for total, parts in rows + columns}
    published = kept(cells, *rows, *columns)
    assert not recoverable(cells, rows + columns, published, threshold=5)


def recoverable(cells, sums, published, threshold):
    """The small cells whose value follows from the published ones: a row more, and no more rank."""
    names = {name for total, parts in sums for name in [total, *parts]} | set(cells)
    hidden = sorted(names - published)
    equations = [[(name in parts) - (name == total) for name in hidden] for total, parts in sums]
    rank = rank_of(equations)
    return [
        name
        for place, name in enumerate(hidden)
        if rank_of([*equations, [int(n == place) for n in range(len(hidden))]]) == rank
        and cells.get(name, threshold) < threshold
    ]


def rank_of(matrix, prime=2**31 - 1):
    """The rank of a matrix of whole numbers, reckoned modulo a prime."""
    rows, rank = [[value % prime for value in row] for row in matrix], 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rank += 1
        rows.remove(pivot)
        inverse = pow(pivot[column], -1, prime)
        rows = [
            [(v - row[column] * inverse * p) % prime for v, p in zip(row, pivot, strict=True)]
            for row in rows
        ]
    return rank


@pytest.mark.worlds
@settings(max_examples=drawn.worlds(150, 2000), deadline=None)
@given(
    counts=st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=4), min_size=2, max_size=4),
    threshold=st.integers(2, 6),
)
def test_no_table_of_two_ways_gives_a_small_cell_away(counts, threshold):
    width = min(map(len, counts))
    places = list(product(range(len(counts)), range(width)))
    cells = {f"{r},{c}": counts[r][c] for r, c in places}
    rows = [(f"{r},*", [f"{r},{c}" for c in range(width)]) for r in range(len(counts))]
    columns = [(f"*,{c}", [f"{r},{c}" for r in range(len(counts))]) for c in range(width)]
    whole = [("*,*", [total for total, _ in rows]), ("*,*", [total for total, _ in columns])]
    for total, parts in [*rows, *columns, *whole]:
        cells[total] = sum(cells[part] for part in parts)
    published = kept(cells, *rows, *columns, *whole, threshold=threshold)
    assert all(cells[cell] >= threshold for cell in published)
    assert not recoverable(cells, [*rows, *columns, *whole], published, threshold)


@pytest.fixture
def a_school():
    """Thirty pupils in two years, one of whom nobody named; seven of them sing, six also play."""
    people = [f"p{number:02}" for number in range(30)]
    given = Tables(
        roll=[Pupil(person, "7" if person < "p15" else "8") for person in people],
        respondents=[Respondent(ROUND, person, "peer") for person in people],
    )
    for ego, alter in zip(people, [*people[2:], "p01", "p03"], strict=True):
        given.nominations.append(Nomination(ROUND, ego, alter, "peer"))
    given.membership.extend(Membership(person, "choir") for person in people[:7])
    given.membership.extend(Membership(person, "band") for person in people[:6])
    return given


def _measured(database, given, **how):
    database.hold(given)
    found = figures(database.execute, rounds=[ROUND], dialect=database.dialect, **how)
    return {(each.measure, each.cohort): each for each in found}


def test_no_figure_that_leaves_is_small(database, a_school):
    for each in _measured(database, a_school, by="year_group", suppress=5).values():
        for count in (each.numerator, each.denominator, each.not_known):
            assert count is None or count >= 5
    everything = _measured(database, a_school, by="year_group")
    assert everything["named_by_nobody", "all"].numerator == 1


def test_a_share_goes_with_its_numerator(database, a_school):
    found = _measured(database, a_school, suppress=5)["named_by_nobody", "all"]
    assert (found.numerator, found.denominator, found.value) == (None, 30, None)


def test_a_group_inside_another_is_not_told_apart_from_it(database, a_school):
    found = _measured(database, a_school, by="group", suppress=3)
    assert found["people", "choir"].value == 7
    assert found["people", "band"].value is None
    assert _measured(database, a_school, by="group", suppress=1)["people", "band"].value == 6


def test_cohorts_with_few_pupils_say_nothing_of_their_ties(database, a_school):
    a_school.roll[:] = [
        pupil._replace(year_group="9") if pupil.person < "p02" else pupil for pupil in a_school.roll
    ]
    for number in range(2, 12):
        a_school.nominations.append(Nomination(ROUND, "p00", f"p{number:02}", "peer"))
    assert _measured(database, a_school, by="year_group")["ties", "9"].value == 11
    assert _measured(database, a_school, by="year_group", suppress=5)["ties", "9"].value is None


def test_two_figures_that_differ_by_a_few_pupils_are_not_both_shown(database, a_school):
    """Three pupils were named and did not answer: known less people would count them."""
    answers = [row._replace(answered=row.person < "p27") for row in a_school.respondents]
    a_school.respondents[:] = answers
    everything = _measured(database, a_school)
    known = everything["state:peer:both", "all"].denominator
    assert (known, everything["people", "all"].value) == (30, 27)
    found = _measured(database, a_school, suppress=5)
    shown = (found["state:peer:both", "all"].denominator, found["people", "all"].value)
    assert None in shown
