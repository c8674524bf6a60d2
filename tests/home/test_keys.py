"""A key opens no past: whoever makes a card, reads by it nothing that its owner said before."""

import pytest
from django.db import connection
from django.urls import reverse

from beside.access import actions, keys
from beside.access.models import Account, Invitation, Notice, SignInCard
from beside.safeguarding.actions.words import choose_word
from beside.safeguarding.rules.words import WRONG_AT_MOST
from beside.ties.actions import answering
from beside.ties.models import Draft, Respondent
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


class School:
    """Amina, who came in by a first card and named whom she names, her tutor and head of year."""

    def __init__(self, client):
        made = self.made = Small()
        self.client = client
        self.group = made.group("9KP")
        self.amina = made.pupil("Amina Yusuf", group=self.group)
        self.patel = made.adult("Kiran Patel")
        self.reid = made.adult("Joan Reid", "head_of_year", "9")
        self.kaur = made.adult("Simran Kaur", "office")
        made.member(self.patel, self.group, "tutor")
        made.settle()
        self.old = self.round("Autumn")
        self.new = self.round("Winter")

    def round(self, name):
        fields = {"status": "open", "questions": ["adult"], "screens": {"": ["adult", "peer"]}}
        made = self.made.round(name, **fields, ended_at=None)
        for question in ("survey", "adult", "peer"):
            self.made.asked(made, self.amina, question, answered=False)
        return made

    def card(self, maker=None, **how) -> str:
        maker = maker or self.patel
        return actions.make_cards(
            by=act(maker), subjects=[self.amina.pk], now=NOW, **({"anew": True} | how)
        )[self.amina.pk]

    def come_in(self, code, client=None, **word):
        return (client or self.client).post(reverse("card", args=[code]), word)

    def names_somebody(self, round_):
        by = act(self.amina)
        answering.start(by=by, round_=round_, now=NOW)
        answering.add(by=by, round_=round_, question="peer", words="Zahra next door")

    def past(self):
        """What Amina has: a survey that she sent, and one that she has begun."""
        self.come_in(self.card())
        self.names_somebody(self.old)
        answering.send(by=act(self.amina), round_=self.old, screens=["adult", "peer"], now=NOW)
        self.names_somebody(self.new)
        self.client.post(reverse("sign_out"))


@pytest.fixture
def school(client):
    return School(client)


def everything(client, school) -> str:
    """All a browser gets to see, on every page of a pupil, following where it is led."""
    names = ("home", "my_people", "who_looked", "thank_yous", "past", "kept", "choice_time", "word")
    pages = [client.get(reverse(name), follow=True).text for name in names]
    for round_ in (school.old, school.new):
        for name in ("survey", "survey_check", "survey_sent"):
            pages.append(client.get(reverse(name, args=[round_.pk]), follow=True).text)
        for screen in ("adult", "peer"):
            address = reverse("survey_screen", args=[round_.pk, screen])
            pages.append(client.get(address, follow=True).text)
    return "\n".join(pages)


def test_the_first_card_works_at_once_and_shows_everything(school):
    school.come_in(school.card())
    school.names_somebody(school.new)
    assert "Zahra" in everything(school.client, school)


@pytest.mark.parametrize("maker", ["patel", "reid"])
def test_whoever_makes_the_next_card_reads_nothing_by_it(school, maker):
    school.past()
    answer = school.come_in(school.card(getattr(school, maker)))
    assert answer.status_code == 302
    seen = everything(school.client, school)
    assert "Amina" in seen
    assert "Zahra" not in seen


def test_the_database_hides_it_too(school):
    school.past()
    from beside.access.actor import Actor, tell_database
    from beside.ties.models import Nomination
    from tests.factories import TODAY

    tell_database(Actor(school.amina.pk, TODAY, past=False, browser="another"))
    assert not Nomination.objects.exists()
    assert not Draft.objects.exists()
    assert not Notice.objects.exists()
    tell_database(Actor(school.amina.pk, TODAY))
    assert Nomination.objects.exists()
    assert Draft.objects.count() == 2


def test_a_lost_card_made_anew_answers_the_open_survey_now(school):
    school.past()
    school.come_in(school.card())
    start = reverse("survey", args=[school.new.pk])
    assert school.client.post(start).status_code == 302
    screen = reverse("survey_screen", args=[school.new.pk, "peer"])
    school.client.post(screen, {"add_words": "1", "words": "Bea"})
    assert "Bea" in school.client.get(screen).text
    school.client.post(reverse("survey_send", args=[school.new.pk]))
    act(school.amina)
    assert Respondent.objects.get(round=school.new, question="survey").answered


def test_what_was_sent_is_not_changed_without_the_past(school):
    school.past()
    school.come_in(school.card())
    school.client.post(reverse("survey", args=[school.old.pk]))
    school.client.post(reverse("survey_send", args=[school.old.pk]))
    act(school.amina)
    assert not Draft.objects.filter(round=school.old).exclude(browser="").exists()


def test_her_own_word_opens_it(school):
    school.past()
    choose(school)
    assert "Zahra" in everything_after(school, school.card(), word="blue otter")


def choose(school) -> None:
    choose_word(by=act(school.amina), word="Blue Otter", names=("Amina",), at=NOW)


def everything_after(school, code, **word) -> str:
    school.come_in(code, **word)
    return everything(school.client, school)


def test_a_wrong_word_is_refused_and_after_a_few_not_asked_for(school):
    school.past()
    choose(school)
    code = school.card()
    for _ in range(WRONG_AT_MOST):
        assert school.come_in(code, word="red fox").status_code == 422
    assert "My own word" not in school.client.get(reverse("card", args=[code])).text
    assert "Zahra" not in everything_after(school, code, word="blue otter")


def test_an_adult_who_did_not_make_the_card_opens_it(school):
    school.past()
    school.come_in(school.card())
    school.client.post(reverse("survey", args=[school.new.pk]))
    screen = reverse("survey_screen", args=[school.new.pk, "peer"])
    school.client.post(screen, {"add_words": "1", "words": "Bea"})
    from django.test import Client

    maker, other = Client(), Client()
    sign_in(maker, school.patel)
    act(school.reid)
    card = SignInCard.objects.get()
    page = reverse("cards_confirm")
    assert maker.post(page, {"card": str(card.pk)}).status_code == 404
    assert "Zahra" not in everything(school.client, school)
    sign_in(other, school.reid)
    assert "Amina Yusuf" in other.get(page).text
    assert other.post(page, {"card": str(card.pk)}).status_code == 302
    seen = everything(school.client, school)
    assert "Zahra" in seen
    assert "Bea" in seen


def test_no_pupil_confirms_their_own_card(school):
    school.past()
    school.come_in(school.card())
    by = act(school.amina)
    with pytest.raises(keys.NotTheirs):
        keys.confirm(by=by, card=SignInCard.objects.get())


def test_a_card_made_anew_ends_the_sessions_before(school):
    school.past()
    school.come_in(school.card())
    assert "Amina" in school.client.get("/past/").text
    school.card()
    assert "Amina" not in school.client.get("/past/", follow=True).text


def test_its_owner_is_told_who_made_it_and_when_it_was_used(school):
    school.past()
    choose(school)
    school.come_in(school.card())
    school.client.post(reverse("sign_out"))
    school.come_in(school.card(), word="blue otter")
    page = school.client.get("/").text
    assert "Kiran Patel made you a new sign-in card" in page
    assert "Somebody came in with your sign-in card" in page
    assert "24 November, 10:00" in page
    assert "Kiran Patel made you" in school.client.get(reverse("who_looked")).text


def test_she_takes_back_what_somebody_else_sent(school):
    school.past()
    choose(school)
    school.come_in(school.card())
    school.client.post(reverse("survey", args=[school.new.pk]))
    school.client.post(reverse("survey_send", args=[school.new.pk]))
    school.client.post(reverse("sign_out"))
    school.come_in(school.card(), word="blue otter")
    act(school.amina)
    notice = Notice.objects.get(what="card_used", values__past=False)
    school.client.post(reverse("not_me", args=[notice.pk]))
    act(school.amina)
    assert not Respondent.objects.get(round=school.new, question="survey").answered
    assert "Zahra" in everything(school.client, school)


def test_nobody_is_invited_who_has_an_account(school):
    school.past()
    with pytest.raises(actions.HasAccount):
        actions.invite(by=act(school.kaur), subject=school.amina.pk, now=NOW)
    sign_in(school.client, school.kaur)
    answer = school.client.post(reverse("invite", args=[school.amina.pk]), follow=True)
    assert "/invitation/" not in answer.text


def test_an_old_invitation_replaces_no_password(school):
    by = act(school.kaur)
    secret = actions.invite(by=by, subject=school.patel.pk, now=NOW)
    sign_in(school.client, school.patel)
    act(school.patel)
    Account.objects.filter(pk=school.patel.pk).update(password="kept")
    school.client.logout()
    fields = {"username": "x", "password": "three words of mine"}
    assert school.client.post(f"/invitation/{secret}/", fields).status_code == 410
    act(school.patel)
    assert Account.objects.get(pk=school.patel.pk).password == "kept"
    assert Invitation.objects.filter(used_at=None).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_help_is_one_step_away_without_the_past(school):
    school.past()
    school.come_in(school.card())
    assert school.client.get(reverse("talk_to_someone")).status_code == 200
    assert school.client.post(reverse("not_safe")).status_code in (200, 302, 422)
    assert school.client.get(reverse("my_talks")).status_code in (200, 302)
