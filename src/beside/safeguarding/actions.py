"""Concerns: written blind, read by the safeguarding lead alone, never changed."""

import secrets
import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.safeguarding.models import Concern, ConcernEntry
from beside.schools.models import School

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@action
def raise_concern(
    *, by: Actor, school: School, pupil: uuid.UUID, words: str, at: datetime, key: uuid.UUID
) -> str:
    """Send a concern to the safeguarding lead; gives a receipt, and nothing else ever again.

    `key` is made with the form: a double click sends it once and gives the same receipt, and other
    words sent with the same form are another concern.
    """
    if not words.strip():
        raise Refusal("Write a line about what worries you, however short.")
    once = uuid.uuid5(key, words.strip())
    receipt = receipt_of(once)
    rows = [
        Concern(
            id=once,
            school=school,
            pupil_id=pupil,
            writer_id=by.subject_id,
            receipt=receipt,
            words=words.strip(),
            at=at,
        )
    ]
    Concern.objects.bulk_create(rows, ignore_conflicts=True)
    return receipt


def receipt_of(key: uuid.UUID) -> str:
    """A receipt of eight letters and figures, the same for the same words."""
    number = key.int
    return "".join(LETTERS[(number >> (5 * place)) % len(LETTERS)] for place in range(8))


def new_key() -> uuid.UUID:
    """A key for a form that may be sent once."""
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)


@action
def add_entry(*, by: Actor, concern: Concern, kind: str, words: str, at: datetime) -> None:
    """The safeguarding lead takes a concern on, notes what was done, or closes it."""
    if kind not in ConcernEntry.Kind.values:
        raise Refusal("Choose whether you take this on, note something, or close it.")
    if kind != ConcernEntry.Kind.TAKEN and not words.strip():
        raise Refusal("Write a line about what was done.")
    ConcernEntry.objects.create(
        concern=concern,
        pupil_id=concern.pupil_id,
        writer_id=by.subject_id,
        kind=kind,
        words=words.strip(),
        at=at,
    )
