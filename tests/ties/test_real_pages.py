"""Three published studies on the pages that a school would read them on."""

import re
from collections import Counter
from datetime import timedelta
from itertools import combinations

import networkx as nx
import pytest
from django.urls import reverse

from beside.schools.models import Group, Person, School
from beside.ties import jobs
from tests.factories import OPERATOR, TODAY, sign_in
from tests.realdata import highschool2013, mcfarland, networks, primary2009
from tests.realdata.folder import DATA
from tests.realdata.names import name_of
from tests.schools.test_apply import bring_in

from .test_real_input import bring_ties, whoever_leads_everybody

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.exists(), reason="the real data is not here"),
]


class Read:
    """A browser of whoever leads every year: pages as the words on them."""

    def __init__(self, client):
        self.client, self.school = client, School.objects.get().pk
        sign_in(client, whoever_leads_everybody())

    def __call__(self, name: str, *args, **asked) -> str:
        answer = self.client.get(reverse(name, args=args), asked)
        assert answer.status_code == 200
        words = answer.text.partition("<main")[2]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words))


@pytest.fixture
def high_school(tmp_path, client):
    paths = highschool2013.write(tmp_path)
    assert bring_in(paths.roll).roll["pupils"] == 329
    round_ = bring_ties(paths.round)
    jobs.keep_all(OPERATOR)
    return round_, Read(client)


def test_whoever_named_no_friend_is_not_known(high_school):
    _round, read = high_school
    between = read("between", read.school)
    assert "133 of 329 pupils told us which pupils are beside them." in between
    assert "Of the other 196 we do not know." in between
    year = read("year", read.school, highschool2013.YEAR, need="peer")
    assert "133 of 133" in year, year
    assert "nobody yet" not in year.partition("The wall of names")[0].replace("0 nobody yet", "")
    assert read("school", read.school, need="peer").count("133 of 133 have someone") == 1


def test_sensors_stand_beside_the_survey(high_school):
    """The pairs of friends who wore a badge, from the files themselves."""
    _round, read = high_school
    given = networks.highschool()
    heard = {row.person for row in given.respondents if row.answered}
    met = {
        frozenset((row["a"], row["b"]))
        for row in networks.rows(f"{highschool2013.SET}/ties_by_day.csv")
    }
    wore = heard & {person for pair in met for person in pair}
    friends = {frozenset((row.ego, row.alter)) for row in given.nominations}
    friends = {pair for pair in friends if pair <= wore}
    pairs = [frozenset(pair) for pair in combinations(wore, 2)]
    near = sum(pair in met for pair in pairs)
    between = read("between", read.school)
    both = len(friends & met)
    assert f"named the other, {round(100 * both / len(friends))} were near each other" in between
    assert f"{both} of {len(friends)}" in between
    assert f"pairs of any two pupils it was {round(100 * near / len(pairs))}." in between
    assert f"Of {329 - len(wore)} pupils we do not know" in between


def test_the_figures_between_pupils_are_those_of_a_graph_library(high_school):
    _round, read = high_school
    given = networks.highschool()
    heard = {row.person for row in given.respondents if row.answered}
    made = nx.DiGraph()
    made.add_nodes_from(heard)
    made.add_edges_from(
        (row.ego, row.alter) for row in given.nominations if {row.ego, row.alter} <= heard
    )
    between = read("between", read.school)
    returned = round(100 * nx.overall_reciprocity(made))
    assert f"named another, {returned} were named back." in between
    closed = round(100 * nx.transitivity(made.to_undirected()))
    assert f"between them, {closed} are beside each other too." in between
    pieces = [len(each) for each in nx.weakly_connected_components(made)]
    small = sum(size for size in pieces if size in (2, 3))
    assert (f"{small} of 133 pupils are in twos and threes" in between) == (small >= 5)


def test_where_no_adult_wore_a_badge_no_pupil_was_never_near_one(high_school):
    round_, read = high_school
    year = read("year", read.school, highschool2013.YEAR)
    assert "0 of 0 were near an adult’s badge at some time. Of 329 we do not know" in year
    assert "Never near an adult’s badge" not in year
    group = Group.objects.get(name="PC*").pk
    assert read("group", group, round=round_.pk).count("wore no badge") == 40


def test_three_pupils_of_the_primary_school_were_never_near_a_teacher(tmp_path, client):
    paths = primary2009.write(tmp_path)
    bring_in(paths.roll)
    round_ = bring_ties(paths.round)
    read = Read(client)
    never = {"1766", "1775", "1799"}
    names = {source: " ".join(name_of(source)) for source in never}
    found = {}
    for year in "12345":
        page = read("year", read.school, year)
        near, of = re.search(r"(\d+) of (\d+) were near an adult’s badge", page).groups()
        assert "we do not know: they, or the adults" not in page
        listed = page.partition("Never near an adult’s badge")[2].partition("Measured, not said")[0]
        found |= {source: year for source, name in names.items() if name in listed}
        assert int(of) - int(near) == sum(at == year for at in found.values())
    assert found.keys() == never
    groups = [
        read("group", each.pk, round=round_.pk)
        for each in Group.objects.filter(kind=Group.Kind.TUTOR_GROUP)
    ]
    assert sum(page.count("Never near an adult’s badge") for page in groups) == 3
    assert sum(page.count(" Near an adult’s badge") for page in groups) == 229
    for person in Person.objects.filter(source_id__in=never):
        assert "Never near an adult’s badge" in read("pupil", person.pk)


def friends_named(roll: set[str]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """By round, who named a friend on the roll, and who answered about friends."""
    named = {
        number: {
            row["ego"]
            for row in mcfarland.said(number)
            if row["question"] == "peer" and row["answer"] == "yes" and row["alter"] in roll
        }
        for number in (1, 2)
    }
    heard = {
        number: {
            row["person"]
            for row in mcfarland.asked(number)
            if row["question"] == "peer" and row["answered"] == "yes"
        }
        for number in (1, 2)
    }
    return named, heard


def test_friends_of_round_1_and_2_and_what_changed(tmp_path, client):
    paths = mcfarland.write(tmp_path)
    assert bring_in(paths.roll).roll["pupils"] == 927
    days = (TODAY - timedelta(days=150), TODAY)
    first, second = (bring_ties(each, on) for each, on in zip(paths.rounds, days, strict=True))
    jobs.keep_all(OPERATOR)
    read = Read(client)
    roll = {each.id for each in mcfarland.school().people if each.role == "student"}
    named, heard = friends_named(roll)
    both = heard[1] & heard[2] & roll
    changed = Counter((each in named[1], each in named[2]) for each in both)
    words = re.sub(r"<[^>]+>", " ", read("round_changes", second.pk, need="peer"))
    assert f"{changed[False, True]} gained someone" in words
    assert f"{changed[True, False]} lost them" in words
    assert f"{changed[False, False]} still without" in words
    assert f"{927 - len(both)} not known in one of the two" in words
    for number, round_ in ((1, first), (2, second)):
        page = read("between", read.school, round=round_.pk)
        answered = len(heard[number] & roll)
        assert f"{answered} of 927 pupils told us" in page
        assert f"Of the other {927 - answered} we do not know." in page
        school = read("school", read.school, need="peer", round=round_.pk)
        shares = re.findall(r"(\d+) of (\d+) have someone; (\d+) not known", school)
        someone, known, unknown = (sum(map(int, each)) for each in zip(*shares, strict=True))
        assert (someone, known) == (len(named[number] & heard[number] & roll), answered)
        assert unknown == 927 - answered
