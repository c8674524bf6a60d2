"""Earlier survey answers of a person who came in with a card or code made by somebody else.

Their new drafts are stored apart, by browser. Once they show who they are, `join` merges these
into the earlier drafts; if it was not them, `take_back` withdraws what was sent.
"""

import uuid
from collections.abc import Iterable

from beside.access.actor import Actor, as_browser
from beside.access.past import Keeper
from beside.audit.actions import action
from beside.ties import answers
from beside.ties.models import Draft, Nomination, Respondent, Response
from beside.ties.reckoning import reckon


def has_said(*, person: uuid.UUID) -> bool:
    """Whether a person has answered or begun any survey, on paper too.

    Call it while this person is the actor; row policies hide their answers from everybody else.
    """
    mine = (
        ({"ego": person}, Nomination),
        ({"person": person}, Response),
        ({"person": person}, Draft),
    )
    return any(model.objects.filter(**whose).exists() for whose, model in mine)


@action
def join(*, by: Actor, browser: str) -> None:
    """Merge the drafts made in a browser into the actor's earlier drafts of the same surveys."""
    with as_browser(browser):
        drafts = list(Draft.objects.filter(person=by.subject_id, browser=browser))
    for draft in drafts:
        _join(by, draft)


def _join(by: Actor, draft: Draft) -> None:
    before = Draft.objects.select_for_update().filter(
        round=draft.round_id, person=by.subject_id, browser=""
    )
    earlier = before.first()
    if earlier is None:
        earlier = Draft(round_id=draft.round_id, person_id=by.subject_id, tried=draft.tried)
        earlier.answers = draft.answers
        earlier.save(force_insert=True)
    else:
        earlier.answers = answers.joined(earlier.answers, draft.answers)
        earlier.save(update_fields=["answers", "at"])


@action
def take_back(*, by: Actor, browser: str) -> None:
    """Withdraw what somebody else sent from a browser in the actor's name.

    The answers are emptied, the survey counts as not sent, and states are worked out again.
    """
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
