"""Sign-in cards: who may make them, that they work once, and that guessing does not pay."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beside.access import actions
from beside.access.models import Account, SignInCard
from beside.audit.models import Seen
from tests.factories import NOW, Small, act, sign_in
from tests.tries import use_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


class School:
    def __init__(self):
        made = self.made = Small()
        self.group = made.group("9A")
        self.isla = made.pupil("Isla Young", group=self.group)
        self.leo = made.pupil("Leo Gill", group=self.group)
        self.ann, self.bo = made.adult("Ann Okafor"), made.adult("Bo Lund")
        made.member(self.ann, self.group, "tutor")
        made.settle()

    def cards(self, **how) -> dict:
        pupils = [self.isla.pk, self.leo.pk]
        return actions.make_cards(by=act(self.ann), subjects=pupils, now=NOW, **how)


def test_a_sheet_printed_twice_is_one_sheet_and_anew_ends_the_card_before():
    school = School()
    first = school.cards()
    assert school.cards() == first
    assert len(set(first.values())) == 2
    again = school.cards(anew=True)
    assert not set(again.values()) & set(first.values())


def test_nothing_is_kept_that_a_code_could_be_read_from():
    school = School()
    codes = school.cards()
    act(school.ann)
    for card in SignInCard.objects.all():
        kept = " ".join(str(getattr(card, f.attname)) for f in card._meta.fields)
        assert not any(code in kept for code in codes.values())


def test_a_colleague_who_is_signed_in_may_open_a_card_and_is_who_looked(client):
    school = School()
    code = school.cards()[school.isla.pk]
    sign_in(client, school.bo)
    page = client.get(reverse("card", args=[code]), follow=True)
    assert page.status_code == 200 and "Are you Isla?" in page.text
    act(school.isla)
    assert school.bo.pk in {row.reader for row in Seen.objects.all()}


def test_a_pupil_comes_in_with_a_press_and_the_card_is_spent(client):
    school = School()
    code = school.cards()[school.isla.pk]
    address = reverse("card", args=[code])
    for _ in range(3):
        assert "Are you Isla?" in client.get(address, follow=True).text
    assert client.post(address).url == reverse("home")
    assert "Hello, Isla" in client.get("/").text
    assert client.post(reverse("sign_out")).status_code == 302
    assert "Isla" not in client.get("/", follow=True).text
    answer = client.post(address)
    assert answer.status_code == 410
    assert "used before" in answer.text
    act(school.isla)
    assert not Account.objects.get().has_usable_password()


def test_the_next_card_signs_in_the_same_pupil_to_the_same_account(client):
    school = School()
    for _ in range(2):
        code = school.cards(anew=True)[school.isla.pk]
        client.post(reverse("card", args=[code.lower()]))
        assert "Hello, Isla" in client.get("/", follow=True).text


def test_an_old_card_is_too_old(client, monkeypatch):
    school = School()
    code = school.cards()[school.isla.pk]
    late = NOW + timedelta(days=actions.CARD_DAYS, minutes=1)
    monkeypatch.setenv("BESIDE_NOW", late.isoformat())
    assert client.post(reverse("card", args=[code])).status_code == 410


def test_a_wrong_code_says_so_and_too_many_are_stopped(client):
    school = School()
    code = school.cards()[school.isla.pk]
    for _ in range(3):
        answer = client.get(reverse("card", args=["WRONG234"]), follow=True)
        assert answer.status_code == 422
        assert "Look at your card" in answer.text
    use_up("card")
    assert client.get(reverse("card", args=[code]), follow=True).status_code == 429


def test_a_whole_class_that_gets_it_right_is_never_stopped(client):
    school = School()
    use_up("card", left=1)
    for code in school.cards().values():
        assert client.get(reverse("card", args=[code]), follow=True).status_code == 200


def test_only_who_looks_after_pupils_makes_them_cards_and_the_pupil_is_told(client):
    school = School()
    sheet = reverse("card_sheet", args=[school.group.pk])
    for who in (school.bo, school.isla):
        sign_in(client, who)
        assert client.get(sheet).status_code == 404
        assert client.post(sheet).status_code == 404
        assert client.get(reverse("card_groups")).status_code == 404
    sign_in(client, school.ann)
    assert client.get(sheet).status_code == 200
    page = client.post(sheet).text
    assert page.count("card__code") == 2
    sign_in(client, school.isla)
    assert "sign-in card" in client.get(reverse("who_looked")).text


def test_a_tutor_cannot_make_a_card_for_a_pupil_of_another_group(client):
    school = School()
    other = school.made.pupil("Amina Yusuf", group=school.made.group("9B"))
    school.made.settle()
    sign_in(client, school.ann)
    sheet = reverse("card_sheet", args=[school.group.pk])
    assert client.post(sheet, {"pupil": str(other.pk), "anew": "1"}).status_code == 404
    with pytest.raises(Exception, match="row-level security"):
        actions.make_cards(by=act(school.ann), subjects=[other.pk], now=NOW)
