"""Who is there: whom pupils may pick, who reads on which day, who is away, whether mail arrives."""

import uuid
from datetime import date, datetime, time

from beside.access import actions as access
from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.safeguarding.actions.telling import tell
from beside.safeguarding.models import Away, Duty, Listener, MessageTest
from beside.safeguarding.queries import people
from beside.schools.models import School


@action
def set_listener(*, by: Actor, school: School, adult: uuid.UUID, facts: dict) -> None:
    """The lead keeps what was checked of an adult; pupils may pick them once they say yes."""
    found = Listener.objects.visible_to(by).filter(school=school, adult=adult)
    if not found.update(**facts):
        Listener.objects.bulk_create([Listener(school=school, adult_id=adult, **facts)])


@action
def answer_for_oneself(*, by: Actor, school: School, yes: bool, at: datetime) -> None:
    """An adult says that pupils may pick them, or takes it back; neither is asked about."""
    mine = Listener.objects.visible_to(by).filter(school=school, adult=by.subject_id)
    mine.update(said_yes_at=at if yes else None)


@action
def set_duty(
    *,
    by: Actor,
    school: School,
    adult: uuid.UUID,
    reads_at: time,
    weekday: int | None = None,
    day: date | None = None,
) -> None:
    """Say who reads on a weekday or on one day; whoever stood there before does no more."""
    end_duty(by=by, school=school, weekday=weekday, day=day)
    row = Duty(school=school, adult_id=adult, weekday=weekday, day=day, reads_at=reads_at)
    Duty.objects.bulk_create([row])


@action
def end_duty(
    *, by: Actor, school: School, weekday: int | None = None, day: date | None = None
) -> None:
    """Nobody is named for a weekday or a day any more."""
    found = Duty.objects.visible_to(by).filter(school=school, is_gone=False)
    found.filter(weekday=weekday, day=day).update(is_gone=True)


@action
def set_away(*, by: Actor, school: School, adult: uuid.UUID, first: date, last: date) -> None:
    """Somebody is not there from a day to a day, both included."""
    if last < first:
        raise Refusal("The last day comes before the first.")
    Away.objects.bulk_create([Away(school=school, adult_id=adult, first=first, last=last)])


@action
def end_away(*, by: Actor, away: uuid.UUID) -> None:
    """They are there after all."""
    Away.objects.visible_to(by).filter(pk=away).update(is_gone=True)


@action
def test_messages(*, by: Actor, school: School, at: datetime) -> list[MessageTest]:
    """Send a test message to every lead and deputy, each with a link that only they can press."""
    made = []
    for person in people.posts_of(school, by.today).leads:
        row = MessageTest(school=school, to_id=person, sent_by_id=by.subject_id, sent_at=at)
        row.secret = access.digest(test_secret(row.pk))
        MessageTest.objects.bulk_create([row])
        tell([person], "test", row.pk)
        made.append(row)
    return made


def test_secret(test: uuid.UUID) -> str:
    """The secret of a test message: worked out from the secret key, kept nowhere."""
    return access.code_of("beside.tested", str(test), 16)


@action
def confirm_message(*, by: Actor, secret: str, at: datetime) -> bool:
    """Whoever a test message was sent to says that it came; gives whether it was theirs."""
    mine = MessageTest.objects.visible_to(by).filter(to=by.subject_id, secret=access.digest(secret))
    mine.filter(confirmed_at=None).update(confirmed_at=at)
    return mine.exists()


@action
def confirm_on_screen(*, by: Actor, school: School, at: datetime) -> None:
    """Without a mail server: they see on this page what waits, and say so."""
    mine = MessageTest.objects.visible_to(by).filter(school=school, to=by.subject_id)
    mine.filter(confirmed_at=None).update(confirmed_at=at)
