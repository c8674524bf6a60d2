"""What goes with every key: who came in is noted, its owner is told, and can take it back."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from beside.access import opening, past
from beside.access.actor import Actor
from beside.access.models import Account, Arrival, Notice, SignInCard
from beside.access.refusals import Refusal
from beside.audit.actions import action


class NotTheirs(Refusal):
    pass


@action
def arrive(*, by: Actor, now: datetime) -> None:
    """Note that somebody has come in for the first time, by whatever door."""
    Arrival.objects.bulk_create([Arrival(subject_id=by.subject_id, at=now)], ignore_conflicts=True)


@action
def tell(
    *,
    by: Actor,
    subjects: Iterable[uuid.UUID],
    what: str,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    key_id: uuid.UUID | None = None,
) -> None:
    """Tell these people on their own pages what was done about a key of theirs."""
    Notice.objects.bulk_create(
        Notice(
            subject_id=each,
            what=what,
            by=by.subject_id,
            at=now,
            values=dict(values or {}),
            key_id=key_id,
        )
        for each in subjects
    )


@action
def read_notices(*, by: Actor, now: datetime) -> None:
    """Somebody has read what they were told."""
    mine = Notice.objects.visible_to(by).filter(subject=by.subject_id, read_at=None)
    mine.update(read_at=now)


@action
def confirm(*, by: Actor, card: SignInCard) -> None:
    """An adult who did not make a card says whose hands it is in; it opens the past from now on."""
    if not opening.may_confirm(by=by.subject_id, made_by=card.made_by_id, owner=card.subject_id):
        raise NotTheirs("Somebody who did not make this card has to say whose it is.")
    SignInCard.objects.filter(pk=card.pk, number=card.number).update(confirmed_by=by.subject_id)


@action
def open_past(*, by: Actor, browser: str) -> None:
    """What was put down while the past was shut joins it."""
    past.join(by=by, browser=browser)


@action
def not_me(*, by: Actor, notice: Notice, now: datetime) -> Account | None:
    """The owner of a key says that somebody else used it: every session ends, and what it sent.

    Gives the account, which goes on in this browser alone.
    """
    browser = str(notice.values.get("browser", ""))
    if browser:
        past.take_back(by=by, browser=browser)
    SignInCard.objects.filter(subject=by.subject_id, pk=notice.key_id).update(
        code_hash=uuid.uuid4().hex, used_at=now, past_shut=False
    )
    Account.objects.filter(pk=by.subject_id).update(generation=F("generation") + 1)
    Notice.objects.filter(pk=notice.pk, subject=by.subject_id).update(read_at=now)
    return Account.objects.filter(pk=by.subject_id).first()
