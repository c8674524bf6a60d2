"""Two published studies through the two doors into an empty system."""

import pytest

from beside.access.actor import role
from beside.access.bases import Role
from beside.schools.models import School
from beside.ties import measuring, paper
from beside.ties.actions import paper as actions
from beside.ties.models import Round, State
from tests.factories import OPERATOR, TODAY
from tests.realdata import mcfarland, primary2009
from tests.realdata.folder import DATA
from tests.schools.test_apply import bring_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.exists(), reason="the real data is not here"),
]


def bring_ties(round_) -> Round:
    with role(Role.ROLL):
        school = School.objects.get()
        people = actions.roles_by_source(school)
        ties = paper.read(round_.nominations, round_.respondents, people=people)
        planned = actions.plan(school=school, name=round_.name, ties=ties)
        kept = actions.apply(
            by=OPERATOR, school=school, name=round_.name, on=TODAY, planned=planned
        )
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
    return [bring_ties(round_) for round_ in paths.rounds]


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


def test_primary_school_has_three_pupils_never_near_a_teacher(tmp_path):
    paths = primary2009.write(tmp_path)
    bring_in(paths.roll)
    round_ = bring_ties(paths.round)
    with role(Role.MEASURE):
        states = measuring.states(round_, "contact")
    assert sorted(p for p, s, _r in states if s == "none_measured") == ["1766", "1775", "1799"]
    assert len(states) == 232
