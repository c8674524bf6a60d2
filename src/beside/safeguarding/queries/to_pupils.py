"""Words to pupils: what reached a pupil, what waits to be read first, what the lead is shown."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from beside.access.actor import Actor
from beside.safeguarding.models import ToPupil
from beside.schools import queries as schools
from beside.schools.models import Person

REACHED = (ToPupil.Status.PASSED, ToPupil.Status.SENT)


@dataclass(frozen=True)
class Row:
    """Words to a pupil with the names of both."""

    record: ToPupil
    pupil: Person
    writer: Person


@dataclass(frozen=True)
class Often:
    """That somebody wrote to one pupil three times or more within thirty days."""

    writer: Person
    pupil: Person
    count: int


def reached(
    actor: Actor, pupil: uuid.UUID, kind: str, now: datetime, about: Collection[uuid.UUID] = ()
) -> list[ToPupil]:
    """What of a kind was passed on to a pupil and is theirs to read by now, the first first."""
    found = ToPupil.objects.visible_to(actor).filter(pupil=pupil, kind=kind, shown_at__lte=now)
    found = found.filter(about__in=about) if about else found
    return list(found.filter(status__in=REACHED, withdrawn_at=None).order_by("at", "pk"))


def by_me(actor: Actor, kind: str, about: uuid.UUID, pupil: uuid.UUID) -> ToPupil | None:
    """What the actor wrote to a pupil about this, and has not taken back."""
    mine = ToPupil.objects.visible_to(actor).filter(writer=actor.subject_id, pupil=pupil)
    return mine.filter(kind=kind, about=about, withdrawn_at=None).first()


def to_read(actor: Actor) -> QuerySet[ToPupil]:
    """What waits, and the actor may read first: of pupils whom they look after, no party to it."""
    waiting = ToPupil.objects.visible_to(actor).filter(status=ToPupil.Status.WAITING)
    return waiting.exclude(past__contains=[actor.subject_id]).order_by("at", "pk")


def how_many(actor: Actor) -> int:
    """How many wait for the actor."""
    return to_read(actor).count()


def named(actor: Actor, found: Iterable[ToPupil]) -> list[Row]:
    """These with names; none whose pupil or writer the actor may not see."""
    rows = list(found)
    names = schools.names_of(actor, [p for each in rows for p in (each.pupil_id, each.writer_id)])
    return [
        Row(each, names[each.pupil_id], names[each.writer_id])
        for each in rows
        if each.pupil_id in names and each.writer_id in names
    ]


def withdrawn(actor: Actor) -> list[Row]:
    """What was taken back within the year that it is kept, as the lead may see it.

    Words that their writer replaced by others before anybody read them are not listed.
    """
    found = ToPupil.objects.visible_to(actor).filter(status=ToPupil.Status.WITHDRAWN)
    found = found.exclude(past__contains=[actor.subject_id])
    same = {each: OuterRef(each) for each in ("kind", "about", "writer", "pupil")}
    later = ToPupil.objects.filter(**same, at__gte=OuterRef("withdrawn_at"))
    replaced = Q(decided_at=None) & Exists(later.exclude(pk=OuterRef("pk")))
    return named(actor, found.exclude(replaced).order_by("-withdrawn_at"))


def often(actor: Actor, now: datetime) -> list[Often]:
    """Who wrote to one pupil three times or more within thirty days, as the lead may see it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT writer, pupil, count FROM safeguarding_often(%s)", [now])
        counted = cursor.fetchall()
    names = schools.names_of(actor, [p for writer, pupil, _n in counted for p in (writer, pupil)])
    return [
        Often(names[writer], names[pupil], count)
        for writer, pupil, count in counted
        if writer in names and pupil in names
    ]
