"""A leaver's safeguarding file: begun as they leave, made, sent, received; and holds."""

import uuid
from datetime import date, datetime

from django.db import connection

from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.safeguarding.models import Hold, LeaverFile
from beside.schools.models import School


def people_leave(*, by: Actor, people: list[uuid.UUID]) -> None:
    """Begin the file of everybody who leaves and about whom a lead was told; with the roll."""
    del by
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_leave(%s::uuid[])", [list(people)])


@action
def make_file(*, by: Actor, file: LeaverFile, at: datetime) -> None:
    """The file was made to be sent; made again, the first day stays."""
    mine = LeaverFile.objects.visible_to(by).filter(pk=file.pk, made_at=None)
    mine.update(made_at=at, made_by=by.subject_id)


@action
def receive(*, by: Actor, file: LeaverFile, on: date, from_whom: str) -> None:
    """The next school said that the file came."""
    if file.made_at is None:
        raise Refusal("Make the file first.")
    if on > by.today or on < file.left_on:
        raise Refusal("That day cannot be: the file came after the pupil left, and not in future.")
    mine = LeaverFile.objects.visible_to(by).filter(pk=file.pk, receipt_on=None)
    mine.update(receipt_on=on, receipt_from=from_whom)


@action
def hold(*, by: Actor, school: School, pupil: uuid.UUID, reason: str, at: datetime) -> None:
    """Nothing about a pupil is deleted from now on, whatever its time."""
    if not reason.strip():
        raise Refusal("Write why nothing is to be deleted.")
    row = Hold(school=school, pupil_id=pupil, reason=reason.strip(), by_id=by.subject_id, at=at)
    Hold.objects.bulk_create([row])


@action
def lift(*, by: Actor, hold: Hold, at: datetime) -> None:
    """What may be deleted is, from now on."""
    mine = Hold.objects.visible_to(by).filter(pk=hold.pk, lifted_at=None)
    mine.update(lifted_at=at, lifted_by=by.subject_id)
