"""Joining a staff meeting: with a code mailed to a colleague, or let in by another colleague.

The answers of those let in are set aside until they confirm that it was them.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from beside.access import keys
from beside.access.actions import code_of
from beside.access.actor import Actor, as_browser
from beside.audit.actions import action
from beside.messages.actions import send_once
from beside.schools.models import Person
from beside.ties import rules
from beside.ties.actions import marking
from beside.ties.models import Draft, Nomination, Respondent, Round
from beside.ties.reckoning import reckon

CODE_LENGTH = 6
WINDOW_SECONDS = 15 * 60
QUESTION = "staff_knows"
SUBJECT = _("Your code for the staff meeting")
MAIL = _(
    "Your code for %(meeting)s: %(code)s\n\nOr open this, on the screen you will use:\n%(link)s\n\n"
    "It works for a quarter of an hour, once. If you did not ask for it, leave it.\n"
)


def mail_codes(person: uuid.UUID, number: str, now: datetime) -> list[str]:
    """The mailed codes that work now: of this quarter of an hour and of the one before."""
    return _codes("beside.meeting.mail", f"{person}:{number}", now)


def colleague_codes(person: uuid.UUID, number: str, by: uuid.UUID, now: datetime) -> list[str]:
    """The codes with which the colleague `by` lets in `person`, that work now."""
    return _codes("beside.meeting.colleague", f"{person}:{number}:{by}", now)


def _codes(purpose: str, whose: str, now: datetime) -> list[str]:
    window = int(now.timestamp()) // WINDOW_SECONDS
    return [code_of(purpose, f"{whose}:{w}", CODE_LENGTH) for w in (window, window - 1)]


@action
def mail_code(*, by: Actor, round_: Round, person: uuid.UUID, address: str, now: datetime) -> bool:
    """Mail a colleague their code for the meeting; return whether it was sent.

    The mail names no pupil, and the person who asked for the code does not see it. Call it under
    the database role `Role.ROLL`.
    """
    asked = _asked(round_, person).select_related(None).first()
    to = Person.objects.filter(pk=person).exclude(email="").first()
    if asked is None or to is None or round_.status != Round.Status.OPEN:
        return False
    code = mail_codes(person, number_of(round_, asked), now)[0]
    link = f"{address.rstrip('/')}/join/{round_.door_code}/{person}/?key={code}"
    words = {"meeting": round_.name, "code": code, "link": link}
    return send_once(
        recipient=person,
        address=to.email,
        day=by.today,
        kind=f"door {code_of('beside.letter', code, 8)}",
        subject=str(SUBJECT),
        words=str(MAIL) % words,
    )


def number_of(round_: Round, asked: Respondent) -> str:
    """The number kept in a session, which ends when the round or the person gets a new one."""
    return f"{round_.door_number}.{asked.door_number}"


def _asked(round_: Round, person: uuid.UUID | None):
    return Respondent.objects.filter(round=round_, person=person, question=QUESTION, asked=True)


@action
def come_in(*, by: Actor, round_: Round, now: datetime, let_in_by: uuid.UUID | None = None) -> str:
    """Record that a colleague joined, ending their earlier sessions in this meeting.

    Returns the number to store in the new session.
    """
    asked = _asked(round_, by.subject_id).select_for_update().get()
    asked.joined_at = asked.joined_at or now
    asked.door_number += 1
    asked.let_in_by_id = let_in_by or (asked.let_in_by_id if asked.browser else None)
    asked.save(update_fields=["joined_at", "door_number", "let_in_by"])
    if let_in_by is None:
        keys.arrive(by=by, now=now)
    return number_of(round_, asked)


@action
def let_in(*, by: Actor, round_: Round, person: uuid.UUID, now: datetime) -> None:
    """Notify a person at once that a colleague has let somebody in under their name."""
    keys.tell(by=by, subjects=[person], what="let_in", now=now, values={"round": str(round_.pk)})


@action
def mark(*, by: Actor, round_: Round, marks: Mapping[uuid.UUID, Collection[str]]) -> None:
    """Set aside the ticks of somebody who was let in, until they confirm that it was them."""
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    for knows in marks.values():
        rules.check_knows(knows)
    draft = _draft(by, round_)
    draft.answers["marks"] |= {str(pupil): list(knows) for pupil, knows in marks.items()}
    draft.save(update_fields=["answers", "at"])


def _draft(by: Actor, round_: Round) -> Draft:
    new = Draft(round=round_, person_id=by.subject_id, browser=by.browser, answers={"marks": {}})
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    drafts = Draft.objects.select_for_update().filter(browser=by.browser)
    return drafts.get(round=round_, person=by.subject_id)


@action
def send(*, by: Actor, round_: Round) -> None:
    """Somebody who was let in has finished; their ticks count once they confirm it was them."""
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    _draft(by, round_)
    _asked(round_, by.subject_id).update(browser=by.browser)


@action
def was_me(*, by: Actor, round_: Round, yes: bool, now: datetime) -> None:
    """Record whether it really was this person whom a colleague let in; their ticks count or go.

    What they ticked themselves stays as it is.
    """
    asked = _asked(round_, by.subject_id).select_for_update().get()
    if yes and asked.browser and round_.status != Round.Status.CLOSED:
        marking.keep(by=by, round_=round_, marks=_put_aside(by, round_, asked.browser))
        asked.answered, asked.sent_at = True, asked.sent_at or now
    asked.let_in_by, asked.browser = None, ""
    asked.save(update_fields=["let_in_by", "browser", "answered", "sent_at"])
    reckon(round_.pk)


def _put_aside(by: Actor, round_: Round, browser: str) -> dict[uuid.UUID, list[str]]:
    """The ticks made in that browser, but for pupils about whom the person has answered since."""
    with as_browser(browser):
        drafts = Draft.objects.filter(round=round_, person=by.subject_id, browser=browser)
        marks = [each.answers.get("marks", {}) for each in drafts]
    mine = Nomination.objects.visible_to(by).filter(round=round_, question=QUESTION)
    own = set(mine.filter(ego=by.subject_id).values_list("alter_id", flat=True))
    said = {uuid.UUID(pupil): knows for each in marks for pupil, knows in each.items()}
    return {pupil: knows for pupil, knows in said.items() if pupil not in own}
