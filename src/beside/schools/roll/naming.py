"""Whose each change is, by name: for pages, on which no id means anything to anybody."""

from collections.abc import Iterable, Mapping
from typing import Any

from .draft import Draft
from .planned import Change

_POINTS = {
    "enrolment": (("person", "person"),),
    "post": (("person", "person"),),
    "membership": (("person", "person"), ("group", "group")),
    "family_link": (("person", "carer"), ("person", "pupil")),
}


def whose(draft: Draft, changes: Iterable[Change]) -> dict[str, list[str]]:
    """The names that go with each changed record, by "kind:id": of a person, of a person and their
    group, of a carer and their pupil, or of a group itself."""
    found: dict[str, list[str]] = {}
    for change in changes:
        record = _record(draft, change.kind, change.id)
        if record is not None:
            found[f"{change.kind}:{change.id}"] = _names(draft, change.kind, record)
    return found


def names_in(draft: Draft, changes: Iterable[Change]) -> dict[str, str]:
    """The names of groups that fields point to, by id."""
    ids: set[str] = set()
    for change in changes:
        values = change.new if isinstance(change.new, Mapping) else {change.field: change.new}
        ids |= {str(values[n]) for n in ("tutor_group", "group") if values.get(n)}
        if change.field == "tutor_group" and change.old:
            ids.add(str(change.old))
    groups = {id: _record(draft, "group", id) for id in ids}
    return {id: group.name for id, group in groups.items() if group is not None}


def person_name(person: Any) -> str:
    """How a person of the roll is called."""
    whole = f"{person.preferred_name or person.given_name} {person.family_name}".strip()
    return whole or person.username or person.id


def _record(draft: Draft, kind: str, id: str) -> Any:
    return draft.incoming.records[kind].get(id) or draft.now(kind).get(id)


def _names(draft: Draft, kind: str, record: Any) -> list[str]:
    if kind == "person":
        return [person_name(record)]
    if kind not in _POINTS:
        return [getattr(record, "name", "") or getattr(record, "title", "")]
    pairs = ((of, _record(draft, of, getattr(record, name))) for of, name in _POINTS[kind])
    return [(person_name(r) if of == "person" else r.name) if r else "" for of, r in pairs]
