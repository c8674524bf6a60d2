"""The further needs as a pupil's answers make them, and what is kept and shown of each."""

from datetime import timedelta

import pytest

from beside.access.actor import role
from beside.rights import Role
from beside.ties import answers as said
from beside.ties import questions
from beside.ties.actions import answering, asking
from beside.ties.models import ExactState, Nomination, Respondent, State
from beside.ties.queries import states
from tests.factories import NOW, Small, act

pytestmark = pytest.mark.django_db


class Asked:
    """A class of four, asked everything; each answers as told."""

    def __init__(self, **plan):
        self.made = made = Small()
        group = made.group("9KP")
        self.pupils = [made.pupil(f"Pupil {n}", group=group) for n in "ABCD"]
        self.adult = made.adult("Ann Okafor")
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        made.proven()
        made.settle()
        whole = {"name": "Survey", "year_groups": ["9"], "promise": "yes_no"} | plan
        self.round = asking.open_round(
            by=act(self.lead), school=made.school, plan=asking.Plan(**whole)
        )

    def answers(self, place: int, **screens) -> None:
        """`screens` maps a screen to a form, to "skip", or to a person to name first."""
        by = act(self.pupils[place])
        answering.start(by=by, round_=self.round, now=NOW)
        for screen in questions.SCREENS:
            form = screens.get(screen, "skip")
            if form == "skip":
                answering.skip(by=by, round_=self.round, screen=screen)
                continue
            if not isinstance(form, dict):
                answering.add(by=by, round_=self.round, question=screen, alter=form.pk)
                form = {"ring-p1": ["1"]}
            answering.keep(by=by, round_=self.round, screen=screen, form=form)
        answering.send(by=by, round_=self.round, screens=questions.SCREENS, now=NOW)

    def shown(self, need: str) -> list[str]:
        actor = act(self.lead)
        known = states.states_in(actor, self.round, need=need)
        return [known.get(each.pk, states.NOT_KNOWN)[0] for each in self.pupils]


NOBODY = {"nobody": ["1"]}
NO_ONE = dict.fromkeys(questions.PEOPLE, NOBODY)


def test_a_quality_is_what_the_pupil_says_of_it():
    school = Asked()
    school.answers(0, adult=school.adult, care={"who": ["p1"]}, motivation=NOBODY)
    school.answers(1, **NO_ONE)
    school.answers(2, adult=school.adult)
    assert school.shown("care") == ["someone", "nobody", "not_known", "not_known"]
    assert school.shown("motivation") == ["nobody", "nobody", "not_known", "not_known"]
    with role(Role.MEASURE):
        kept = ExactState.objects.get(round=school.round, need="care", pupil=school.pupils[0].pk)
    assert kept.state == "pupil_only"


def test_a_mentor_is_an_adult_close_by_whom_they_learn_from_or_with():
    school = Asked()
    school.answers(0, adult=school.adult, stage={"stage-p1": ["with"]})
    school.answers(1, adult=school.adult, stage={"stage-p1": ["own"]})
    school.answers(2, adult=NOBODY)
    assert school.shown("mentor") == ["someone", "nobody", "nobody", "not_known"]
    with role(Role.ROLL):
        Nomination.objects.filter(ego=school.pupils[0].pk, question="adult").update(ring=3)
    school.made.reckon(school.round)
    assert school.shown("mentor")[0] == "nobody"


def test_a_quality_counts_no_more_once_the_person_is_off_the_list():
    draft = said.empty()
    key = said.add_person(draft, "family", words="Nana")
    said.say(draft, "care", {"who": [key]})
    assert said.is_answered(draft, "care")
    said.take_off(draft, key)
    assert not said.is_answered(draft, "care")


def test_the_suite_is_what_the_year_was_asked():
    screens = {questions.EVERY_YEAR: ["peer", "care"]}
    school = Asked(screens=screens, asks_staff=False)
    for place, care in enumerate(({"who": ["p1"]}, NOBODY, "skip")):
        school.answers(place, peer=school.pupils[place - 1], care=care)
    assert questions.needs_of(school.round.questions)[-1] == "suite"
    assert school.shown("suite") == ["all", "part", "not_known", "not_known"]


def test_only_asked_needs_are_kept_and_noted():
    school = Asked(screens={questions.EVERY_YEAR: ["peer", "care"]}, asks_staff=False)
    school.made.reckon(school.round)
    with role(Role.MEASURE):
        kept = set(State.objects.filter(round=school.round).values_list("need", flat=True))
        asked = set(
            Respondent.objects.filter(round=school.round).values_list("question", flat=True)
        )
    assert asked == {"survey", "peer", "care"}
    assert "care" in kept
    assert not {"motivation", "mentor"} & kept


def test_coverage_is_counted_in_someone_with_its_denominator_and_not_known():
    school = Asked()
    school.answers(0, adult=school.adult, care={"who": ["p1"]})
    school.answers(1, **NO_ONE)
    found = states.coverage(act(school.lead), school.round, [p.pk for p in school.pupils])
    by_need = {each.need: each for each in found}
    care = by_need["care"]
    assert (care.numerator, care.denominator, care.not_known) == (1, 2, 2)
    assert found[-1].need == "suite"


def test_a_peer_is_shown_by_their_own_word_whoever_names_them():
    school = Asked()
    school.answers(0, peer=school.pupils[1])
    school.answers(2, peer=NOBODY)
    before = school.shown("peer")
    school.answers(3, peer=school.pupils[2])
    school.made.reckon(school.round)
    assert before[:3] == school.shown("peer")[:3] == ["someone", "not_known", "nobody"]
    reasons = State.objects.visible_to(act(school.lead)).filter(round=school.round, need="peer")
    assert set(reasons.values_list("reason", flat=True)) == {"", "not_heard"}


def test_what_changed_counts_those_in_both_with_joiners_and_leavers_apart():
    from beside.schools.models import Enrolment
    from beside.ties.queries import changing

    made = Small()
    group = made.group("9KP")
    stays, joins, leaves = (made.pupil(n, group=group) for n in ("Stays", "Joins", "Leaves"))
    adult = made.adult("Ann Okafor")
    lead = made.adult("Joan Reid", "head_of_year", "9")
    with role(Role.ROLL):
        ended = NOW.date() - timedelta(days=10)
        Enrolment.objects.filter(person=leaves).update(ends=ended)
        Enrolment.objects.filter(person=joins).update(starts=ended)
    made.settle()
    before = made.round(
        "Spring",
        taken_on=NOW.date() - timedelta(days=100),
        ended_at=NOW - timedelta(days=90),
        questions=["staff_knows"],
    )
    after = made.round("Autumn", questions=["staff_knows"])
    for each in (before, after):
        made.asked(each, adult, "staff_knows")
    made.names(after, adult, stays, "staff_knows")
    for each in (before, after):
        made.reckon(each)
    actor = act(lead)
    pupils = list(Enrolment.objects.visible_to(actor).filter(person__in=[stays.pk, joins.pk]))
    found = changing.changes(actor, before, after, pupils, "adult")
    assert {k: [e.person_id for e in v] for k, v in found.pupils.items()} == {
        "gained": [stays.pk],
        "joined": [joins.pk],
    }
    assert found.whole == {"gained": 1, "joined": 1, "left": 1}
    assert [(each.year_group, each.group) for each in found.cohorts] == [("9", ""), ("9", "9KP")]
    assert (found.cohorts[0].both, found.cohorts[0].before, found.cohorts[0].now) == (1, 0, 1)
    stranger = act(made.adult("Bo Lund"))
    assert changing.doors.left(before.pk, after.pk) == {} and stranger
