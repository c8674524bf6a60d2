"""What somebody said in surveys before, and what becomes of what was put down without it."""

import uuid
from collections.abc import Iterable

from beside.access.actor import Actor, as_browser
from beside.access.past import Keeper
from beside.audit.actions import action
from beside.ties import answers as said
from beside.ties.models import Draft, Nomination, Respondent, Response
from beside.ties.reckoning import reckon


def has_said(*, person: uuid.UUID) -> bool:
    """Whether somebody has said anything in a survey, on paper too; they must be told to act."""
    mine = (
        ({"ego": person}, Nomination),
        ({"person": person}, Response),
        ({"person": person}, Draft),
    )
    return any(model.objects.filter(**whose).exists() for whose, model in mine)


@action
def join(*, by: Actor, browser: str) -> None:
    """What was put down in a browser joins what was put down before."""
    with as_browser(browser):
        put_down = list(Draft.objects.filter(person=by.subject_id, browser=browser))
    for draft in put_down:
        _join(by, draft)


def _join(by: Actor, draft: Draft) -> None:
    before = Draft.objects.select_for_update().filter(
        round=draft.round_id, person=by.subject_id, browser=""
    )
    kept = before.first()
    if kept is None:
        kept = Draft(round_id=draft.round_id, person_id=by.subject_id, tried=draft.tried)
        kept.answers = draft.answers
        kept.save(force_insert=True)
    else:
        kept.answers = said.joined(kept.answers, draft.answers)
        kept.save(update_fields=["answers", "at"])


@action
def take_back(*, by: Actor, browser: str) -> None:
    """What somebody else sent from a browser in this person's name counts no more."""
    sent = Respondent.objects.filter(person=by.subject_id, browser=browser)
    for round_ in _rounds(sent):
        mine = Nomination.objects.filter(round=round_, ego=by.subject_id)
        mine.filter(question__in=Nomination.PUPIL_QUESTIONS).update(answer=False)
        Response.objects.filter(round=round_, person=by.subject_id).update(value="")
        Respondent.objects.filter(round=round_, person=by.subject_id, browser=browser).update(
            answered=False, sent_at=None, browser=""
        )
        reckon(round_, [by.subject_id] if by.subject_id else [])


def _rounds(sent) -> Iterable[uuid.UUID]:
    return list(sent.values_list("round_id", flat=True).distinct())


KEEPER = Keeper(has_said, join, take_back)
