"""Running a survey (a round) of pupils, families and staff: opening, trying it out, closing.

Staff meetings, the other kind of round, are in `rounds`.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.safeguarding.queries import talks as safeguarding
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties import promises, questions, rules
from beside.ties.actions.rounds import free_name
from beside.ties.models import Panelist, Respondent, Round
from beside.ties.reckoning import reckon


@dataclass(frozen=True)
class Plan:
    """The settings of a new survey: whom it asks, what, for how long, and with which promise.

    `promise` is who may see names, a `Round.Promise`. `screens` maps a year group, or
    `questions.EVERY_YEAR`, to the questions it is shown. `easier` are the year groups with the
    form in easier words. With `tries_first` only a panel of pupils can try it until it is opened.
    """

    name: str
    year_groups: Sequence[str]
    promise: str
    asks_staff: bool = True
    asks_pupils: bool = True
    asks_families: bool = False
    screens: Mapping[str, Sequence[str]] = field(default_factory=dict)
    easier: Sequence[str] = ()
    tries_first: bool = False
    closes_on: date | None = None


@action
def open_round(*, by: Actor, school: School, plan: Plan) -> Round:
    """Create a survey and list everybody it asks; it is open, or in preview for a panel.

    Where it asks pupils or families it raises `NotProven` until a test has shown that messages
    reach the safeguarding lead.
    """
    if plan.asks_pupils or plan.asks_families:
        safeguarding.check_messages_arrive(school, by.today)
    round_ = Round.objects.create(
        school=school,
        name=free_name(school, plan.name),
        opened_by_id=by.subject_id,
        taken_on=by.today,
        closes_on=plan.closes_on,
        year_groups=sorted(plan.year_groups),
        questions=_questions(plan),
        promise=plan.promise,
        screens=dict(plan.screens),
        easier=list(plan.easier),
        status=Round.Status.PREVIEW if plan.tries_first else Round.Status.OPEN,
    )
    Respondent.objects.bulk_create(_respondents(by, school, plan, round_), batch_size=2000)
    return round_


def _questions(plan: Plan) -> list[str]:
    found = ["staff_knows"] if plan.asks_staff else []
    found += list(questions.PEOPLE) if plan.asks_pupils else []
    found += _need_questions(plan) if plan.asks_pupils else []
    return found + (["carer_staff"] if plan.asks_families else [])


def _need_questions(plan: Plan) -> list[str]:
    """The questions about needs shown to any of the year groups, without those that name people."""
    shown = {s for year in plan.year_groups for s in questions.screens_of(plan.screens, year)}
    return [each for each in questions.ASKED if each in shown and each not in questions.PEOPLE]


def _respondents(by: Actor, school: School, plan: Plan, round_: Round) -> list[Respondent]:
    pupils = dict(
        schools.pupils_of(by, school, plan.year_groups).values_list("person_id", "year_group")
    )
    pairs = []
    if plan.asks_staff:
        pairs += [(person, "staff_knows") for person in schools.staff_ids(school, by.today)]
    if plan.asks_pupils:
        for pupil, year_group in pupils.items():
            screens = questions.screens_of(plan.screens, year_group)
            pairs += [(pupil, each) for each in ("survey", *questions.questions_of(screens))]
    if plan.asks_families:
        pairs += [(carer, "carer_staff") for carer in schools.carers_of(by, pupils)]
    return [Respondent(round=round_, person_id=who, question=what) for who, what in pairs]


@action
def invite_to_panel(*, by: Actor, round_: Round, pupils: Collection[uuid.UUID]) -> None:
    """Add pupils to the panel that tries a survey before it opens; nobody is taken off it."""
    Panelist.objects.bulk_create(
        [Panelist(round=round_, pupil_id=each) for each in pupils], ignore_conflicts=True
    )


@action
def open_after_preview(*, by: Actor, round_: Round) -> None:
    """Open a survey to everybody after the preview; the panel answers it again from the start."""
    safeguarding.check_messages_arrive(round_.school, by.today)
    Round.objects.filter(pk=round_.pk, status=Round.Status.PREVIEW).update(
        status=Round.Status.OPEN, taken_on=by.today
    )


@action
def change_promise(*, by: Actor, round_: Round, promise: str) -> None:
    """Change the promise about who sees names; refused once anybody has begun to answer."""
    rules.check_promise(begun=promises.begun(round_.pk))
    round_.promise = promise
    round_.save(update_fields=["promise"])


@action
def close(
    *, by: Actor, round_: Round, heard: str, will_do: str, by_when: date | None, now: datetime
) -> None:
    """Close a survey, and tell all who were asked what was learnt, what will be done and by when.

    The state of every need is worked out once more.
    """
    rules.check_heard(heard=heard, will_do=will_do, by_when=by_when, today=by.today)
    round_.heard, round_.will_do, round_.by_when = heard.strip(), will_do.strip(), by_when
    round_.status, round_.closed_at = Round.Status.CLOSED, now
    round_.ended_at = round_.ended_at or now
    round_.door_code = ""
    round_.save()
    reckon(round_.pk)


@action
def comment(*, by: Actor, round_: Round, screen: str, words: str) -> None:
    """Add a comment by a pupil of the panel about one screen, or about the whole survey."""
    mine = Panelist.objects.select_for_update().get(round=round_, pupil=by.subject_id)
    if words.strip():
        mine.comments = [*mine.comments, {"screen": screen, "words": words.strip()[:500]}]
        mine.save(update_fields=["comments"])
