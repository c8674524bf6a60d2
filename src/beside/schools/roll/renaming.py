"""Calling people by other ids: every record that is known by theirs is called anew with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .outcome import Ask, Records, Rejected, Roll

_PERSONS = {
    "person": ("id",),
    "enrolment": ("person",),
    "post": ("person",),
    "membership": ("person",),
    "family_link": ("carer", "pupil"),
}


def rename(roll: Roll, names: Mapping[str, str]) -> Roll:
    """The roll with people called by the ids in `names`, whoever is not in it as before."""
    if not names:
        return roll
    renamed = _Renaming(names)
    records = {kind: renamed.records(kind, roll) for kind in roll.records}
    return replace(
        roll,
        records=records,
        emptied={kind: renamed.emptied(kind, found) for kind, found in roll.emptied.items()},
        ended={kind: {renamed.id(kind, id) for id in found} for kind, found in roll.ended.items()},
        silent={k: {names.get(id, id) for id in found} for k, found in roll.silent.items()},
        protected={names.get(id, id) for id in roll.protected},
        adopted={names.get(id, id) for id in roll.adopted},
        rejected=[renamed.rejected(row) for row in roll.rejected],
        asks=[renamed.ask(ask) for ask in roll.asks],
    )


class _Renaming:
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.ids: dict[str, dict[str, str]] = {kind: {} for kind in _PERSONS}

    def records(self, kind: str, roll: Roll) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for id, record in roll.records[kind].items():
            made = self._record(kind, record)
            if made.id != id and kind in self.ids:
                self.ids[kind][id] = made.id
            found[made.id] = _fuller(kind, found[made.id], made) if made.id in found else made
        return found

    def _record(self, kind: str, record: Any) -> Any:
        fields = {name: getattr(record, name) for name in _PERSONS.get(kind, ())}
        new = {name: self.names.get(id, id) for name, id in fields.items()}
        if new == fields:
            return record
        made = replace(record, **new)
        return made if kind == "person" else replace(made, id=id_of(kind, made))

    def id(self, kind: str, id: str) -> str:
        return self.ids.get(kind, {}).get(id, id)

    def emptied(self, kind: str, found: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        made: dict[str, frozenset[str]] = {}
        for id, empty in found.items():
            new = self.id(kind, id)
            made[new] = made[new] & empty if new in made else empty
        return made

    def rejected(self, row: Rejected) -> Rejected:
        if not any(id in self.names for id in row.persons):
            return row
        return replace(row, persons=tuple(self.names.get(id, id) for id in row.persons))

    def ask(self, ask: Ask) -> Ask:
        drops = tuple((kind, self.id(kind, id)) for kind, id in ask.drops)
        protects = tuple(self.names.get(id, id) for id in ask.protects)
        key = ask.key
        rule, _, id = key.partition(":")
        if id in self.names:
            key = f"{rule}:{self.names[id]}"
        return replace(ask, key=key, drops=drops, protects=protects)


def id_of(kind: str, record: Any) -> str:
    """The id that a record made of others has."""
    if kind == "enrolment":
        return f"{record.school}/{record.person}"
    if kind == "post":
        tail = f"/{record.year_group}" if record.kind == "head_of_year" else ""
        return f"{record.school}/{record.person}/{record.kind}{tail}"
    if kind == "membership":
        return f"{record.group}/{record.person}/{record.role}"
    return f"{record.carer}/{record.pupil}"


def _fuller(kind: str, first: Any, second: Any) -> Any:
    """One person out of two records: what the first leaves open the second fills."""
    if kind != "person":
        return second
    names = ("given_name", "family_name", "preferred_name", "username", "email")
    return replace(first, **{n: getattr(first, n) or getattr(second, n) for n in names})


def without(records: Records, drops: set[tuple[str, str]]) -> Records:
    """The records without these and without what hangs on them."""
    people = {id for kind, id in drops if kind == "person"}
    kept: Records = {}
    for kind, found in records.items():
        names = _PERSONS.get(kind, ())
        kept[kind] = {
            id: record
            for id, record in found.items()
            if (kind, id) not in drops and not any(getattr(record, n) in people for n in names)
        }
    return kept
