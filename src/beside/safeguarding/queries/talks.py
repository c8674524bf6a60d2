"""Talks as a pupil reads them, as they are read at school, and by when the next one is read."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from beside.access.actor import Actor
from beside.access.locks import may_q
from beside.access.refusals import Refusal
from beside.rights import Verb
from beside.safeguarding.models import OwnWord, Talk, TalkEntry
from beside.safeguarding.queries import people
from beside.safeguarding.rules import promise, words
from beside.schools import calendars
from beside.schools.models import School
from beside.schools.rules import calendar as days


@dataclass(frozen=True)
class Now:
    """How a school stands at a moment: whether it is open, who reads next, and when."""

    at: datetime
    is_open: bool
    opens: datetime | None
    readings: Sequence[promise.Reading]
    may_write: bool

    @property
    def next(self) -> promise.Reading | None:
        """The next reading while school is closed."""
        return self.readings[0] if self.readings else None


def now_at(school: School, at: datetime) -> Now:
    """How a school stands at a moment."""
    calendar = calendars.calendar_of(school)
    found = promise.readings(calendar, at, people.rota_of(school))
    return Now(
        at,
        days.is_open(calendar, at),
        days.next_open(calendar, at),
        found,
        promise.may_write(calendar, at, found),
    )


def mine(actor: Actor) -> QuerySet[Talk]:
    """The talks that this pupil began, newest first."""
    return Talk.objects.visible_to(actor).filter(pupil=actor.subject_id).order_by("-at")


def opens_for_pupil(actor: Actor, talk: Talk) -> bool:
    """Whether the pupil's word opens this talk: one that was given opens what came after it."""
    word = word_of(actor)
    return word is not None and words.opens(
        talk.at,
        set_at=word.set_at,
        given=word.given_by_id is not None,
        confirmed=word.confirmed_by_id is not None,
    )


def word_of(actor: Actor) -> OwnWord | None:
    """The pupil's own word, as it is kept."""
    return OwnWord.objects.visible_to(actor).filter(pupil=actor.subject_id).first()


def said_in(actor: Actor, talk: Talk, at: datetime) -> list[TalkEntry]:
    """What a pupil reads of a talk now: an answer only once it is delivered."""
    shown = TalkEntry.objects.visible_to(actor).filter(talk=talk, kind__in=TalkEntry.SHOWN)
    return list(shown.filter(shown_at__lte=at).order_by("at"))


def for_staff(actor: Actor) -> QuerySet[Talk]:
    """The talks that the actor may open, as reader or by their post; never their own as a pupil."""
    found = Talk.objects.filter(may_q(Talk, Verb.READ, actor)).exclude(pupil=actor.subject_id)
    return found.order_by("due_at", "at")


def entries_of(actor: Actor, talk: Talk) -> list[TalkEntry]:
    """All that was said and done in a talk, for those at school who may read it."""
    return list(TalkEntry.objects.visible_to(actor).filter(talk=talk).order_by("at"))


def unread(actor: Actor, school: School) -> QuerySet[Talk]:
    """Talks of a school that nobody has read, the first promised first."""
    waiting = for_staff(actor).filter(school=school, read_at=None, closed_at=None)
    return waiting.filter(~Q(declined__contains=[actor.subject_id]))


def is_mailed() -> bool:
    """Whether a mail server is named; else letters lie in a folder that nobody reads."""
    return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.startswith("beside.")


def unconfirmed(school: School, on: date) -> list[uuid.UUID]:
    """Leads and deputies of a school who have not said that a test message came."""
    leads = people.posts_of(school, on).leads
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_reached(%s)", [school.pk])
        reached = {person for (person,) in cursor.fetchall()}
    return [each for each in leads if each not in reached]


class NotProven(Refusal):
    """Nobody has shown that a message reaches the people who keep children safe."""


def check_messages_arrive(school: School, on: date) -> None:
    """Refuse, in words, what may make a pupil write before it is shown that a message arrives."""
    if not people.posts_of(school, on).leads:
        raise NotProven(
            "No survey opens while the roll of this school has no safeguarding lead."
            " The office puts one on the roll."
        )
    if unconfirmed(school, on):
        raise NotProven(
            "No survey opens before the safeguarding lead and the deputy have each said that a test"
            " message reached them. The lead sends it from Concerns, under Who is there."
        )


def messages_arrive(school: School, on: date) -> bool:
    """Whether the school has a lead, and each lead and deputy has confirmed a test message."""
    return bool(people.posts_of(school, on).leads) and not unconfirmed(school, on)
