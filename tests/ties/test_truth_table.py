"""The fifteen cells of what is known, for adults and for peers, as page, command and rule see them."""

import pytest

from beside.access.actor import role
from beside.rights import Role
from beside.ties import measuring
from beside.ties.models import ExactState, State
from beside.ties.queries import states
from tests.factories import Small, act

pytestmark = pytest.mark.django_db

SIDES = ("named", "named_none", "skipped", "not_answered", "not_asked")
OTHERS = ("named", "finished", "not_finished")
CELLS = {
    ("named", "named"): "one_side_each",
    ("named", "finished"): "pupil_only",
    ("named", "not_finished"): "pupil_only",
    ("named_none", "named"): "adult_only",
    ("named_none", "finished"): "nobody",
    ("named_none", "not_finished"): "nobody",
    ("skipped", "named"): "adult_only",
    ("skipped", "finished"): "waiting",
    ("skipped", "not_finished"): "not_known",
    ("not_answered", "named"): "adult_only",
    ("not_answered", "finished"): "waiting",
    ("not_answered", "not_finished"): "not_known",
    ("not_asked", "named"): "adult_only",
    ("not_asked", "finished"): "waiting",
    ("not_asked", "not_finished"): "not_known",
}


class School:
    """One pupil in a cell, with two adults; `lead` looks at the page."""

    def __init__(self):
        self.made = Small()
        self.pupil = self.made.pupil("Isla Young")
        self.adults = [self.made.adult("Ann Okafor"), self.made.adult("Bo Lund")]
        self.lead = self.made.adult("Joan Reid", "head_of_year", "9")
        self.made.settle()

    def put(self, side: str, other: str, *, pair: bool = False):
        finished = other != "not_finished"
        round_ = self.made.round(status="ended" if finished else "open")
        first, second = self.adults
        self.made.asked(round_, first, "staff_knows", answered=finished or other == "named")
        if not finished:
            self.made.asked(round_, second, "staff_knows", answered=False)
        self._pupil_side(round_, side, second)
        if other == "named":
            self.made.names(round_, second if pair else first, self.pupil, "staff_knows")
        self.made.reckon(round_)
        return round_

    def _pupil_side(self, round_, side, adult) -> None:
        if side != "not_asked":
            answered = side in ("named", "named_none")
            self.made.asked(round_, self.pupil, "adult", answered=answered)
        if side == "skipped":
            self.made.asked(round_, self.pupil, "peer")
        if side == "named":
            self.made.names(round_, self.pupil, adult, "adult")


@pytest.mark.parametrize(("side", "other"), CELLS)
def test_the_adult_need_in_each_cell(side, other):
    school = School()
    round_ = school.put(side, other)
    exact = CELLS[side, other]
    with role(Role.MEASURE):
        measured = {p: s for p, s, _r in measuring.states(round_, "adult")}
    assert measured == {"Isla Young": exact}
    shown = "someone" if exact in ("both", "one_side_each", "adult_only") else exact
    actor = act(school.lead)
    page = states.year(actor, school.made.school, ["9"], round_)
    assert [(line.person.name, line.state) for line in page.lines] == [("Isla Young", shown)]
    assert page.counts == {shown: 1}


def test_the_same_pair_is_both():
    school = School()
    round_ = school.put("named", "named", pair=True)
    with role(Role.MEASURE):
        assert measuring.states(round_, "adult") == [("Isla Young", "both", "")]


@pytest.mark.parametrize("reason", ["absent", "left", "new", "not_on_roll"])
def test_away_comes_before_the_table_unless_somebody_named_them(reason):
    school = School()
    round_ = school.made.round()
    school.made.asked(round_, school.adults[0], "staff_knows")
    school.made.asked(round_, school.pupil, "adult", answered=False, reason=reason)
    with role(Role.MEASURE):
        assert measuring.states(round_, "adult") == [("Isla Young", "not_known", reason)]
    school.made.names(round_, school.adults[0], school.pupil, "staff_knows")
    with role(Role.MEASURE):
        assert measuring.states(round_, "adult")[0][1] == "adult_only"


PEER_CELLS = {
    ("named", True): "one_side_each",
    ("named", False): "pupil_only",
    ("named_none", True): "adult_only",
    ("named_none", False): "nobody",
    ("skipped", True): "adult_only",
    ("skipped", False): "waiting",
    ("not_answered", True): "adult_only",
    ("not_answered", False): "waiting",
    ("not_asked", True): "adult_only",
    ("not_asked", False): "not_known",
}


@pytest.mark.parametrize(("side", "named"), PEER_CELLS)
@pytest.mark.parametrize("status", ["ended", "open"])
def test_the_peer_need_in_each_cell(side, named, status):
    made = Small()
    pupil, friend, other = (made.pupil(n) for n in ("Isla Young", "Leo Gill", "Mia Bell"))
    made.settle()
    round_ = made.round(status=status)
    made.asked(round_, friend, "peer")
    if status == "open":
        made.asked(round_, other, "peer", answered=False)
    if side != "not_asked":
        made.asked(round_, pupil, "peer", answered=side in ("named", "named_none"))
    if side == "skipped":
        made.asked(round_, pupil, "adult")
    if side == "named":
        made.names(round_, pupil, other, "peer")
    if named:
        made.names(round_, friend, pupil, "peer")
    expected = PEER_CELLS[side, named]
    if status == "open" and expected == "waiting":
        expected = "not_known"
    with role(Role.MEASURE):
        assert {p: s for p, s, _ in measuring.states(round_, "peer")}["Isla Young"] == expected


def test_who_joined_after_or_left_before_the_round_has_no_state():
    from datetime import timedelta

    from tests.factories import TODAY

    made = Small()
    made.pupil("Early Leaver", ends=TODAY - timedelta(days=3))
    made.pupil("Late Comer", starts=TODAY + timedelta(days=3))
    made.pupil("Came Back", starts=TODAY - timedelta(days=1))
    made.settle()
    round_ = made.round()
    with role(Role.MEASURE):
        assert [p for p, _s, _r in measuring.states(round_, "adult")] == ["Came Back"]


def test_reckoning_twice_keeps_one_row_a_pupil_and_need():
    school = School()
    round_ = school.put("named_none", "finished")
    school.made.reckon(round_)
    with role(Role.MEASURE):
        assert State.objects.filter(round=round_, need="adult").count() == 1
        assert ExactState.objects.get(round=round_, need="adult").state == "nobody"
