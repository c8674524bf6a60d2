"""Two published studies through the two doors into an empty system."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from beside.access.actor import role
from beside.measures import network
from beside.rights import Role
from beside.schools.actions.standings import settle_school
from beside.schools.models import Enrolment, Person, Post, School
from beside.ties import measuring, paper
from beside.ties.actions import paper as actions
from beside.ties.models import Round, State
from tests.factories import OPERATOR, TODAY, sign_in
from tests.realdata import mcfarland, primary2009
from tests.realdata.folder import DATA
from tests.schools.test_apply import bring_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.exists(), reason="the real data is not here"),
]


def bring_ties(round_, on=TODAY) -> Round:
    with role(Role.ROLL):
        school = School.objects.get()
        people = actions.roles_by_source(school)
        ties = paper.read(round_.nominations, round_.respondents, people=people)
        planned = actions.plan(school=school, name=round_.name, ties=ties)
        kept = actions.apply(by=OPERATOR, school=school, name=round_.name, on=on, planned=planned)
        again = actions.plan(school=school, name=round_.name, ties=ties)
    counts = again.by_kind["nomination"] + again.by_kind["respondent"]
    assert (counts["added"], counts["changed"]) == (0, 0)
    return kept


def figures(*rounds, question, rings=None) -> dict[str, tuple]:
    with role(Role.MEASURE):
        found = measuring.figures(rounds, question=question, rings=rings, by="", suppress=0)
    return {f.measure: (f.numerator, f.denominator, f.not_known) for f in found}


@pytest.fixture
def magnet(tmp_path):
    paths = mcfarland.write(tmp_path)
    plan = bring_in(paths.roll)
    assert plan.roll["pupils"] == 927
    days = (TODAY - timedelta(days=150), TODAY)
    return [bring_ties(each, on) for each, on in zip(paths.rounds, days, strict=True)]


def measured(capsys, *options: str) -> dict:
    capsys.readouterr()
    call_command("measure", "--round", "Round 2", "--by", "year_group", "--json", *options)
    return json.loads(capsys.readouterr().out)


def test_network_measures_follow_figures_that_stay_as_they_are(magnet, capsys):
    plain, more = measured(capsys), measured(capsys, "--network")
    assert "network" not in plain
    assert more.keys() == plain.keys()
    assert more["figures"][: len(plain["figures"])] == plain["figures"]
    added = more["figures"][len(plain["figures"]) :]
    badges = {"near_named", "near_any"}
    assert {f["measure"] for f in added} == {*network.MEASURES} - badges
    assert all(f.keys() == plain["figures"][0].keys() for f in added)
    of = {(f["measure"], f["cohort"]): f for f in added}
    years = ["all", "9", "10", "11", "12", "13"]
    assert [c for m, c in of if m == "homophily"] == years
    assert of["same_group", "all"]["not_known"] + 182 >= 927
    assert all(of["homophily", year]["value"] is not None for year in years[:5])


def test_network_measures_that_leave_the_school_are_not_small(magnet, capsys):
    left = measured(capsys, "--network", "--suppress", "10")["figures"]
    for f in left:
        assert all(f[k] is None or f[k] >= 10 for k in ("numerator", "denominator", "not_known"))


def test_network_measures_are_of_peers_alone(magnet, capsys):
    with pytest.raises(SystemExit) as refused:
        measured(capsys, "--network", "--question", "adult")
    assert refused.value.code == 2
    assert "the question is peer" in capsys.readouterr().out


def test_magnet_school_gives_the_published_figures(magnet):
    first, second = magnet
    peer = figures(second, question="peer", rings=[1, 2])
    assert peer["people"][0] == 182
    assert peer["ties"][0] == 1525
    assert round(peer["reciprocity"][0] / peer["reciprocity"][1], 4) == 0.6636
    assert peer["named_by_nobody"] == (3, 182, 745)
    assert peer["names_nobody"] == (7, 182, 745)
    assert peer["no_tie_either_way"] == (1, 182, 745)
    for rounds, expected in (((first,), (40, 215)), ((second,), (46, 183)), (magnet, (31, 223))):
        assert figures(*rounds, question="adult")["names_nobody"][:2] == expected


def test_whoever_was_not_asked_is_not_known_everywhere(magnet):
    second = magnet[1]
    with role(Role.MEASURE):
        live = measuring.states(second, "adult")
        kept = State.objects.filter(round=second, need="adult")
        by_state = {s: kept.filter(state=s).count() for s in ("nobody", "not_known", "waiting")}
    not_asked = [p for p, state, reason in live if reason == "not_asked"]
    assert len(not_asked) == 736
    assert {s for p, s, r in live if r == "not_asked"} == {"not_known"}
    assert by_state == {"nobody": 46, "not_known": 744, "waiting": 0}
    assert figures(second, question="adult")["coverage:adult"][2] == 744


def whoever_leads_everybody() -> Person:
    with role(Role.ROLL):
        school = School.objects.get()
        lead = Post.objects.filter(school=school).first().person
        for kind in ("head_of_year", "organiser"):
            Post.objects.create(person=lead, school=school, source_id=f"lead/{kind}", kind=kind)
        settle_school(by=OPERATOR, school=school)
    return lead


def tiles_of(page: str) -> dict[str, str]:
    """By pupil, the words of every tile on a wall of names."""
    found = re.findall(
        r'class="tile [^"]*" href="/pupils?/([0-9a-f-]{36})/" aria-label="([^"]*)"', page
    )
    return {pupil: label.rpartition(", ")[2] for pupil, label in found}


def test_every_page_says_not_known_of_whoever_was_not_asked(magnet, client):
    second, lead = magnet[1], whoever_leads_everybody()
    with role(Role.MEASURE):
        asked = set(second.respondents.filter(asked=True).values_list("person_id", flat=True))
        away = {str(e.person_id) for e in Enrolment.objects.exclude(person__in=asked)}
    sign_in(client, lead)

    def page(name: str, *args) -> str:
        answer = client.get(reverse(name, args=args), {"round": second.pk, "all": 1, "due": "all"})
        assert answer.status_code == 200
        return answer.content.decode()

    school = School.objects.get().pk
    walls: dict[str, str] = {}
    for year in ("9", "10", "11", "12", "13", ""):
        words, listed = page("year", school, year).split('class="wall"')
        assert not [pupil for pupil in away if pupil in words]
        walls |= tiles_of(listed)
    assert len(away) == 736
    assert len(walls) == 927
    assert {walls[pupil] for pupil in away} == {"not known"}
    assert page("school", school).count('href="#not_known"') == 744
    home = page("home")
    assert not [pupil for pupil in away if pupil in home]
    for pupil in sorted(away)[:20]:
        assert re.search(r"<b>Not known</b><br>[^<]*<span[^>]*>Round 2", page("pupil", pupil))
    for by in ("year_group", "tutor_group"):
        with role(Role.MEASURE):
            found = measuring.figures([second], question="adult", rings=None, by=by, suppress=0)
        everyone = [f for f in found if f.cohort == "all" and f.measure != "ties"]
        assert {f.not_known for f in everyone} == {744}
        for measure in {f.measure for f in everyone}:
            parts = [f for f in found if f.measure == measure and f.cohort != "all"]
            assert sum(f.not_known for f in parts) == 744


def test_primary_school_has_three_pupils_never_near_a_teacher(tmp_path):
    paths = primary2009.write(tmp_path)
    bring_in(paths.roll)
    round_ = bring_ties(paths.round)
    with role(Role.MEASURE):
        states = measuring.states(round_, "contact")
    assert sorted(p for p, s, _r in states if s == "none_measured") == ["1766", "1775", "1799"]
    assert len(states) == 232
