"""Whom pupils would like beside them more, and adults with room: shown and asked in the promise."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from beside.access import scopes
from beside.access.actor import Actor, role
from beside.access.models import Block
from beside.rights import Role
from beside.ties import rules
from beside.ties.actions import approaches, commitments, sharing
from beside.ties.actions.figures import keep_figures
from beside.ties.models import Approach, Commitment, Figure, Nomination
from beside.ties.queries import wishes
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


def wished(promise: str, whom: str = "bo") -> Survey:
    made = Survey(promise)
    made.start(made.isla)
    made.add(made.isla, "wish", getattr(made, whom))
    made.send(made.isla)
    return made


def board(survey: Survey, who) -> wishes.Board:
    return wishes.board(act(who), survey.round)


def said(listed: list[wishes.Wish]) -> list[tuple[str, str, str]]:
    return [(each.pupil.name, each.name, each.stands) for each in listed]


def ask(survey: Survey, adult=None, by=None) -> Approach:
    return approaches.ask(
        by=act(by or survey.lead),
        school=survey.made.school,
        pupil=survey.isla.pk,
        adult=(adult or survey.bo).pk,
    )


def open_to_staff(survey: Survey, opened: bool = True) -> None:
    act(survey.isla)
    nomination = Nomination.objects.select_related("round").get(question="wish")
    by = act(survey.isla)
    sharing.choose(by=by, nomination=nomination, audience="staff", opened=opened, now=NOW)


def test_with_names_the_head_of_year_sees_the_wish_opposite_the_adult_with_room():
    survey = wished("names")
    found = board(survey, survey.lead)
    assert said(found.agreeing) == [("Isla Young", "Bo Lund", "room")]
    assert "Bo Lund" not in [each.name for each in found.adults]
    assert [each.name for each in found.adults] == ["Ann Okafor", "Joan Reid", "Nadia Shah"]


def test_an_adult_without_room_is_on_neither_list_and_the_wish_stays():
    survey = wished("names")
    commitments.set_limit(by=act(survey.bo), limit=0)
    found = board(survey, survey.lead)
    assert (said(found.agreeing), said(found.wishes)) == ([], [("Isla Young", "Bo Lund", "")])
    assert "Bo Lund" not in [each.name for each in found.adults]


def test_a_wish_for_another_pupil_is_shown_and_nobody_is_asked():
    survey = wished("names", "leo")
    found = board(survey, survey.lead)
    assert said(found.wishes) == [("Isla Young", "Leo Gill", "")]


def test_yes_or_no_shows_no_wish_to_anybody():
    survey = wished("yes_no")
    for who in (survey.lead, survey.ann, survey.bo):
        found = board(survey, who)
        assert (found.agreeing, found.wishes, found.figures) == ([], [], [])
        assert wishes.wished_by(act(who), survey.isla.pk) == []


def test_where_pupils_choose_only_what_they_opened_is_shown():
    survey = wished("choose")
    assert said(board(survey, survey.lead).agreeing) == []
    open_to_staff(survey)
    assert said(board(survey, survey.lead).agreeing) == [("Isla Young", "Bo Lund", "room")]
    assert wishes.wished_by(act(survey.ann), survey.isla.pk) == ["Bo Lund"]
    assert wishes.wished_by(act(survey.bo), survey.isla.pk) == []
    open_to_staff(survey, False)
    assert said(board(survey, survey.lead).agreeing) == []


def test_the_pupil_opens_their_wish_on_their_own_page(client):
    survey = wished("choose")
    sign_in(client, survey.isla)
    page = client.get(reverse("my_people")).text
    assert "Who you would like beside you more" in page
    act(survey.isla)
    wish = Nomination.objects.get(question="wish")
    address = reverse("people_share", args=[wish.pk])
    client.post(address, {"audience": "staff", "opened": "yes"})
    assert said(board(survey, survey.lead).agreeing)
    sign_in(client, survey.isla)
    assert client.post(address, {"audience": "named", "opened": "yes"}).status_code == 422


def test_an_organiser_who_leads_no_year_sees_no_wish_and_asks_nobody():
    survey = wished("names")
    other = survey.made.adult("Olu Shah", "organiser")
    survey.made.settle()
    found = board(survey, other)
    assert (found.agreeing, found.wishes) == ([], [])
    assert "Bo Lund" in [each.name for each in found.adults]


def test_asked_twice_is_asked_once():
    survey = wished("names")
    assert ask(survey) == ask(survey)
    assert said(board(survey, survey.lead).wishes) == [("Isla Young", "Bo Lund", "asked")]


def test_the_pupil_and_other_staff_read_nothing_of_an_adult_who_is_asked():
    survey = wished("names")
    ask(survey)
    for who in (survey.isla, survey.ann, survey.leo, survey.mum):
        assert not Approach.objects.visible_to(act(who)).exists()
        assert not Approach.objects.exists()
    act(survey.bo)
    assert Approach.objects.count() == 1


def test_yes_is_offered_to_the_pupil_and_the_adult_reads_nothing_of_the_wish(client):
    survey = wished("names")
    ask(survey)
    sign_in(client, survey.bo)
    home = client.get("/").text
    assert 'Would you get to know <span class="pupil-name">Isla Young</span>?' in home
    assert "wish" not in home
    assert "beside them more" not in home
    answer(client, survey, "yes")
    answer(client, survey, "yes")
    act(survey.lead)
    assert Commitment.objects.count() == 1
    assert said(board(survey, survey.lead).wishes) == [("Isla Young", "Bo Lund", "beside")]
    sign_in(client, survey.isla)
    assert "Bo Lund would like to get to know you" in client.get("/").text


def answer(client, survey: Survey, said_: str):
    sign_in(client, survey.bo)
    (found,) = Approach.objects.all()
    return client.post(reverse("answer_ask", args=[found.pk]), {"answer": said_})


def ended_by(survey: Survey, client, who: str) -> None:
    ask(survey)
    answer(client, survey, "no" if who == "adult" else "yes")
    if who == "pupil":
        act(survey.isla)
        made = Commitment.objects.get()
        commitments.answer_offer(by=act(survey.isla), commitment=made, yes=False, now=NOW)


@pytest.mark.parametrize("who", ["adult", "pupil"])
def test_whoever_says_no_the_organiser_reads_that_it_ended_and_never_why(client, who):
    survey = wished("names")
    ended_by(survey, client, who)
    assert said(board(survey, survey.lead).wishes) == [("Isla Young", "Bo Lund", "ended")]
    sign_in(client, survey.lead)
    for page in (
        reverse("wishes", args=[survey.round.pk]),
        reverse("pupil", args=[survey.isla.pk]),
    ):
        shown = client.get(page).text
        assert "said no" not in shown
    with pytest.raises(rules.NotAgain, match="has ended between the two"):
        ask(survey)


def test_what_an_adult_answered_is_kept_nowhere(client):
    survey = wished("names")
    ended_by(survey, client, "adult")
    act(survey.lead)
    (kept,) = Approach.objects.values()
    assert set(kept) == {
        *("id", "school_id", "pupil_id", "adult_id", "asked_by_id", "asked_on", "ends")
    }


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({}, None),
        ({"is_beside": True}, rules.NotAgain),
        ({"declined": True}, rules.NotAgain),
        ({"answered": TODAY}, rules.NotAgain),
        ({"answered": TODAY - timedelta(weeks=12, days=-1)}, rules.NotAgain),
        ({"answered": TODAY - timedelta(weeks=12)}, None),
        ({"is_apart": True}, rules.NoRoom),
        ({"has_room": False}, rules.NoRoom),
        ({"is_checked": False}, rules.NoRoom),
    ],
)
def test_whom_one_may_ask(given, refused):
    told = {"is_beside": False, "declined": False, "answered": None, "is_apart": False}
    told |= {"has_room": True, "is_checked": True, "today": TODAY} | given
    if refused is None:
        rules.check_approach(**told)
    else:
        with pytest.raises(refused):
            rules.check_approach(**told)


def test_an_adult_kept_apart_from_the_pupil_is_not_asked():
    survey = wished("names")
    write_as_owner(Block, [Block(actor_id=survey.bo.pk, pupil_id=survey.isla.pk)])
    assert said(board(survey, survey.lead).agreeing) == []
    with pytest.raises(rules.NoRoom):
        ask(survey)


def test_only_the_adult_who_was_asked_answers(client):
    survey = wished("names")
    found = ask(survey)
    with pytest.raises(rules.NotYours):
        approaches.answer(by=act(survey.lead), approach=found, yes=True)
    for who in (survey.ann, survey.lead, survey.isla):
        sign_in(client, who)
        address = reverse("answer_ask", args=[found.pk])
        assert client.post(address, {"answer": "yes"}).status_code == 404


def test_no_room_leaves_the_question_open(client):
    survey = wished("names")
    ask(survey)
    commitments.set_limit(by=act(survey.bo), limit=0)
    assert answer(client, survey, "yes").status_code == 422
    act(survey.bo)
    assert Approach.objects.get().ends is None


@pytest.mark.parametrize("typed", ["", "nobody", str(uuid.UUID(int=1))])
def test_only_a_colleague_can_be_asked(client, typed):
    survey = wished("names")
    sign_in(client, survey.lead)
    address = reverse("ask_adult", args=[survey.isla.pk])
    for adult in (typed, str(survey.leo.pk), str(survey.mum.pk)):
        assert client.post(address, {"adult": adult}).status_code == 404
    assert not Approach.objects.exists()


def test_only_who_leads_the_year_asks(client):
    survey = wished("names")
    other = survey.made.adult("Joe Hill", "head_of_year", "8")
    survey.made.settle()
    address = reverse("ask_adult", args=[survey.isla.pk])
    for who in (survey.ann, other, survey.isla):
        sign_in(client, who)
        assert client.post(address, {"adult": str(survey.bo.pk)}).status_code == 404


def test_a_press_on_the_page_asks_and_comes_back_to_it(client):
    survey = wished("names")
    page = reverse("wishes", args=[survey.round.pk])
    sign_in(client, survey.lead)
    shown = client.get(page).text
    assert "Ask Bo Lund" in shown
    address = reverse("ask_adult", args=[survey.isla.pk])
    for _ in range(2):
        sent = client.post(address, {"adult": str(survey.bo.pk), "next": page})
        assert sent.headers["Location"] == page
    assert Approach.objects.count() == 1
    assert "Ask Bo Lund" not in client.get(page).text


def test_a_survey_that_asks_no_wish_has_no_page(client):
    survey = Survey("names", screens={"*": ["adult"]})
    sign_in(client, survey.lead)
    assert client.get(reverse("wishes", args=[survey.round.pk])).status_code == 404


class Many:
    """Sixteen pupils of Year 9 and four of Year 8, of whom some have a wish."""

    def __init__(self, promise: str = "yes_no"):
        self.made = made = Small()
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        made.post(self.lead, "head_of_year", "8")
        self.bo = made.adult("Bo Lund")
        pupils = [made.pupil(f"P{n} Nine") for n in range(16)]
        pupils += [made.pupil(f"P{n} Eight", year="8") for n in range(4)]
        made.settle()
        self.round = made.round(
            promise=promise, questions=["adult"], year_groups=["8", "9"], screens={"*": ["wish"]}
        )
        for place, each in enumerate(pupils):
            made.asked(self.round, each, "survey", answered=place not in (14, 15))
            if place < 8 or place == 16:
                made.names(self.round, each, self.bo, "wish")
        made.reckon(self.round)
        with role(Role.RECKONER):
            keep_figures(by=Actor(None, TODAY), round_=self.round, now=NOW)

    def figures(self) -> dict[str, tuple]:
        found = wishes.board(act(self.lead), self.round).figures
        return {each.cohort: (each.numerator, each.denominator) for each in found}


def test_counts_by_year_are_kept_when_the_asking_ends_and_small_ones_kept_back():
    assert Many().figures() == {"8": (None, None), "9": (None, None), "": (10, 20)}


def test_no_count_is_kept_where_pupils_choose_for_each_name():
    assert Many("choose").figures() == {}


def test_counts_of_wishes_never_leave_the_school():
    outside = scopes.federation(Many().made.federation.pk)
    with role(Role.RECKONER):
        assert Figure.objects.filter(need="wish").count() == 3
        assert not Figure.objects.filter(need="wish", scope_id=outside).exists()


def test_the_page_of_a_yes_or_no_survey_names_no_pupil(client):
    many = Many()
    sign_in(client, many.lead)
    page = client.get(reverse("wishes", args=[many.round.pk])).text
    assert "Nine" not in page
    assert "10 of 20" in page
    assert "Bo Lund" in page


def test_a_head_of_year_is_offered_the_wishes_of_surveys_about_their_years_alone(client):
    many = Many()
    head = many.made.adult("Uma Bell", "head_of_year", "9")
    many.made.settle()
    for who, offered in ((many.lead, True), (head, False)):
        sign_in(client, who)
        page = client.get(reverse("year", args=[many.made.school.pk, "9"])).text
        assert (reverse("wishes", args=[many.round.pk]) in page) == offered
