"""A pupil answers: who is asked, what is kept, what sending does, and who may know."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from beside.access.actor import role
from beside.access.refusals import Refusal
from beside.rights import Role
from beside.ties import naming, rules
from beside.ties.actions import asking, rounds
from beside.ties.models import Draft, Nomination, Respondent, Response, Round, State
from beside.ties.queries import answering as queries
from beside.ties.queries.states import rounds_about
from tests.factories import NOW, Small, act, sign_in
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db


def state(survey, pupil, need="adult") -> str:
    with role(Role.MEASURE):
        return State.objects.get(round=survey.round, pupil=pupil.pk, need=need).state


def rows(survey, **what) -> list:
    with role(Role.MEASURE):
        return list(Nomination.objects.filter(round=survey.round, **what).order_by("at"))


def test_pupils_staff_and_carers_are_asked_each_their_own_questions():
    survey = Survey(asks_families=True)
    with role(Role.MEASURE):
        asked = set(Respondent.objects.values_list("person", "question"))
    assert {q for person, q in asked if person == survey.isla.pk} == {
        *("survey", "adult", "peer", "family", "outside"),
        *("participation", "recognition", "care", "motivation", "stage"),
    }
    assert (survey.ann.pk, "staff_knows") in asked
    assert (survey.mum.pk, "carer_staff") in asked
    assert len(asked) == 3 * 10 + 4 + 1


def test_a_draft_is_its_writers_alone():
    survey = Survey("names")
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.ann)
    for other in (survey.ann, survey.lead, survey.leo, survey.mum):
        act(other)
        assert not Draft.objects.exists()
        assert not Nomination.objects.exists()
    act(survey.isla)
    assert Draft.objects.count() == 1


def test_what_is_sent_counts_and_sent_twice_is_sent_once():
    survey = Survey()
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.ann)
    survey.add(survey.isla, "family", words="Nana")
    survey.keep(survey.isla, "motivation", who=["p1"])
    survey.keep(survey.isla, "go_to", go_to=["one"])
    survey.send(survey.isla)
    survey.send(survey.isla)
    first = rows(survey)
    assert [(n.question, n.alter_id, n.alter_words) for n in first] == [
        ("adult", survey.ann.pk, ""),
        ("family", None, "Nana"),
    ]
    assert first[0].qualities == ["motivation"]
    assert state(survey, survey.isla) == "pupil_only"
    with role(Role.MEASURE):
        assert Response.objects.get(question="go_to").value == "one"


def test_what_is_taken_back_is_kept_as_a_no_and_can_be_said_again():
    survey = Survey()
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.ann)
    survey.send(survey.isla)
    from beside.ties.actions import answering

    answering.take_off(by=act(survey.isla), round_=survey.round, key="p1")
    survey.keep(survey.isla, "adult", nobody=["1"])
    survey.send(survey.isla)
    assert [n.answer for n in rows(survey)] == [False]
    assert state(survey, survey.isla) == "nobody"
    survey.add(survey.isla, "adult", survey.ann)
    survey.send(survey.isla)
    assert [n.answer for n in rows(survey)] == [True]


def test_a_screen_without_a_word_is_not_known_rather_than_nobody():
    survey = Survey()
    survey.start(survey.isla)
    survey.keep(survey.isla, "adult")
    survey.send(survey.isla)
    assert state(survey, survey.isla) == "not_known"


def test_both_sides_meet_in_one_state():
    from beside.ties.actions import marking

    survey = Survey()
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.ann)
    survey.send(survey.isla)
    marks = {survey.isla.pk: ["face"]}
    marking.mark(by=act(survey.ann), round_=survey.round, marks=marks)
    rounds.send(by=act(survey.ann), round_=survey.round, now=NOW)
    assert state(survey, survey.isla) == "someone"


def test_two_pupils_who_name_each_other_have_their_states_at_once():
    survey = Survey()
    for who in (survey.isla, survey.leo):
        survey.start(who)
    survey.add(survey.leo, "peer", survey.isla)
    survey.send(survey.leo)
    survey.add(survey.isla, "peer", survey.leo)
    survey.send(survey.isla)
    assert state(survey, survey.leo, "peer") == "someone"
    assert state(survey, survey.isla, "peer") == "someone"


def test_being_named_leaves_no_state_by_which_it_could_be_told(client):
    survey = Survey()
    survey.start(survey.leo)
    survey.add(survey.leo, "peer", survey.isla)
    survey.send(survey.leo)
    with role(Role.MEASURE):
        kept = set(State.objects.filter(round=survey.round).values_list("pupil", flat=True))
    assert kept == {survey.leo.pk}
    sign_in(client, survey.ann)
    pages = {
        who: client.get(reverse("pupil", args=[who.pk])).text for who in (survey.isla, survey.leo)
    }
    assert survey.round.name in pages[survey.leo]
    assert survey.round.name not in pages[survey.isla]


def test_the_pages_of_a_meeting_are_for_the_staff_who_are_asked(client):
    survey = Survey(asks_families=True)
    for who in (survey.isla, survey.mum):
        sign_in(client, who)
        for name in ("mark", "meeting_after"):
            assert client.get(reverse(name, args=[survey.round.pk])).status_code == 404


def test_somebody_of_another_school_and_oneself_cannot_be_named():
    survey = Survey()
    other = Small("Vale School", survey.made.federation)
    stranger = other.pupil("Sam Strange")
    other.settle()
    survey.start(survey.isla)
    for who in (stranger, survey.isla):
        with pytest.raises(rules.NotFound):
            survey.add(survey.isla, "peer", who)


def test_who_was_not_asked_finds_and_names_nobody():
    survey = Survey()
    stranger = survey.made.pupil("New Pupil")
    survey.made.settle()
    for who in (stranger, survey.ann, survey.mum, survey.lead):
        act(who)
        if who not in (survey.ann, survey.lead):
            assert naming.find(survey.round.pk, "peer", "leo") == []
            assert naming.names(survey.round.pk, [survey.leo.pk]) == {}
    assert queries.sheet(act(stranger), survey.round.pk) is None


def test_a_family_is_offered_to_its_own_pupil_alone():
    survey = Survey()
    sibling = survey.made.pupil("Omar Young", year="7")
    with role(Role.ROLL):
        from beside.schools.models import FamilyLink

        FamilyLink.objects.create(carer=survey.mum, pupil=sibling, source_id="x")
    survey.made.settle()
    act(survey.isla)
    assert [each.name for each in naming.family()] == ["Hodan Young", "Omar Young"]
    act(survey.leo)
    assert naming.family() == []


def test_a_closed_round_keeps_what_is_put_down_and_takes_nothing_more():
    survey = Survey()
    survey.start(survey.isla)
    rounds.end_asking(by=act(survey.lead), round_=survey.round, now=NOW)
    survey.add(survey.isla, "adult", survey.ann)
    with pytest.raises(rules.RoundClosed):
        survey.send(survey.isla)
    act(survey.isla)
    assert Draft.objects.get().answers["people"][0]["alter"] == str(survey.ann.pk)
    assert rows(survey) == []


def test_a_promise_changes_until_the_first_has_begun_in_both_locks():
    survey = Survey()
    asking.change_promise(by=act(survey.lead), round_=survey.round, promise="choose")
    survey.start(survey.isla)
    with pytest.raises(rules.PromiseFrozen):
        asking.change_promise(by=act(survey.lead), round_=survey.round, promise="names")
    act(survey.lead)
    with pytest.raises(IntegrityError, match="promise_frozen"), transaction.atomic():
        Round.objects.filter(pk=survey.round.pk).update(promise="names")
    assert Round.objects.get().promise == "choose"


@pytest.mark.parametrize(
    ("heard", "will_do", "by_when"),
    [
        ("", "We meet", date(2026, 12, 1)),
        ("We heard", "  ", date(2026, 12, 1)),
        ("We heard", "We meet", None),
        ("We heard", "We meet", date(2026, 11, 1)),
    ],
)
def test_a_round_does_not_close_without_an_answer_to_those_asked(heard, will_do, by_when):
    survey = Survey()
    with pytest.raises(Refusal):
        asking.close(
            by=act(survey.lead),
            round_=survey.round,
            heard=heard,
            will_do=will_do,
            by_when=by_when,
            now=NOW,
        )
    assert Round.objects.get().status == "open"


def test_what_was_heard_goes_to_everybody_asked_and_nobody_else(client):
    survey = Survey(asks_families=True)
    stranger = survey.made.pupil("New Pupil", year="7")
    survey.made.settle()
    asking.close(
        by=act(survey.lead),
        round_=survey.round,
        heard="Many of you",
        will_do="More clubs",
        by_when=date(2026, 12, 1),
        now=NOW,
    )
    for who, status in ((survey.isla, 200), (survey.ann, 200), (survey.mum, 200), (stranger, 404)):
        sign_in(client, who)
        assert client.get(reverse("heard", args=[survey.round.pk])).status_code == status


def test_the_panel_tries_it_and_nothing_is_kept(client):
    survey = Survey(tries_first=True)
    asking.invite_to_panel(by=act(survey.lead), round_=survey.round, pupils=[survey.isla.pk])
    assert queries.sheet(act(survey.leo), survey.round.pk) is None
    survey.start(survey.isla)
    survey.add(survey.isla, "adult", survey.ann)
    sign_in(client, survey.isla)
    client.post(reverse("survey_send", args=[survey.round.pk]))
    said = {"screen": "care", "words": "What does this mean?"}
    client.post(reverse("survey_comment", args=[survey.round.pk]), said)
    assert rows(survey) == []
    assert rounds_about(survey.round.school) == []
    asking.open_after_preview(by=act(survey.lead), round_=survey.round)
    assert rounds_about(survey.round.school) == [survey.round]
    act(survey.lead)
    from beside.ties.queries.rounds import panel

    survey.round.refresh_from_db()
    assert panel(act(survey.lead), survey.round)[0][1].comments[0] == said
    sheet = queries.sheet(act(survey.isla), survey.round.pk)
    assert sheet.people == []
    assert not sheet.begun


def test_how_far_a_group_is_says_nothing_of_answers(client):
    survey = Survey()
    survey.start(survey.isla)
    survey.start(survey.leo)
    survey.add(survey.isla, "adult", survey.ann)
    survey.send(survey.isla)
    from beside.ties.queries.rounds import progress_by_year

    year = progress_by_year(act(survey.lead), survey.round)[0]
    assert [(g.group, g.asked, g.started, g.answered) for g in year.groups] == [
        ("9A", 2, 2, 1),
        ("9B", 1, 0, 0),
    ]
    sign_in(client, survey.lead)
    page = client.get(reverse("round", args=[survey.round.pk])).text
    assert "1 of 3 sent" in page
    assert "Isla" not in page


def test_the_database_refuses_a_draft_for_somebody_else():
    survey = Survey()
    act(survey.lead)
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Draft.objects.bulk_create([Draft(round=survey.round, person_id=survey.isla.pk)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ties_draft")
        assert cursor.fetchone() == (0,)
