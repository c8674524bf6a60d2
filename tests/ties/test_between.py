"""How ties run between pupils: what the page says is what was measured, safe, and for few to read."""

import re

import networkx as nx
import pytest
from django.db import connection
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.ties import jobs, measuring
from beside.ties.actions import figures
from beside.ties.models import Nomination, Round, TieFigure
from beside.ties.queries import between
from tests.factories import NOW, OPERATOR, Small, act, sign_in

pytestmark = pytest.mark.django_db


class Woven:
    """Two years of twenty-four in two tutor groups each, who name the next ones in a row.

    Everyone names the three who follow them; of year 8 every other one also names somebody of
    year 9, and six of year 9 name back into year 8. The last three of year 9 have not answered.
    """

    def __init__(self, promise="yes_no"):
        self.made = made = Small()
        self.head = made.adult("Miriam Bell", "head")
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        self.organiser = made.adult("Olu Shah", "organiser")
        self.federation_lead = made.adult("Folake Adeyemi", "federation_lead")
        self.teacher = made.adult("Ann Okafor")
        groups = {name: made.group(name) for name in ("8A", "8B", "9A", "9B")}
        self.pupils = {
            year: [
                made.pupil(f"P {year}-{n}", year, groups[f"{year}{'AB'[n % 2]}"]) for n in range(24)
            ]
            for year in ("8", "9")
        }
        made.settle()
        self.round = made.round("Autumn", questions=["peer"], promise=promise)
        for pupil in [*self.pupils["8"], *self.pupils["9"][:21]]:
            made.asked(self.round, pupil, "peer")
        self.name()

    def name(self) -> None:
        self.ties: set[tuple] = set()
        for pupils in self.pupils.values():
            for at, pupil in enumerate(pupils):
                self.ties |= {(pupil, pupils[(at + step) % 24]) for step in (1, 2, 3)}
        eight, nine = self.pupils["8"], self.pupils["9"]
        self.ties |= {(eight[n], nine[n]) for n in range(0, 20, 2)}
        self.ties |= {(nine[n], eight[n]) for n in range(0, 12, 2)}
        heard = {*eight, *nine[:21]}
        self.ties = {(ego, alter) for ego, alter in self.ties if ego in heard}
        for ego, alter in self.ties:
            self.made.names(self.round, ego, alter, "peer")
        self.made.reckon(self.round)

    def graph(self) -> nx.DiGraph:
        made = nx.DiGraph()
        for year, pupils in self.pupils.items():
            made.add_nodes_from([p.pk for p in pupils[: 24 if year == "8" else 21]], year=year)
        made.add_edges_from((a.pk, b.pk) for a, b in self.ties if {a.pk, b.pk} <= {*made})
        return made

    def keep(self) -> None:
        jobs.keep_all(OPERATOR)

    def address(self) -> str:
        return reverse("between", args=[self.made.school.pk])

    def page(self, client, person) -> str:
        sign_in(client, person)
        answer = client.get(self.address())
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_page_says_what_a_graph_library_finds(client):
    woven = Woven()
    woven.keep()
    page, made = woven.page(client, woven.head), woven.graph()
    assert "45 of 48 pupils told us" not in page
    assert "45 pupils told us which pupils are beside them." in page
    returned = round(nx.overall_reciprocity(made) * 100)
    assert f"another, {returned} were named back." in page
    closed = round(nx.transitivity(made.to_undirected()) * 100)
    assert f"between them, {closed} are beside each other too" in page
    assert f"of {made.number_of_edges()}: so few could as well stand for anything between" in page
    matrix = nx.attribute_mixing_dict(made, "year")
    named = sum(matrix["8"].values())
    assert f"Year 8 {round(100 * matrix['8']['8'] / named)} " in page
    same = matrix["8"]["8"] + matrix["9"]["9"]
    assert f"{same} of {made.number_of_edges()}" in page


def test_the_figures_kept_are_those_measured():
    woven = Woven()
    woven.keep()
    with role(Role.MEASURE):
        exact = {
            f.measure: f
            for f in measuring.figures(
                [woven.round], question="peer", rings=None, by="", suppress=0, network=True
            )
        }
        by_year = {
            (f.measure, f.cohort): f
            for f in measuring.figures(
                [woven.round],
                question="peer",
                rings=None,
                by="year_group",
                suppress=0,
                network=True,
            )
        }
    act(woven.head)
    kept = {
        (f.measure, f.by, f.group, f.towards): f
        for f in TieFigure.objects.visible_to(act(woven.head))
    }
    for measure in ("people", "reciprocity", "transitivity"):
        one, other = kept[measure, "", "", ""], exact[measure]
        assert (one.numerator, one.denominator) == (other.numerator, other.denominator)
    same = kept["same_group", "year_group", "", ""]
    assert same.numerator == by_year["same_group", "all"].numerator
    assert same.expected == by_year["same_group_expected", "all"].value
    for one, two in (("8", "9"), ("9", "8")):
        towards = kept["towards", "year_group", one, two]
        assert towards.numerator == by_year["density_between", f"{one} → {two}"].numerator


def test_what_is_few_is_kept_back(client):
    woven = Woven()
    with role(Role.ROLL):
        back = Nomination.objects.filter(
            ego__in=[p.pk for p in woven.pupils["9"]], alter__in=[p.pk for p in woven.pupils["8"]]
        )
        few = list(back.values_list("pk", flat=True))[:3]
        back.exclude(pk__in=few).update(answer=False)
    woven.keep()
    sign_in(client, woven.head)
    act(woven.head)
    kept = {(f.measure, f.group, f.towards): f for f in TieFigure.objects.filter(by="year_group")}
    assert kept["towards", "9", "8"].numerator is None
    assert None in (kept["towards", "9", "9"].numerator, kept["towards", "9", "9"].denominator)
    assert "kept back" in woven.page(client, woven.head)
    assert all(
        count is None or count >= figures.INSIDE
        for f in kept.values()
        for count in (f.numerator, f.denominator, f.not_known)
    )


def test_nobody_is_named_on_it(client):
    woven = Woven("names")
    woven.keep()
    page = woven.page(client, woven.head)
    assert not [p for year in woven.pupils.values() for p in year if p.name in page]


def test_it_is_read_by_whoever_runs_surveys_of_all_years_and_by_nobody_else(client):
    woven = Woven()
    woven.keep()
    others = (woven.teacher, woven.federation_lead, woven.pupils["9"][0])
    for other in (*others, woven.lead):
        sign_in(client, other)
        assert client.get(woven.address()).status_code == 404
    for other in others:
        act(other)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ties_tiefigure")
            assert cursor.fetchone() == (0,)
    for reader in (woven.head, woven.organiser):
        assert "told us which pupils" in woven.page(client, reader)


def test_an_open_round_says_nothing(client):
    woven = Woven()
    with role(Role.ROLL):
        Round.objects.update(status="open")
    woven.keep()
    assert "No figures yet" in woven.page(client, woven.head)
    sign_in(client, woven.head)
    assert "No figures yet" in client.get(f"{woven.address()}?round={woven.round.pk}").text


def test_a_round_whose_other_figures_were_kept_earlier_gets_these_too(client):
    woven = Woven()
    with role(Role.ROLL):
        Round.objects.update(questions=["adult"])
    woven.keep()
    assert "No figures yet" in woven.page(client, woven.head)
    with role(Role.ROLL):
        Round.objects.update(questions=["adult", "peer"])
    woven.keep()
    assert "told us which pupils" in woven.page(client, woven.head)


def test_kept_twice_is_kept_once():
    woven = Woven()
    woven.keep()
    with role(Role.RECKONER):
        first = dict(TieFigure.objects.values_list("pk", "reckoned_at"))
    woven.keep()
    with role(Role.RECKONER):
        assert dict(TieFigure.objects.values_list("pk", "reckoned_at")) == first
        figures.keep_figures(by=OPERATOR, round_=woven.round, now=NOW)
        assert set(TieFigure.objects.values_list("pk", flat=True)) == set(first)


def test_a_small_share_says_what_it_may_stand_for():
    few = between.share(TieFigure(numerator=63, denominator=100))
    assert (few.of_100, few.low, few.high) == (63, 53, 72)
    many = between.share(TieFigure(numerator=630, denominator=1000, expected=0.284))
    assert (many.of_100, many.low, many.high, many.expected) == (63, None, None, 28)
    none = between.share(TieFigure(numerator=0, denominator=0))
    assert (none.of_100, none.low) == (None, None)
