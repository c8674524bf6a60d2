"""Nobody joins a staff meeting as somebody else."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from beside.access.actor import role
from beside.access.models import Notice
from beside.rights import Role
from beside.safeguarding.models import Concern
from beside.schools.models import Post
from beside.ties import doors
from beside.ties.actions import door, rounds
from beside.ties.models import Nomination, Respondent
from beside.ties.views.joining import WRONG_KEYS
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.ties.joining import confirm, give_address, join, mailed_code
from tests.tries import spend

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


class School:
    def __init__(self):
        made = self.made = Small()
        self.group = made.group("9KP")
        self.amina = made.pupil("Amina Yusuf", group=self.group)
        self.leo = made.pupil("Leo Dunn", group=self.group)
        self.reid = made.adult("Joan Reid", "head_of_year", "9")
        self.patel, self.okafor = made.adult("Kiran Patel"), made.adult("Ifeoma Okafor")
        self.lund = made.adult("Bo Lund")
        made.settle()
        give_address(self.patel, self.okafor, self.reid)
        self.round = rounds.open_staff_round(
            by=act(self.reid), school=made.school, name="Y9", year_groups=["9"], now=NOW
        )
        act(None)

    @property
    def list(self) -> str:
        return reverse("mark", args=[self.round.pk])

    def colleague(self, person) -> doors.Colleague:
        self.round.refresh_from_db()
        return next(c for c in doors.colleagues(self.round.door_code) if c.person == person.pk)

    def read_out(self, client, person) -> str:
        """The code that a colleague who is in reads out to another."""
        page = client.post(reverse("meeting_let_in", args=[self.round.pk]), {"person": person.pk})
        return re.search(r'class="code">([A-Z2-9]{6})<', page.text)[1]


@pytest.fixture
def school():
    return School()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def is_in(client, school) -> bool:
    return client.get(school.list).status_code == 200


def test_the_code_on_the_screen_gets_nobody_in(client, school):
    page = reverse("join_choose", args=[school.round.door_code])
    assert "Ifeoma Okafor" in client.get(page, follow=True).text
    answer = client.post(page, {"person": school.okafor.pk})
    assert answer.url == reverse("join_confirm", args=["-", school.okafor.pk])
    assert not is_in(client, school)
    assert "Amina" not in client.get(school.list, follow=True).text


def test_the_code_in_her_own_mail_gets_a_colleague_in_once(client, school, commit):
    key = mailed_code(school.round, school.okafor, commit)
    assert "Amina" not in mail.outbox[-1].body
    assert confirm(client, school.round, school.okafor, key).url == school.list
    assert is_in(client, school)
    assert confirm(Client(), school.round, school.okafor, key).status_code == 422


def test_a_code_is_for_one_name(client, school, commit):
    key = mailed_code(school.round, school.patel, commit)
    assert confirm(client, school.round, school.okafor, key).status_code == 422


def test_a_pupil_is_not_on_the_list_and_never_comes_in(client, school, commit):
    from beside.access.actor import role
    from beside.rights import Role

    with role(Role.ROLL):
        Respondent.objects.create(
            round=school.round, person_id=school.leo.pk, question="staff_knows"
        )
    act(None)
    assert "Leo Dunn" not in {c.name for c in doors.colleagues(school.round.door_code)}
    sign_in(client, school.amina)
    page = reverse("join_choose", args=[school.round.door_code])
    assert client.get(page, follow=True).status_code == 403
    assert client.post(page, {"person": school.okafor.pk}).status_code == 403
    key = mailed_code(school.round, school.okafor, commit)
    assert confirm(client, school.round, school.okafor, key).status_code == 403


def test_a_signed_in_colleague_needs_no_code(client, school):
    sign_in(client, school.okafor)
    page = reverse("join_choose", args=[school.round.door_code])
    assert client.get(page, follow=True).redirect_chain[-1][0] == school.list


def let_in_okafor(school, commit) -> tuple[Client, Client]:
    """Patel, who is in, lets somebody in who says that she is Okafor."""
    patel, stranger = Client(), Client()
    join(patel, school.round, school.patel, commit)
    key = school.read_out(patel, school.okafor)
    act(None)
    assert confirm(stranger, school.round, school.okafor, key).url == school.list
    return patel, stranger


def test_whom_a_colleague_lets_in_starts_blank(school, commit):
    own = Client()
    join(own, school.round, school.okafor, commit)
    own.post(school.list, {"pupil": school.amina.pk, "knows": "face"})
    act(school.okafor)
    ticked = Nomination.objects.get(alter=school.amina.pk)
    _patel, stranger = let_in_okafor(school, commit)
    page = stranger.get(school.list).text
    assert "Amina" in page
    assert "checked" not in page
    assert not is_in(own, school), "an earlier screen of hers is put out"
    stranger.post(school.list, {f"knows-{school.amina.pk}": "trusted", "pupil": school.amina.pk})
    act(school.okafor)
    ticked.refresh_from_db()
    assert ticked.knows == ["face"]


def test_whom_a_colleague_lets_in_stands_so_on_the_screen_and_raises_no_concern(school, commit):
    _patel, stranger = let_in_okafor(school, commit)
    organiser = Client()
    sign_in(organiser, school.reid)
    screen = organiser.get(reverse("round_screen", args=[school.round.pk])).text
    assert "Ifeoma Okafor, let in by Kiran Patel" in screen
    fields = {"pupil": school.amina.pk, "words": "Not safe", "about": "x"}
    for name in ("raise_concern",):
        assert stranger.post(reverse(name), fields).url == school.list
    assert stranger.get(f"/beside/{school.amina.pk}/").url == school.list
    act(school.okafor)
    assert [n.what for n in Notice.objects.all()] == ["let_in"]
    assert not Concern.objects.exists()


def ticks_and_sends(client, school) -> None:
    client.post(school.list, {"pupil": school.amina.pk, "knows": "face"})
    client.post(reverse("meeting_send", args=[school.round.pk]))


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_her_ticks_count_when_she_says_it_was_her(school, commit, answer):
    _patel, stranger = let_in_okafor(school, commit)
    ticks_and_sends(stranger, school)
    after = stranger.get(reverse("meeting_after", args=[school.round.pk])).text
    assert "Amina" not in after
    act(school.okafor)
    assert not Nomination.objects.exists()
    assert not Respondent.objects.get(person=school.okafor.pk).answered
    own = Client()
    join(own, school.round, school.okafor, commit)
    assert "Kiran Patel let somebody in as you" in own.get(school.list).text
    own.post(reverse("was_me", args=[school.round.pk]), {"answer": answer})
    act(school.okafor)
    assert Nomination.objects.exists() == (answer == "yes")
    assert Respondent.objects.get(person=school.okafor.pk).answered == (answer == "yes")
    assert "let somebody in" not in own.get(school.list).text


def test_who_was_let_in_lets_nobody_in(school, commit):
    _patel, stranger = let_in_okafor(school, commit)
    page = reverse("meeting_let_in", args=[school.round.pk])
    assert stranger.post(page, {"person": school.lund.pk}).status_code == 404
    codes = door.colleague_codes(
        school.lund.pk, school.colleague(school.lund).number, school.okafor.pk, NOW
    )
    assert confirm(Client(), school.round, school.lund, codes[0]).status_code == 422


def _let_in_again(school, organiser):
    organiser.post(reverse("let_back_in", args=[school.round.pk]), {"person": school.okafor.pk})


def _new_code(school, organiser):
    organiser.post(reverse("round_code", args=[school.round.pk]))


def _end(school, organiser):
    organiser.post(reverse("round_end", args=[school.round.pk]))


def _leaves(school, organiser):
    with role(Role.ROLL):
        Post.objects.filter(person=school.okafor.pk).update(ends=TODAY)
    school.made.settle()


@pytest.mark.parametrize("press", [_let_in_again, _new_code, _end, _leaves])
@pytest.mark.parametrize("way", ["mail", "let_in"])
def test_sessions_of_the_door_end(school, commit, press, way):
    if way == "mail":
        inside = Client()
        join(inside, school.round, school.okafor, commit)
    else:
        _patel, inside = let_in_okafor(school, commit)
    assert is_in(inside, school)
    organiser = Client()
    sign_in(organiser, school.reid)
    press(school, organiser)
    act(None)
    for page in (school.list, reverse("meeting_after", args=[school.round.pk])):
        assert inside.get(page).status_code == 302


def test_her_own_device_goes_on_with_a_press_until_she_is_let_in_again(school, commit):
    own, organiser = Client(), Client()
    join(own, school.round, school.okafor, commit)
    sign_in(organiser, school.reid)
    _end(school, organiser)
    act(None)
    assert own.get(school.list).url == "/join/"
    assert "Go on where you were" in own.get("/join/").text
    assert own.post("/join/", {"again": "1"}).url == reverse(
        "meeting_after", args=[school.round.pk]
    )
    _let_in_again(school, organiser)
    act(None)
    own.get(school.list)
    assert "Go on where you were" not in own.get("/join/").text


def test_thirty_colleagues_from_one_address_come_in(school, commit):
    people = [school.made.adult(f"Col{n} League") for n in range(30)]
    school.made.settle()
    give_address(*people)
    organiser = act(school.reid)
    round_ = rounds.open_staff_round(
        by=organiser, school=school.made.school, name="All", year_groups=["9"], now=NOW
    )
    act(None)
    for person in people:
        client = Client()
        page = reverse("join_choose", args=[round_.door_code])
        assert client.get(page, follow=True).status_code == 200
        assert client.post(page, {"person": person.pk}).status_code == 302
        assert join(client, round_, person, commit).status_code == 302


def test_guessing_is_stopped(client, school):
    assert confirm(client, school.round, school.okafor, "AAAAAA").status_code == 422
    spend(WRONG_KEYS, str(school.okafor.pk))
    assert confirm(client, school.round, school.okafor, "AAAAAA").status_code == 429
