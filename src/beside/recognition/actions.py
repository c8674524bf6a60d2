"""A pupil thanks an adult, or takes that back; the adult reads, answers, puts away."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.recognition import queries, rules
from beside.recognition.models import ThankYou
from beside.safeguarding.actions import to_pupils
from beside.safeguarding.models import ToPupil
from beside.schools.models import School
from beside.ties import naming


@action
def send(
    *, by: Actor, school: School, adult: uuid.UUID, words: str, at: datetime, key: uuid.UUID
) -> None:
    """The pupil thanks an adult at their school, in their own words.

    `key` is made with the form: a double click sends it once, and other words sent with the same
    form are another thank-you.
    """
    rules.check_words(words)
    found = naming.adults([adult]).get(adult)
    rules.check_may_be_sent(is_here=bool(found and found.is_here))
    once = uuid.uuid5(key, f"{by.subject_id}:{adult}:{words}")
    row = ThankYou(
        id=once, school=school, pupil_id=by.subject_id, adult_id=adult, words=words, at=at
    )
    ThankYou.objects.bulk_create([row], ignore_conflicts=True)
    kept = ThankYou.objects.visible_to(by).get(pk=once)
    rules.check_stands(taken_back=kept.status == ThankYou.TAKEN_BACK)


@action
def take_back(*, by: Actor, thank_you: ThankYou, now: datetime) -> None:
    """The pupil takes back what nobody has read: out of sight, and kept a year for the lead."""
    mine = ThankYou.objects.visible_to(by).filter(pk=thank_you.pk, pupil=by.subject_id)
    unread = mine.filter(read_at=None, status=ThankYou.SENT)
    if not unread.update(status=ThankYou.TAKEN_BACK, taken_back_at=now):
        is_gone = mine.filter(status=ThankYou.TAKEN_BACK).exists()
        rules.check_take_back(is_read=not is_gone)


@action
def read(*, by: Actor, now: datetime) -> None:
    """The adult opens the page of their thank-yous: all of them are read."""
    queries.to_adult(by).filter(read_at=None).order_by().update(read_at=now)


@action
def answer(*, by: Actor, thank_you: ThankYou, now: datetime) -> None:
    """The adult says “Thank you for telling me”, once; it reaches the pupil in school hours."""
    mine = queries.to_adult(by).filter(pk=thank_you.pk, read_at__isnull=False, answered_at=None)
    if mine.order_by().update(answered_at=now):
        to_pupils.write(
            by=by,
            school=thank_you.school,
            pupil=thank_you.pupil_id,
            kind=ToPupil.Kind.ANSWER,
            about=thank_you.pk,
            words="",
            at=now,
        )


@action
def put_away(*, by: Actor, thank_you: ThankYou, away: bool) -> None:
    """Whoever wrote it or was sent it takes it off their own list, or puts it back there."""
    field = "away_for_pupil" if thank_you.pupil_id == by.subject_id else "away_for_adult"
    ThankYou.objects.visible_to(by).filter(pk=thank_you.pk).update(**{field: away})
