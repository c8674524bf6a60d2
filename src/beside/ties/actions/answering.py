"""A pupil answers: start, keep what is put down screen by screen, send."""

import json
import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from psycopg.types.json import Jsonb

from beside.access.actor import Actor, writing_over_the_past
from beside.audit.actions import action, unrecorded
from beside.ties import answers as said
from beside.ties import naming, questions, rules
from beside.ties.models import Draft, Nomination, Respondent, Response, Round
from beside.ties.reckoning import reckon

# A draft is read and written at every press of a button: statements of a fixed text.
LOCKED = """
  SELECT id, answers FROM ties_draft
  WHERE round_id = %s AND person_id = %s AND tried = %s AND browser = beside_browser()
  FOR UPDATE"""
KEPT = "UPDATE ties_draft SET answers = %s, at = clock_timestamp() WHERE id = %s"


@action
def start(*, by: Actor, round_: Round, now: datetime, helper: uuid.UUID | None = None) -> Draft:
    """Note that a pupil has begun, and give them their draft; begun twice is begun once.

    `helper` is the adult who sits beside them for the easier form.
    """
    _check_past(by, round_)
    tries = round_.status == Round.Status.PREVIEW
    own = _own(by, round_).filter(question="survey")
    if not tries:
        own.filter(joined_at=None).update(joined_at=now)
    if helper:
        own.update(helper=helper)
    return _draft(by, round_, tries)


def _draft(by: Actor, round_: Round, tries: bool) -> Draft:
    new = Draft(
        round=round_,
        person_id=by.subject_id,
        answers=said.empty(),
        tried=tries,
        browser=by.browser,
    )
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    draft = _mine(by, round_)
    if draft.tried and not tries:
        draft.answers, draft.tried = said.empty(), False
        draft.save(update_fields=["answers", "tried", "at"])
    return draft


def _mine(by: Actor, round_: Round) -> Draft:
    drafts = Draft.objects.select_for_update().filter(browser=by.browser)
    return drafts.get(round=round_, person=by.subject_id)


@unrecorded
def keep(*, by: Actor, round_: Round, screen: str, form: said.Form) -> said.Answers:
    """Keep what a form of a screen says, also after the round has closed: nothing is lost."""
    return _change(by, round_, lambda answers: said.say(answers, screen, form))


@unrecorded
def skip(*, by: Actor, round_: Round, screen: str) -> said.Answers:
    """Leave a screen out."""
    return _change(by, round_, lambda answers: said.skip(answers, screen))


@unrecorded
def add(
    *, by: Actor, round_: Round, question: str, alter: uuid.UUID | None = None, words: str = ""
) -> said.Answers:
    """Put somebody on the list of a question, or down as whom I would like beside me more.

    `alter` must be somebody of the school, or one's own family; anybody else is refused.
    """
    if alter and (alter == by.subject_id or alter not in naming.names(round_.pk, [alter])):
        raise rules.NotFound("We could not find this person. Type the name again.")
    key = str(alter) if alter else ""
    if question == "wish":
        return _change(by, round_, lambda answers: said.wish_for(answers, alter=key, words=words))
    return _change(
        by, round_, lambda answers: said.add_person(answers, question, alter=key, words=words)
    )


@unrecorded
def take_off(*, by: Actor, round_: Round, key: str) -> said.Answers:
    """Take somebody off the list, or take the wish back."""
    if key == "wish":
        return _change(by, round_, lambda answers: said.skip(answers, "wish"))
    return _change(by, round_, lambda answers: said.take_off(answers, key))


@unrecorded
def place(*, by: Actor, round_: Round, rings: Mapping[str, int | None]) -> said.Answers:
    """Put each of these people into a ring."""
    return _change(
        by, round_, lambda answers: [said.place(answers, *each) for each in rings.items()]
    )


def _change(by: Actor, round_: Round, change: Callable[[said.Answers], Any]) -> said.Answers:
    tries = round_.status == Round.Status.PREVIEW
    with connection.cursor() as cursor:
        cursor.execute(LOCKED, [round_.pk, by.subject_id, tries])
        draft = cursor.fetchone()
        if draft is None:
            raise rules.NotAsked("Start this survey first.")
        answers = json.loads(draft[1])
        change(answers)
        cursor.execute(KEPT, [Jsonb(answers), draft[0]])
    return answers


@action
def send(*, by: Actor, round_: Round, screens: Collection[str], now: datetime) -> None:
    """Send what was put down: it counts from now on; sent again, it takes the place of the first.

    What was sent before and is not put down any more is kept as a no. The pupil's own states are
    reckoned at once, and of those they named nothing: a state that appears tells that somebody did.
    """
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    _check_past(by, round_)
    draft = _mine(by, round_)
    with writing_over_the_past():
        _nominate(by, round_, said.nominations(draft.answers, screens))
        _respond(by, round_, draft.answers["choices"], screens)
    _note_sent(by, round_, draft.answers, now)
    reckon(round_.pk, [by.subject_id])


def _check_past(by: Actor, round_: Round) -> None:
    """What was sent before is not changed by whoever came in without their past."""
    if not by.past and _own(by, round_).filter(sent_at__isnull=False).exists():
        raise rules.SentBefore("You have sent this survey. Your own word opens it again.")


def _nominate(by: Actor, round_: Round, rows: list[dict[str, Any]]) -> None:
    before = {
        (each.question, each.alter_id, each.alter_words): each
        for each in Nomination.objects.filter(
            round=round_, ego=by.subject_id, question__in=Nomination.PUPIL_QUESTIONS
        )
    }
    now_said = {_key(row): row for row in rows}
    new = [
        Nomination(round=round_, ego_id=by.subject_id, **row)
        for key, row in now_said.items()
        if key not in before
    ]
    Nomination.objects.bulk_create(new)
    changed = [each for key, each in before.items() if _differs(each, now_said.get(key))]
    Nomination.objects.bulk_update(changed, ["answer", "ring", "qualities", "stage"])


def _key(row: dict[str, Any]) -> tuple[str, uuid.UUID | None, str]:
    return row["question"], row["alter_id"] and uuid.UUID(row["alter_id"]), row["alter_words"]


def _differs(kept: Nomination, row: dict[str, Any] | None) -> bool:
    """Bring a row in step with what is said now; says whether that changed it."""
    wanted = {"answer": False} if row is None else {"answer": True} | _details(row)
    differs = any(getattr(kept, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(kept, name, value)
    return differs


def _details(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("ring", "qualities", "stage")}


def _respond(by: Actor, round_: Round, choices: dict[str, str], screens: Collection[str]) -> None:
    kept = [
        Response(round=round_, person_id=by.subject_id, question=name, value=choices.get(name, ""))
        for name in (*questions.CHOICES, "stage")
        if name in screens
    ]
    Response.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["round", "person", "question", "about"],
        update_fields=["value"],
    )


def _note_sent(by: Actor, round_: Round, answers: said.Answers, now: datetime) -> None:
    said_of = [name for name in questions.ASKED if said.is_answered(answers, name)]
    _own(by, round_).update(
        answered=Q(question__in=["survey", *said_of]), sent_at=now, browser=by.browser
    )


def _own(by: Actor, round_: Round):
    pupil_side = ("survey", *questions.ASKED)
    return Respondent.objects.filter(
        round=round_, person=by.subject_id, question__in=pupil_side, asked=True
    )
