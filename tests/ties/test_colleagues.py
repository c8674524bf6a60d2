"""Who learns with whom: each colleague opens their own line, and closes it, by one press."""

import pytest
from django.urls import reverse

from beside.ties import colleagues, rules
from beside.ties.actions import marking, sharing
from beside.ties.models import Nomination, StaffOpening
from beside.ties.queries import colleagues as queries
from tests.factories import NOW, TODAY, Small, act, sign_in

pytestmark = pytest.mark.django_db


class Staffroom:
    """Ann, Bo and Cy of one school; Ann learns with Bo, Bo with Ann and Cy. A round that is open."""

    def __init__(self):
        self.made = made = Small()
        self.ann, self.bo, self.cy = (
            made.adult(each) for each in ("Ann Okafor", "Bo Lund", "Cy Marsh")
        )
        self.isla = made.pupil("Isla Young")
        self.mum = made.carer("Ruth Young", self.isla)
        self.gardener = made.adult("Joan Bell", "community")
        made.settle()
        self.round = made.round(status="open", ended_at=None, questions=["staff_knows"])
        self.says(self.ann, self.bo)
        self.says(self.bo, self.ann, self.cy)

    def says(self, who, *others) -> None:
        marking.learns_with(by=act(who), round_=self.round, colleagues=[o.pk for o in others])

    def open(self, who, opened: bool = True) -> None:
        by = act(who)
        sharing.let_colleagues_see(by=by, school=self.made.school, opened=opened, now=NOW)

    def page(self, who) -> queries.Page:
        return queries.page(act(who), self.made.school)


def names(people) -> list[str]:
    return [each.name for each in people]


def lines(page: queries.Page) -> list[tuple[str, list[str], bool]]:
    return [(each.person.name, names(each.learns_with), each.with_me) for each in page.others]


def test_at_first_everybody_sees_their_own_line_alone():
    room = Staffroom()
    page = room.page(room.ann)
    assert (names(page.learns_with), page.of_me, page.others) == (["Bo Lund"], [], [])
    assert page.is_open is False


def test_a_line_is_shown_to_colleagues_once_it_is_opened_and_no_longer_when_closed():
    room = Staffroom()
    room.open(room.bo)
    assert lines(room.page(room.ann)) == [("Bo Lund", ["Cy Marsh"], True)]
    assert names(room.page(room.ann).of_me) == ["Bo Lund"]
    assert lines(room.page(room.cy)) == [("Bo Lund", ["Ann Okafor"], True)]
    room.open(room.bo, False)
    assert lines(room.page(room.ann)) == []
    room.open(room.bo)
    assert lines(room.page(room.ann)) == [("Bo Lund", ["Cy Marsh"], True)]


def test_one_who_was_named_is_told_only_by_the_one_who_named_them():
    room = Staffroom()
    room.open(room.ann)
    assert names(room.page(room.ann).of_me) == []
    assert lines(room.page(room.ann)) == []


@pytest.mark.parametrize("who", ["isla", "mum", "gardener"])
def test_pupils_families_and_the_community_get_no_line(who, client):
    room = Staffroom()
    room.open(room.bo)
    act(getattr(room, who))
    assert colleagues.lines(room.made.school.pk) == {}
    assert not Nomination.objects.exists()
    assert not StaffOpening.objects.exists()
    sign_in(client, getattr(room, who))
    assert client.get(reverse("colleagues")).status_code == 404


def test_another_school_and_one_who_has_left_get_no_line():
    room, there = Staffroom(), Small("Dale", None)
    elsewhere = there.adult("Eve Dale")
    there.settle()
    gone = room.made.adult("Gil Gone", ends=TODAY)
    room.made.settle()
    room.open(room.bo)
    for who in (elsewhere, gone):
        act(who)
        assert colleagues.lines(room.made.school.pk) == {}


def test_the_row_itself_stays_the_adults_own_also_when_it_is_open():
    room = Staffroom()
    room.open(room.bo)
    act(room.ann)
    assert set(Nomination.objects.values_list("ego_id", flat=True)) == {room.ann.pk}
    assert not StaffOpening.objects.exists()


def test_every_decision_is_kept_and_the_same_press_twice_is_one():
    room = Staffroom()
    for opened in (True, True, False, False, True):
        room.open(room.bo, opened)
    act(room.bo)
    kept = StaffOpening.objects.order_by("at").values_list("opened", flat=True)
    assert list(kept) == [True, False, True]


def test_closing_what_was_never_open_keeps_nothing():
    room = Staffroom()
    room.open(room.bo, False)
    act(room.bo)
    assert not StaffOpening.objects.exists()


def test_the_latest_survey_counts_and_what_was_taken_back_is_gone():
    room = Staffroom()
    room.says(room.bo, room.cy)
    room.open(room.bo)
    assert lines(room.page(room.ann)) == [("Bo Lund", ["Cy Marsh"], False)]


@pytest.mark.parametrize(
    ("pupils", "band"),
    [(0, ""), (1, "few"), (5, "few"), (6, "class"), (35, "class"), (36, "more"), (400, "more")],
)
def test_shared_pupils_are_said_in_a_word(pupils, band):
    assert rules.shared_band(pupils) == band


def test_who_teaches_the_same_pupils_comes_from_the_roll_each_pupil_once():
    room = Staffroom()
    made = room.made
    maths, art, drama = (made.group(each, "teaching_group") for each in ("Ma", "Ar", "Dr"))
    club = made.group("Chess", "club")
    pupils = [made.pupil(f"P{n} Hill") for n in range(7)]
    for each in pupils:
        for group in (maths, art, club):
            made.member(each, group)
    made.member(pupils[0], drama)
    for who, group in ((room.ann, maths), (room.ann, art), (room.bo, art), (room.bo, maths)):
        made.member(who, group, "teacher")
    made.member(room.cy, drama, "teacher")
    made.member(room.gardener, club, "leader")
    made.settle()
    found = [(each.name, band) for each, band in room.page(room.ann).taught]
    assert found == [("Bo Lund", "class"), ("Cy Marsh", "few")]


def test_one_press_opens_and_one_closes_with_the_same_weight(client):
    room = Staffroom()
    sign_in(client, room.bo)
    page = client.get(reverse("colleagues")).text
    assert page.count("Can see") == page.count("Cannot see") == 1
    for _ in range(2):
        sent = client.post(reverse("colleagues_let_see"), {"opened": "yes"})
        assert sent.status_code == 302
    assert room.page(room.bo).is_open
    sign_in(client, room.bo)
    client.post(reverse("colleagues_let_see"), {"opened": "perhaps"})
    assert room.page(room.bo).is_open
    sign_in(client, room.bo)
    client.post(reverse("colleagues_let_see"), {"opened": "no"})
    assert not room.page(room.bo).is_open


def test_the_page_orders_by_name_and_counts_nobody(client):
    room = Staffroom()
    for who in (room.cy, room.bo):
        room.open(who)
    assert [each.person.name for each in room.page(room.ann).others] == ["Bo Lund", "Cy Marsh"]
    sign_in(client, room.ann)
    text = client.get(reverse("colleagues")).text
    main = text[text.index("<main") : text.index("</main>")]
    assert "learns with" in main
    assert not any(word in main for word in ("most", "times", " of 3", "1 colleague"))


def test_after_the_meeting_it_says_who_sees_what_was_kept(client):
    room = Staffroom()
    room.made.asked(room.round, room.bo, "staff_knows")
    address = reverse("learns_with", args=[room.round.pk])
    for opened, words in ((False, "Only you see it"), (True, "Colleagues can see it")):
        room.open(room.bo, opened)
        sign_in(client, room.bo)
        shown = client.post(address, {"colleague": [str(room.cy.pk)]}, follow=True).text
        assert words in shown
