"""The cells of the truth table from two files on: import, the state kept, the figure, the page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.schools.models import Enrolment
from beside.ties import measuring, paper
from beside.ties.actions import paper as actions
from beside.web import states
from tests.factories import OPERATOR, TODAY, Small, act, sign_in
from tests.ties.test_truth_table import CELLS, PEER_CELLS

pytestmark = pytest.mark.django_db

SAID = "ego,alter,question,answer,ring,qualities,stage,knows,weight"
ASKED = "person,question,asked,answered,reason"
SHOWN = {"both": "someone", "one_side_each": "someone", "adult_only": "someone"}


class Files:
    """A pupil, a friend, two teachers and a head of year; a round comes in as two files."""

    def __init__(self, tmp_path, **dates):
        self.folder, self.made = tmp_path, Small()
        self.pupil = self.made.pupil("Isla Young", **dates)
        for name in ("Leo Gill", "Mia Bell"):
            self.made.pupil(name, year="10")
        self.adults = [self.made.adult(n) for n in ("Ann Okafor", "Bo Lund")]
        self.lead = self.made.adult("Joan Reid", "head_of_year", "9")
        self.made.settle()

    def bring_in(self, said: list[str], asked: list[str]):
        """Import these rows as a round of today; a second plan of them changes nothing."""
        paths = [self.folder / "said.csv", self.folder / "asked.csv"]
        for path, header, rows in zip(paths, (SAID, ASKED), (said, asked), strict=True):
            path.write_text("\n".join([header, *rows]), encoding="utf-8")
        school = self.made.school
        with role(Role.ROLL):
            ties = paper.read(*paths, people=actions.roles_by_source(school))
            assert not ties.rejected and not ties.errors
            planned = actions.plan(school=school, name="Paper", ties=ties)
            kept = actions.apply(
                by=OPERATOR, school=school, name="Paper", on=TODAY, planned=planned
            )
            again = actions.plan(school=school, name="Paper", ties=ties)
        assert not any(n["added"] or n["changed"] for n in again.by_kind.values())
        return kept

    def seen(self, round_, client) -> str:
        """The words beside the pupil on the year page that the head of year fetches."""
        sign_in(client, self.lead)
        page = client.get(reverse("year", args=[self.made.school.pk, "9"]), {"round": round_.pk})
        return re.search('aria-label="IY: Isla Young, ([^"]*)"', page.content.decode())[1]


def figures(round_, question: str) -> dict[str, tuple]:
    with role(Role.MEASURE):
        found = measuring.figures([round_], question=question, rings=None, by="", suppress=0)
    return {f.measure: (f.numerator, f.denominator, f.not_known) for f in found}


def state(round_, need: str) -> tuple[str, str]:
    with role(Role.MEASURE):
        return next((s, r) for p, s, r in measuring.states(round_, need) if p == "Isla Young")


def pupil_asked(side: str, question: str, other_question: str) -> list[str]:
    """What the pupil was asked; who skipped a question has answered the other."""
    if side == "not_asked":
        return []
    answered = "yes" if side in ("named", "named_none") else "no"
    skipped = [f"Isla Young,{other_question},yes,yes,"] if side == "skipped" else []
    return [f"Isla Young,{question},yes,{answered},", *skipped]


def rows_of(side: str, other: str) -> tuple[list[str], list[str]]:
    """A cell as the rows of the two files; a paper round in which no staff were asked is never
    finished for the adults."""
    said, asked = [], pupil_asked(side, "adult", "peer")
    if side == "named":
        said.append("Isla Young,Bo Lund,adult,yes,1,,,,")
    if other != "not_finished":
        asked.append("Ann Okafor,staff_knows,yes,yes,")
    if other == "named":
        said.append("Ann Okafor,Isla Young,staff_knows,yes,,,,face,")
    return said, asked


@pytest.mark.parametrize(("side", "other"), CELLS)
def test_a_cell_of_the_adult_need(tmp_path, client, side, other):
    files, exact = Files(tmp_path), CELLS[side, other]
    round_ = files.bring_in(*rows_of(side, other))
    assert state(round_, "adult")[0] == exact
    assert figures(round_, "adult")[f"state:adult:{exact}"][0] >= 1
    words = states.LOOKS[SHOWN.get(exact, exact)].words.lower()
    assert files.seen(round_, client) == words


def peer_rows_of(side: str, named: bool) -> tuple[list[str], list[str]]:
    said, asked = [], ["Leo Gill,peer,yes,yes,", *pupil_asked(side, "peer", "adult")]
    if side == "named":
        said.append("Isla Young,Mia Bell,peer,yes,1,,,,")
    if named:
        said.append("Leo Gill,Isla Young,peer,yes,1,,,,")
    return said, asked


@pytest.mark.parametrize(("side", "named"), PEER_CELLS)
def test_a_cell_of_the_peer_need(tmp_path, side, named):
    round_ = Files(tmp_path).bring_in(*peer_rows_of(side, named))
    exact = PEER_CELLS[side, named]
    assert state(round_, "peer")[0] == exact
    assert figures(round_, "peer")[f"state:peer:{exact}"][0] >= 1


@pytest.mark.parametrize("reason", ["absent", "left", "new", "not_on_roll"])
@pytest.mark.parametrize("need", ["adult", "peer"])
def test_away_is_not_known_with_its_reason_unless_somebody_named_them(
    tmp_path, client, reason, need
):
    files = Files(tmp_path)
    away, asked = f"Isla Young,{need},yes,no,{reason}", "Ann Okafor,staff_knows,yes,yes,"
    round_ = files.bring_in([], [away, asked])
    assert state(round_, need) == ("not_known", reason)
    if need == "adult":
        assert files.seen(round_, client) == "not known"
    named = {
        "adult": ["Ann Okafor,Isla Young,staff_knows,yes,,,,face,"],
        "peer": ["Leo Gill,Isla Young,peer,yes,1,,,,"],
    }[need]
    files.bring_in(named, [away, asked, "Leo Gill,peer,yes,yes,"])
    assert state(round_, need)[0] == "adult_only"


def test_returned_is_one_pupil_with_one_state(tmp_path, client):
    files = Files(tmp_path, ends=TODAY - timedelta(days=30))
    with role(Role.ROLL):
        Enrolment.objects.filter(person=files.pupil).update(starts=TODAY, ends=None)
    files.made.settle()
    round_ = files.bring_in(*rows_of("named_none", "finished"))
    with role(Role.MEASURE):
        listed = [p for p, _s, _r in measuring.states(round_, "adult")]
    assert listed.count("Isla Young") == 1
    assert files.seen(round_, client) == "nobody yet"


@pytest.mark.parametrize(
    ("dates", "is_listed"),
    [
        ({"starts": TODAY - timedelta(days=1)}, True),
        ({"ends": TODAY - timedelta(days=1)}, True),
        ({"starts": TODAY + timedelta(days=1)}, False),
        ({"ends": TODAY - timedelta(days=3)}, False),
    ],
    ids=["joined mid-round", "left mid-round", "joins later", "left before"],
)
def test_an_open_round_of_a_week_has_whoever_was_on_roll_while_it_ran(tmp_path, dates, is_listed):
    files = Files(tmp_path, **dates)
    act(files.lead)
    round_ = files.made.round(taken_on=TODAY - timedelta(days=3), status="open", ended_at=None)
    files.made.asked(round_, files.adults[0], "staff_knows", answered=False)
    with role(Role.MEASURE):
        listed = {p: s for p, s, _r in measuring.states(round_, "adult")}
    assert listed.get("Isla Young") == ("not_known" if is_listed else None)
