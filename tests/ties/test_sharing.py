"""Person by person: a pupil opens a name, takes it back, and both locks follow at once."""

import pytest
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.ties import rules
from beside.ties.actions import sharing
from beside.ties.models import Nomination, SharingChoice
from beside.ties.queries import people
from tests.factories import NOW, act, sign_in
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    made = Survey("choose")
    made.start(made.isla)
    made.add(made.isla, "adult", made.ann)
    made.add(made.isla, "peer", made.leo)
    made.add(made.isla, "outside", words="Coach Dee")
    made.send(made.isla)
    return made


def of(survey, question) -> Nomination:
    act(survey.isla)
    return Nomination.objects.select_related("round").get(question=question)


def choose(survey, question, audience, opened):
    nomination = of(survey, question)
    sharing.choose(
        by=act(survey.isla), nomination=nomination, audience=audience, opened=opened, now=NOW
    )


def seen_by(who) -> list[str]:
    act(who)
    return sorted(Nomination.objects.values_list("question", flat=True))


def test_nobody_sees_a_name_until_the_pupil_opens_it(survey):
    for who in (survey.ann, survey.bo, survey.lead, survey.leo, survey.mum):
        assert seen_by(who) == []


def test_a_name_opened_to_staff_is_read_by_tutor_and_head_of_year_alone(survey):
    choose(survey, "peer", "staff", True)
    assert seen_by(survey.ann) == ["peer"]
    assert seen_by(survey.lead) == ["peer"]
    for who in (survey.bo, survey.leo, survey.mum):
        assert seen_by(who) == []
    choose(survey, "peer", "staff", False)
    assert seen_by(survey.lead) == []


def test_an_adult_learns_that_they_were_named_only_from_the_pupil(survey, client):
    assert people.who_told(act(survey.ann)) == []
    choose(survey, "adult", "named", True)
    assert [p.name for p in people.who_told(act(survey.ann))] == ["Isla Young"]
    assert people.who_told(act(survey.bo)) == []
    assert seen_by(survey.lead) == []
    sign_in(client, survey.ann)
    assert "They told you" in client.get("/").text
    choose(survey, "adult", "named", False)
    sign_in(client, survey.ann)
    assert "They told you" not in client.get("/").text


def test_every_decision_is_kept_and_the_last_one_holds(survey):
    for opened in (True, False, True):
        choose(survey, "adult", "staff", opened)
    act(survey.isla)
    assert [c.opened for c in SharingChoice.objects.all()] == [True, False, True]
    assert of(survey, "adult").opened_to_staff is True


@pytest.mark.parametrize(
    ("question", "audience"), [("peer", "named"), ("outside", "named"), ("adult", "everyone")]
)
def test_a_name_is_opened_only_to_those_it_can_be_opened_to(survey, question, audience):
    with pytest.raises(rules.NotYours):
        choose(survey, question, audience, True)


@pytest.mark.parametrize("promise", ["yes_no", "names"])
def test_where_the_promise_is_the_same_for_every_name_none_can_be_opened(promise):
    made = Survey(promise)
    made.start(made.isla)
    made.add(made.isla, "adult", made.ann)
    made.send(made.isla)
    with pytest.raises(rules.NotYours):
        choose(made, "adult", "named", True)


def test_a_column_set_behind_the_promise_opens_nothing():
    made = Survey("yes_no")
    made.start(made.isla)
    made.add(made.isla, "adult", made.ann)
    made.send(made.isla)
    act(made.isla)
    Nomination.objects.update(opened_to_staff=True, opened_to_named=True)
    for who in (made.ann, made.lead):
        assert seen_by(who) == []


def test_opening_and_taking_back_weigh_the_same_and_are_mine_alone(survey, client):
    sign_in(client, survey.isla)
    page = client.get(reverse("my_people")).text
    assert page.count("Can see") == page.count("Cannot see") > 0
    address = reverse("people_share", args=[of(survey, "adult").pk])
    client.post(address, {"audience": "named", "opened": "yes"})
    assert of(survey, "adult").opened_to_named
    for who in (survey.leo, survey.ann, survey.lead):
        sign_in(client, who)
        said = {"audience": "staff", "opened": "yes"}
        assert client.post(address, said).status_code == 404
    with role(Role.MEASURE):
        assert not Nomination.objects.filter(opened_to_staff=True).exists()
