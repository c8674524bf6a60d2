"""Every page as a pupil finds it: what it is called, and the page as it was answered."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults
from django.views.csrf import csrf_failure

from beside.access import actions as access
from beside.access.actor import role
from beside.audit.actions import record_seen
from beside.rights import Role
from beside.schools.models import Group, Person, School
from beside.ties import questions
from beside.ties.actions import asking
from beside.ties.models import Commitment, Round
from tests.factories import NOW, TODAY, act, sign_in
from tests.pages import GETS
from tests.test_urls import CODE, Place, address, come_in
from tests.ties.survey import Survey
from tests.ties.test_families import Homes, say, send, tell_nobody
from tests.tries import use_up

SURVEYS = (("yes_no", False), ("yes_no", True), ("names", False), ("choose", False))
WRITTEN_BY_SCHOOL = "Wordsoftheschool"
READ_BY_PUPILS = [page for page in GETS if page.answers["pupil"] == 200]

Visits = Iterator[tuple[str, str]]


def every_page() -> Visits:
    """Each page a pupil can reach, in each of its states; every world is undone behind it."""
    for world in (of_the_table, _first_pages, _cards, _answering, _trying_out, _faults, _family):
        before = transaction.savepoint()
        yield from world()
        transaction.savepoint_rollback(before)


def left_out() -> set[str]:
    """Names of people and places in the world that stands, and what a school writes itself."""
    with role(Role.ROLL):
        people = Person.objects.all()
        names = {name for each in people for name in (each.name, each.given_name, each.family_name)}
        for model in (School, Group, Round):
            names |= {each.name for each in model.objects.all()}
    return {each for each in names if not each.islower()} | {WRITTEN_BY_SCHOOL}


def _page(client: Client, name: str, *args, **data) -> str:
    return client.get(reverse(name, args=args), **data).text


def _signed_in(person: Person) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def _place() -> Place:
    place = Place("Hill", CODE)
    with role(Role.ROLL):
        Round.objects.filter(pk=place.ids["closed"]).update(
            heard=WRITTEN_BY_SCHOOL, will_do=WRITTEN_BY_SCHOOL
        )
    return place


def of_the_table() -> Visits:
    """What tests/pages.py says a pupil is answered with 200."""
    place = _place()
    client = come_in("pupil", (place, place))
    for page in READ_BY_PUPILS:
        answer = client.get(address(page, place.ids))
        assert answer.status_code == 200, page.name
        yield page.name, answer.text


def _first_pages() -> Visits:
    """Home and who looked with everything on them, and what follows a form."""
    place = _place()
    pupil, staff = place.people["pupil"], place.people["staff"]
    with role(Role.ROLL):
        Commitment.objects.update(answer="yes")
    for what in ("year", "school", "group", "pupil", "home", "letter", "meeting", "card"):
        act(staff)
        record_seen(by=staff.pk, pupils=[pupil.pk], what=what)
    client = _signed_in(pupil)
    yield "home, with somebody beside me", _page(client, "home")
    yield "who_looked, with rows", _page(client, "who_looked")
    yield "talk_to_someone, left empty", client.post(reverse("talk_to_someone"), {"key": ""}).text
    shown = client.get(reverse("talk_to_someone")).context["form"].initial
    lead = place.people["safeguarding_lead"].pk
    words = {"words": "Hi", "to": lead, "wish": "write"}
    words |= {name: str(value) for name, value in shown.items()}
    yield "my_talk", client.post(reverse("talk_to_someone"), words, follow=True).text


def _cards() -> Visits:
    survey = Survey()
    codes = access.make_cards(by=act(survey.ann), subjects=[survey.isla.pk], now=NOW)
    way = reverse("card", args=[codes[survey.isla.pk]])
    yield "card", Client().get(way, follow=True).text
    Client().post(way)
    yield "card, used before", Client().post(way).text
    yield "card_ask, left empty", Client().post(reverse("card_ask")).text
    wrong = reverse("card", args=["WRONG234"])
    yield "card, wrong code", Client().get(wrong, follow=True).text
    use_up("card")
    yield "card, too many wrong codes (429)", Client().get(wrong, follow=True).text
    yield "account_login", Client().get(reverse("account_login")).text
    wrong = {"login": "x", "password": "y"}
    yield "account_login, refused", Client().post(reverse("account_login"), wrong).text


def _answering() -> Visits:
    """The three promises; the easier form once, as it is the same under each of them."""
    for promise, easier in SURVEYS:
        before = transaction.savepoint()
        yield from one_survey(promise, easier)
        transaction.savepoint_rollback(before)


def one_survey(promise: str, easier: bool) -> Visits:
    form = "easier form, " if easier else ""
    survey = Survey(promise, easier=["9"] if easier else [], closes_on=TODAY + timedelta(days=9))
    pk, client = survey.round.pk, _signed_in(survey.isla)
    yield f"survey, {form}{promise}", _page(client, "survey", pk)
    yield f"my_people, before, {promise}", _page(client, "my_people")
    survey.start(survey.isla)
    if promise == "yes_no":
        yield from _screens(survey, client, f"{form}nobody yet")
    _put_down(survey)
    yield f"survey, {form}{promise}, begun", _page(client, "survey", pk)
    if promise == "yes_no":
        yield from _screens(survey, client, f"{form}somebody")
    yield f"survey_check, {form}{promise}", _page(client, "survey_check", pk)
    yield f"my_people, {form}{promise}, not sent", _page(client, "my_people")
    survey.send(survey.isla)
    yield f"survey_sent, {form}{promise}", _page(client, "survey_sent", pk)
    yield f"survey, {form}{promise}, sent", _page(client, "survey", pk)
    yield f"my_people, {form}{promise}", _page(client, "my_people")
    yield from _over(survey, client, f"{form}{promise}")


def _put_down(survey: Survey) -> None:
    for question, alter in (("adult", survey.ann), ("peer", survey.leo), ("family", survey.mum)):
        survey.add(survey.isla, question, alter)
        survey.keep(survey.isla, question, **{"ring-p1": ["1"]})
    survey.keep(survey.isla, "care", who=["p1"])


def _screens(survey: Survey, client: Client, said: str) -> Visits:
    for screen in questions.SCREENS:
        way = reverse("survey_screen", args=[survey.round.pk, screen])
        yield f"survey_screen, {screen}, {said}", client.get(way).text
    way = reverse("survey_screen", args=[survey.round.pk, "adult"])
    yield f"survey_screen, name not found, {said}", client.post(way, _typed("find")).text
    yield f"survey_screen, refused, {said}", client.post(way, _typed("add_words", "x" * 70)).text


def _typed(button: str, words: str = "") -> dict[str, str]:
    return {button: "1", "typed": "zzz", "words": words}


def _over(survey: Survey, client: Client, said: str) -> Visits:
    with role(Role.ROLL):
        Round.objects.filter(pk=survey.round.pk).update(status="ended", ended_at=NOW)
    act(survey.isla)
    pk = survey.round.pk
    yield f"survey, {said}, over", _page(client, "survey", pk)
    yield f"survey_check, {said}, over", _page(client, "survey_check", pk)
    yield f"survey_send, {said}, too late", client.post(reverse("survey_send", args=[pk])).text
    yield f"my_people, {said}, over", _page(client, "my_people")


def _trying_out() -> Visits:
    survey = Survey(tries_first=True)
    asking.invite_to_panel(by=act(survey.lead), round_=survey.round, pupils=[survey.isla.pk])
    client = _signed_in(survey.isla)
    yield "survey, tried out first", _page(client, "survey", survey.round.pk)
    survey.start(survey.isla)
    yield "survey_sent, tried out first", _page(client, "survey_sent", survey.round.pk)


def _faults() -> Visits:
    """The pages of what went wrong, as they are made for a pupil too."""
    asked = RequestFactory().get("/")
    yield "not found (404)", Client().get("/nothing/").text
    yield "not let through (403)", csrf_failure(asked).text
    yield "a fault of ours (500)", defaults.server_error(asked).text


def _family() -> Visits:
    """The form of a family in English, which no pupil is asked to read."""
    homes = Homes()
    code = homes.code(homes.tom)
    tell_nobody()
    yield "family", Client().get(reverse("family", args=[code]), follow=True).text
    client = homes.open(homes.tom)
    for screen in ("talk", "beside-1", "others-1", "learning-1", "could-1"):
        yield f"family_screen, {screen.split('-')[0]}", _page(client, "family_screen", screen)
    say(client, "beside-1", beside="yes")
    yield "family_check", _page(client, "family_check")
    send(client)
    printed = homes.letters(print="1", carer=[homes.sana.pk])
    letter = printed[printed.index("<article") : printed.index("</article>")]
    yield "letters_of_group, the letter", f"<main>{letter}</main>"
