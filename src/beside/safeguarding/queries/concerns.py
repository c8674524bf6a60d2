"""Concerns as those read them who look after them; what waits; one pupil's in order of time."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.safeguarding.models import Concern, ConcernEntry, Hold, LeaverFile, Talk
from beside.safeguarding.queries import people, talks
from beside.safeguarding.rules import keeping
from beside.schools.models import School


@dataclass(frozen=True)
class Row:
    """A concern or a talk on a list: of whom, from whom, whose it is, whether it is late."""

    record: Concern | Talk
    pupil: str | None
    hint: str
    writer: str | None
    owner: str | None
    is_read: bool
    is_closed: bool
    is_late: bool
    entries: list = field(default_factory=list)

    @property
    def is_talk(self) -> bool:
        return isinstance(self.record, Talk)


def at_school(actor: Actor, school: School) -> QuerySet[Concern]:
    """The concerns of a school that the actor may read, oldest first."""
    found = Concern.objects.visible_to(actor).filter(school=school)
    return found.prefetch_related("entries").order_by("at")


def rows(actor: Actor, school: School, at: datetime) -> list[Row]:
    """Everything that the actor may read, talks and concerns, the first promised first."""
    concerns = list(at_school(actor, school))
    written = list(talks.for_staff(actor).filter(school=school))
    who = _people(concerns, written)
    names, hints = people.names(actor, who), people.names_in_files(who)
    found = [_concern_row(each, names, hints, at) for each in concerns]
    found += [_talk_row(each, names, hints, at) for each in written]
    return sorted(found, key=lambda row: (row.record.due_at or row.record.at, row.record.at))


def _people(concerns: Iterable[Concern], written: Iterable[Talk]) -> set[uuid.UUID]:
    found = {who for each in concerns for who in (each.pupil_id, each.writer_id)}
    found |= {entry.writer_id for each in concerns for entry in each.entries.all()}
    found |= {
        who for each in written for who in (each.pupil_id, each.reader_id, each.taken_by_id) if who
    }
    return found


def _concern_row(each: Concern, names: dict, hints: dict, at: datetime) -> Row:
    entries = sorted(each.entries.all(), key=lambda entry: entry.at)
    kinds = {entry.kind for entry in entries}
    taken = [entry for entry in entries if entry.kind == ConcernEntry.Kind.TAKEN]
    is_read = bool(kinds & {"read", "taken", "note", "closed"})
    return Row(
        each,
        names.get(each.pupil_id),
        hints.get(each.pupil_id, ("", ""))[1],
        names.get(each.writer_id),
        names.get(taken[-1].writer_id) if taken else None,
        is_read,
        "closed" in kinds,
        not is_read and bool(each.due_at and at >= each.due_at),
        entries,
    )


def _talk_row(each: Talk, names: dict, hints: dict, at: datetime) -> Row:
    return Row(
        each,
        names.get(each.pupil_id),
        hints.get(each.pupil_id, ("", ""))[1],
        names.get(each.reader_id),
        names.get(each.taken_by_id),
        each.read_at is not None,
        each.closed_at is not None,
        each.read_at is None and bool(each.due_at and at >= each.due_at),
    )


def waiting_count(actor: Actor, school: School, at: datetime) -> int:
    """How much waits to be read by the actor: theirs, and as lead or head all of it."""
    unread = talks.unread(actor, school).count()
    concerns = Concern.objects.visible_to(actor).filter(school=school)
    return unread + concerns.exclude(entries__kind__in=("read", "taken", "note", "closed")).count()


def of_pupil(actor: Actor, pupil: uuid.UUID) -> list[Row]:
    """All that the actor may read of one pupil, in order of time."""
    found = Concern.objects.visible_to(actor).filter(pupil=pupil).prefetch_related("entries")
    written = list(talks.for_staff(actor).filter(pupil=pupil))
    concerns = list(found)
    names = people.names(actor, [*_people(concerns, written), pupil])
    at = datetime.max.replace(tzinfo=concerns[0].at.tzinfo) if concerns else None
    rows_ = [_concern_row(each, names, {}, at or each.at) for each in concerns]
    rows_ += [_talk_row(each, names, {}, each.at) for each in written]
    return sorted(rows_, key=lambda row: row.record.at)


@dataclass(frozen=True)
class Leaver:
    """A leaver's file: who, by which day it goes, and what it waits for."""

    file: LeaverFile
    name: str
    due: date
    state: str


def leavers(actor: Actor, school: School, days: int) -> list[Leaver]:
    """Files of leavers that are not yet received, the first due first."""
    found = list(LeaverFile.objects.visible_to(actor).filter(school=school).order_by("left_on"))
    names = people.names(actor, [each.pupil_id for each in found])
    listed = [
        Leaver(
            each,
            names.get(each.pupil_id, ""),
            keeping.file_due(each.left_on, days),
            keeping.file_state(
                keeping.File(each.left_on, each.made_at is not None, each.receipt_on is not None),
                actor.today,
                days,
            ),
        )
        for each in found
    ]
    return [each for each in listed if each.state != "done"]


def holds(actor: Actor, pupil: uuid.UUID) -> list[Hold]:
    """What stops anything about a pupil from being deleted."""
    return list(Hold.objects.visible_to(actor).filter(pupil=pupil, lifted_at=None))
