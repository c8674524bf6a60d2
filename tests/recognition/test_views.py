"""The pages of thank-yous: what is shown to whom, and what a wrong form is told."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beside.recognition import actions
from beside.recognition.models import ThankYou
from beside.safeguarding.actions import new_key
from tests.factories import NOW, act, sign_in
from tests.recognition.school import WORDS, Thanking
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db
LIST, WRITE = "/thank-yous/", "/thank-yous/write/"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")


@pytest.fixture
def school() -> Thanking:
    return Thanking()


def form(adult, words=WORDS, **more) -> dict[str, str]:
    return {"to": str(adult.pk), "key": str(new_key()), "words": words} | more


def sent(client, who, **to) -> str:
    sign_in(client, who)
    return client.get(LIST, **to).text


def test_a_pupil_finds_an_adult_writes_and_sees_it_sent(client, school):
    sign_in(client, school.amina)
    found = client.get(WRITE, {"name": "oka"}).text
    assert "Ann Okafor" in found
    page = client.get(WRITE, {"to": school.ann.pk}).text
    assert "A thank-you to Ann Okafor" in page and "Talk to someone today" in page
    answer = client.post(WRITE, form(school.ann), follow=True)
    assert "Sent to Ann Okafor." in answer.text and WORDS in answer.text
    assert "Take it back" in answer.text


def test_who_may_be_found_is_who_may_be_thanked(client, school):
    sign_in(client, school.amina)
    assert "Joan Marsh" in client.get(WRITE, {"name": "joan m"}).text
    for typed, name in (("jo ma", "Jo Marshall"), ("fol", "Folake"), ("leo", "Leo Dunn")):
        assert name not in client.get(WRITE, {"name": typed}).text


def test_only_the_names_are_sent_to_a_script_that_asks(client, school):
    sign_in(client, school.amina)
    part = client.get(WRITE, {"name": "ann"}, headers={"HX-Request": "true"}).text
    assert "Ann Okafor" in part and "<html" not in part


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Write a few words first."),
        ("\u200b", "Write a few words first."),
        ("a" * 503, "This is too long by 3 letters."),
    ],
)
def test_wrong_words_are_told_and_kept(client, school, words, told):
    sign_in(client, school.amina)
    answer = client.post(WRITE, form(school.ann, words))
    assert answer.status_code == 422
    assert told in answer.text and words[:400] in answer.text
    assert not ThankYou.objects.exists()


def test_a_sign_that_is_no_text_goes_no_further(client, school):
    sign_in(client, school.amina)
    assert client.post(WRITE, form(school.ann, "a\x00b")).status_code == 400
    assert not ThankYou.objects.exists()


def test_lines_count_once_however_the_browser_ends_them(client, school):
    sign_in(client, school.amina)
    assert client.post(WRITE, form(school.ann, "a\r\n" * 200 + "b" * 100)).status_code == 302
    assert ThankYou.objects.get().words == "a\n" * 200 + "b" * 100


@pytest.mark.parametrize("to", ["", "nobody", str(uuid.UUID(int=1))])
def test_to_nobody_is_told_and_the_words_are_kept(client, school, to):
    sign_in(client, school.amina)
    answer = client.post(WRITE, form(school.ann) | {"to": to})
    assert answer.status_code == 422
    assert "Please look at this again" in answer.text and WORDS in answer.text
    assert client.get(WRITE, {"to": to}).status_code == 200


def test_somebody_who_may_not_be_thanked_is_not_named(client, school):
    sign_in(client, school.amina)
    for who in (school.fed, school.leo, school.mum):
        page = client.get(WRITE, {"to": who.pk}).text
        assert who.name not in page and "Type the start of a name" in page


def test_what_was_taken_back_is_sent_by_a_new_press_alone(client, school):
    sign_in(client, school.amina)
    once = form(school.ann)
    client.post(WRITE, once)
    client.post(reverse("thank_you_take_back", args=[ThankYou.objects.get().pk]))
    refused = client.post(WRITE, once)
    assert refused.status_code == 422 and "You took this one back." in refused.text
    again = once | {"key": refused.text.split('name="key" value="')[1][:36]}
    assert client.post(WRITE, again).status_code == 302
    assert ThankYou.objects.filter(status=ThankYou.SENT).count() == 1


def test_the_adult_is_told_on_the_first_page_and_reads_it_on_theirs(client, school):
    school.send()
    sign_in(client, school.ann)
    home = client.get("/").text
    assert "A thank-you from" in home and "Amina Yusuf" in home and WORDS not in home
    act(school.amina)
    assert ThankYou.objects.get().read_at is None
    page = sent(client, school.ann)
    assert WORDS in page and "Tell the safeguarding lead" in page
    assert f"{reverse('raise_concern')}?pupil={school.amina.pk}" in page
    act(school.amina)
    assert ThankYou.objects.get().read_at
    sign_in(client, school.ann)
    home = client.get("/").text
    assert "A thank-you from" not in home and "Those you have read" in home


def test_an_adult_without_any_finds_nothing_of_it_on_the_first_page(client, school):
    school.send()
    sign_in(client, school.bo)
    assert "hank-you" not in client.get("/").text
    assert WORDS not in sent(client, school.bo)


def test_the_pupil_reads_that_it_was_read_in_who_looked(client, school):
    school.send()
    sent(client, school.ann)
    sign_in(client, school.amina)
    assert "what you thanked them for" in client.get(reverse("who_looked")).text


def test_read_too_late_to_take_back_is_told(client, school):
    thanks = school.send()
    school.read()
    sign_in(client, school.amina)
    answer = client.post(reverse("thank_you_take_back", args=[thanks.pk]))
    assert answer.status_code == 409
    assert "It has been read" in answer.text and WORDS in answer.text
    assert "Put it away" in answer.text


def test_answer_and_putting_away_from_both_pages(client, school):
    thanks = school.send()
    sent(client, school.ann)
    client.post(reverse("thank_you_answer", args=[thanks.pk]))
    away = reverse("thank_you_put_away", args=[thanks.pk])
    client.post(away, {"away": "yes"})
    page = client.get(LIST).text
    assert "Put it back" in page and "You said" in page
    assert "Ann Okafor says" in sent(client, school.amina)
    assert "Ann Okafor says" in client.get("/").text
    client.post(away, {"away": "yes"})
    assert "Put it back" in client.get(LIST).text


def test_somebody_from_outside_is_told_whom_to_go_to(client, school):
    school.send(school.joan)
    page = sent(client, school.joan)
    assert WORDS in page and "Worried about what a pupil wrote?" in page
    assert "Tell the safeguarding lead" not in page


@pytest.mark.parametrize("name", ["thank_you_take_back", "thank_you_put_away", "thank_you_answer"])
@pytest.mark.parametrize("who", ["leo", "bo", "lead", "mum"])
def test_to_a_stranger_there_is_no_such_thing(client, school, name, who):
    thanks = school.send()
    school.read()
    sign_in(client, getattr(school, who))
    got = client.post(reverse(name, args=[thanks.pk]), {"away": "yes"})
    missing = client.post(reverse(name, args=[uuid.uuid4()]), {"away": "yes"})
    assert got.status_code == missing.status_code == 404


@pytest.mark.parametrize("who", ["amina", "ann"])
def test_a_list_asks_as_few_questions_for_three_as_for_one(client, school, who):
    counts = []
    for words in (("One.",), ("Two.", "Three.")):
        for each in words:
            school.send(words=each)
        sent(client, getattr(school, who))
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 20


def test_words_that_are_markup_are_shown_as_words(client, school):
    school.send(words="<b>You</b> & <script>alert(1)</script>")
    page = sent(client, school.ann)
    assert "&lt;b&gt;You" in page and "<script>alert" not in page


def test_my_people_leads_from_an_adult_i_named_to_a_thank_you(client):
    survey = Survey()
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.ann)
    survey.add(survey.isla, "peer", survey.leo)
    link = f"{WRITE}?to={survey.ann.pk}"
    sign_in(client, survey.isla)
    assert WRITE + "?" not in client.get(reverse("my_people")).text
    survey.send(survey.isla)
    sign_in(client, survey.isla)
    page = client.get(reverse("my_people")).text
    assert page.count(WRITE + "?") == page.count(link) == 1
    assert "A thank-you to Ann Okafor" in client.get(link).text


def test_a_thank_you_gives_nothing_of_the_survey_away(client):
    survey = Survey()
    actions.send(
        by=act(survey.isla),
        school=survey.made.school,
        adult=survey.bo.pk,
        words=WORDS,
        at=NOW,
        key=new_key(),
    )
    sent(client, survey.bo)
    before = _pages(client, survey.bo)
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.bo)
    survey.send(survey.isla)
    assert _pages(client, survey.bo) == before


def _pages(client, who) -> list[str]:
    sign_in(client, who)
    texts = [client.get(path).text for path in ("/", LIST)]
    token = r"(csrfmiddlewaretoken\" value=|X-CSRFToken\": |data-token=)\"\w+"
    return [re.sub(token, "", text) for text in texts]
