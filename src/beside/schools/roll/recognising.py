"""Record linkage: match the people in imported files to the people on the stored roll.

An id written in a sheet is unique only within one school and one kind (pupils or staff), so it can
match only there. An id derived from an admission number matches the pupil with that number. An id
derived from a name and group matches the person with the same name and group whose stored id was
derived in the same way. A carer is matched by name among the carers of the same pupil.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .contacts import plain_name
from .draft import Snapshot
from .outcome import LocalId, MadeId, Roll
from .roles import PUPIL
from .text import group_key, name_key

_LINKED = "family_link"


def match_people(current: Snapshot, incoming: Roll) -> dict[str, str]:
    """Map ids made while reading files to the ids that these people have, or will get, on the roll.

    Ids that stay as they are do not appear.
    """
    if not (incoming.local_ids or incoming.made_ids):
        return {}
    stored = _StoredRoll(current)
    names: dict[str, str] = {}
    repeated = _repeated_local_ids(incoming)
    for id, local in incoming.local_ids.items():
        names[id] = stored.by_own_id(id, local, local.id in repeated)
    for id, made in incoming.made_ids.items():
        if id not in stored.people and (found := stored.by_facts(made, incoming.made_ids)):
            names[id] = found
    return {id: new for id, new in names.items() if id != new}


def match_carers(current: Snapshot, incoming: Roll) -> dict[str, str]:
    """Map ids of incoming carers to those of stored carers of the same pupil.

    Only carers who are not stored under their incoming id are mapped, where the full name
    agrees, or the given name and the email address do.
    """
    people = current.get("person", {})
    if not incoming.made_ids and not incoming.local_ids and incoming.format != "sheet":
        return {}
    named: dict[str, dict[str, str]] = defaultdict(dict)
    by_address: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for link in current.get(_LINKED, {}).values():
        if carer := people.get(link.carer):
            named[link.pupil][_carer_name(carer)] = link.carer
            by_address[link.pupil][_given_and_email(carer)] = link.carer
    found: dict[str, str] = {}
    for link in incoming.records[_LINKED].values():
        carer = incoming.records["person"].get(link.carer)
        if carer is None or link.carer in people or link.carer in found:
            continue
        old = named[link.pupil].get(_carer_name(carer)) if _carer_name(carer) else None
        old = old or (by_address[link.pupil].get(_given_and_email(carer)) if carer.email else None)
        if old and old not in incoming.records["person"]:
            found[link.carer] = old
    return found


def _carer_name(person: Any) -> str:
    return plain_name(f"{person.given_name} {person.family_name}")


def _given_and_email(person: Any) -> tuple[str, str]:
    return plain_name(person.given_name), person.email.casefold()


def _repeated_local_ids(incoming: Roll) -> set[str]:
    """Sheet ids that several people in these files share, at other schools or of other kinds."""
    seen: dict[str, int] = defaultdict(int)
    for id, local in incoming.local_ids.items():
        seen[local.id] += id in incoming.records["person"]
    return {id for id, count in seen.items() if count > 1}


class _StoredRoll:
    """The stored roll, indexed by school and kind, by admission number, and by name and group."""

    def __init__(self, current: Snapshot) -> None:
        self.current, self.people = current, current.get("person", {})
        self.people_at: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.by_number: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.by_name: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        self._on_roll: set[str] = set()
        groups = current.get("group", {})
        for kind, record in self._records():
            person = self.people.get(record.person)
            self._on_roll.add(record.person)
            self.people_at[record.school, kind].add(record.person)
            if kind == PUPIL and record.admission_number:
                self.by_number[record.school, record.admission_number].add(record.person)
            if person and _is_derived(record.person):
                group = groups.get(record.tutor_group) if kind == PUPIL else None
                name = name_key(f"{person.given_name} {person.family_name}")
                key = (record.school, kind, name, group_key(group.name) if group else "")
                self.by_name[key].add(record.person)

    def _records(self) -> Iterator[tuple[str, Any]]:
        for record in self.current.get("enrolment", {}).values():
            yield PUPIL, record
        for record in self.current.get("post", {}).values():
            yield "staff", record

    def by_own_id(self, id: str, local: LocalId, repeated: bool) -> str:
        """The id to store a person under: the one written in the sheet, unless another has it."""
        if id in self.people:
            return id
        if local.id not in self.people:
            return id if repeated else local.id
        return local.id if self._may_be_same_person(local) else id

    def _may_be_same_person(self, local: LocalId) -> bool:
        if local.kind not in (PUPIL, "staff"):
            return local.id not in self._on_roll
        return local.id in self.people_at[local.school, local.kind]

    def by_facts(self, made: MadeId, others: dict[str, MadeId]) -> str:
        """The id of the only stored person with this number, or this name and group; else ""."""
        if made.number:
            found = self.by_number[made.school, made.number]
        else:
            found = self.by_name[made.school, made.kind, made.name, made.group]
        free = {id for id in found if id not in others}
        return next(iter(free)) if len(free) == 1 and len(found) == 1 else ""


def _is_derived(id: str) -> bool:
    plain = id.partition("-")[0]
    return len(plain) == 16 and plain[0] == "b" and all(c in "0123456789abcdef" for c in plain[1:])
