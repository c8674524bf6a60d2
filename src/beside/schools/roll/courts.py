"""What speaks of a court, of contact or of care: a child's carers wait for the safeguarding lead.

No other person answers, whoever brings in the roll, and no source is the yes for it.
"""

from dataclasses import fields
from typing import Any

from .draft import Draft, differences
from .outcome import Records
from .planned import Change, Held, Waiting

RULE = "court"


def without_answers(accepted: frozenset[str], asker: str) -> frozenset[str]:
    """The keys that count: a person who brings in a roll accepts none of these with it."""
    return frozenset(key for key in accepted if not asker or not key.startswith(f"{RULE}:"))


def waiting(draft: Draft, held: Held, before: Records, after: Records) -> Waiting:
    """The question to the lead: what would be done about the records that were taken out."""
    pupil = held.key.removeprefix(f"{RULE}:")
    gone = [(k, each) for k in before for id, each in before[k].items() if id not in after[k]]
    changes = [change for kind, record in gone for change in _changes(draft, kind, record)]
    carers = {record.carer for kind, record in gone if kind == "family_link"}
    people = (pupil, *sorted(carers - {pupil}))
    return Waiting(held, _school_of(draft, pupil), people, "", tuple(changes))


def _changes(draft: Draft, kind: str, record: Any) -> list[Change]:
    old = draft.now(kind).get(record.id)
    if old is None:
        whole = {each.name: getattr(record, each.name) for each in fields(record)}
        return [Change(kind, record.id, "add", None, None, whole)]
    found = differences(draft, kind, old, record)
    return [Change(kind, record.id, "change", name, was, becomes) for name, was, becomes in found]


def _school_of(draft: Draft, pupil: str) -> str:
    records = {**draft.now("enrolment"), **draft.incoming.records["enrolment"]}.values()
    return min((each.school for each in records if each.person == pupil), default="")
