"""Thank-yous: those a pupil sent, and those an adult was sent. Nobody reads another's."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.recognition.models import ThankYou
from beside.safeguarding.models import ToPupil
from beside.safeguarding.queries import to_pupils
from beside.safeguarding.queries.taken_back import TakenBack
from beside.schools import queries as schools
from beside.schools.models import Person
from beside.ties import naming

ANSWER_IS_NEWS = timedelta(days=7)


@dataclass(frozen=True)
class Sent:
    """A thank-you of mine, and the adult whom it went to."""

    thank_you: ThankYou
    adult: naming.Adult


@dataclass(frozen=True)
class Received:
    """A thank-you to me, and the pupil who wrote it."""

    thank_you: ThankYou
    pupil: Person


def of_pupil(actor: Actor) -> QuerySet[ThankYou]:
    """The thank-yous this pupil wrote and did not take back, newest first."""
    mine = ThankYou.objects.visible_to(actor).filter(pupil=actor.subject_id)
    return mine.filter(status=ThankYou.SENT).order_by("-at")


def to_adult(actor: Actor) -> QuerySet[ThankYou]:
    """The thank-yous to this adult, newest first."""
    mine = ThankYou.objects.visible_to(actor).filter(adult=actor.subject_id)
    return mine.filter(status=ThankYou.SENT).order_by("-at")


def sent(found: QuerySet[ThankYou]) -> list[Sent]:
    """Thank-yous of the pupil who acts, with names; none to an adult they are kept apart from."""
    rows = list(found)
    adults = naming.adults({each.adult_id for each in rows})
    return [Sent(each, adults[each.adult_id]) for each in rows if each.adult_id in adults]


def answered(actor: Actor, now: datetime) -> dict[uuid.UUID, datetime]:
    """The thank-yous of the pupil who acts whose answer has reached them, and since when."""
    found = to_pupils.reached(actor, actor.subject_id, ToPupil.Kind.ANSWER, now)
    return {each.about: each.shown_at for each in found}


def answered_lately(actor: Actor, now: datetime) -> list[Sent]:
    """Those of the pupil's thank-yous that an adult answered within the last days."""
    since = now - ANSWER_IS_NEWS
    news = [key for key, shown in answered(actor, now).items() if shown > since]
    return sent(of_pupil(actor).filter(pk__in=news, away_for_pupil=False)) if news else []


def received(actor: Actor) -> list[Received]:
    """The thank-yous to this adult with the pupils who wrote them."""
    rows = list(to_adult(actor))
    pupils = schools.names_of(actor, [each.pupil_id for each in rows])
    return [Received(each, pupils[each.pupil_id]) for each in rows if each.pupil_id in pupils]


def taken_back(actor: Actor) -> list[TakenBack]:
    """What pupils took back within the year that it is kept, for the lead to whom none was sent."""
    found = ThankYou.objects.visible_to(actor).filter(status=ThankYou.TAKEN_BACK)
    rows = list(found.exclude(pupil=actor.subject_id).exclude(words="").order_by("-taken_back_at"))
    names = schools.names_of(actor, [p for each in rows for p in (each.pupil_id, each.adult_id)])
    return [
        TakenBack(
            writer=names[each.pupil_id],
            to=names[each.adult_id],
            pupil=each.pupil_id,
            words=each.words,
            at=each.taken_back_at,
            look="thank_you",
        )
        for each in rows
        if each.pupil_id in names and each.adult_id in names
    ]


def new_to(actor: Actor) -> tuple[list[uuid.UUID], bool]:
    """The pupils whose thank-yous this adult has not read, each once; and whether there are any."""
    rows = list(to_adult(actor).values_list("pupil_id", "read_at"))
    return list(dict.fromkeys(pupil for pupil, read_at in rows if read_at is None)), bool(rows)
