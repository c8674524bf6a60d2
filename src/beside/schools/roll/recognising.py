"""Who the people of a school's own sheet are on the stored roll.

An id out of a sheet holds within its school and for pupils or staff alone, so it finds nobody
elsewhere. An id that was made of an admission number or of a name and group finds whoever has that
number, or that name and group, and was numbered so before. A carer is found among those of the
same pupil, by name.
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


def known_as(current: Snapshot, incoming: Roll) -> dict[str, str]:
    """For ids that reading made, the ids those people have on the stored roll or will get."""
    if not (incoming.local_ids or incoming.made_ids):
        return {}
    stored = _Stored(current)
    names: dict[str, str] = {}
    several = _several(incoming)
    for id, local in incoming.local_ids.items():
        names[id] = stored.by_own_id(id, local, local.id in several)
    for id, made in incoming.made_ids.items():
        if id not in stored.people and (found := stored.by_facts(made, incoming.made_ids)):
            names[id] = found
    return {id: new for id, new in names.items() if id != new}


def carers_known_as(current: Snapshot, incoming: Roll) -> dict[str, str]:
    """For carers who are not stored by that id, the carer of the same pupil with the same name."""
    people = current.get("person", {})
    if not incoming.made_ids and not incoming.local_ids and incoming.format != "sheet":
        return {}
    named: dict[str, dict[str, str]] = defaultdict(dict)
    by_address: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for link in current.get(_LINKED, {}).values():
        if carer := people.get(link.carer):
            named[link.pupil][_carer_name(carer)] = link.carer
            by_address[link.pupil][_given(carer)] = link.carer
    found: dict[str, str] = {}
    for link in incoming.records[_LINKED].values():
        carer = incoming.records["person"].get(link.carer)
        if carer is None or link.carer in people or link.carer in found:
            continue
        old = named[link.pupil].get(_carer_name(carer)) if _carer_name(carer) else None
        old = old or (by_address[link.pupil].get(_given(carer)) if carer.email else None)
        if old and old not in incoming.records["person"]:
            found[link.carer] = old
    return found


def _carer_name(person: Any) -> str:
    return plain_name(f"{person.given_name} {person.family_name}")


def _given(person: Any) -> tuple[str, str]:
    return plain_name(person.given_name), person.email.casefold()


def _several(incoming: Roll) -> set[str]:
    """Ids that several people of these files have, each at a school or in a kind of their own."""
    seen: dict[str, int] = defaultdict(int)
    for id, local in incoming.local_ids.items():
        seen[local.id] += id in incoming.records["person"]
    return {id for id, count in seen.items() if count > 1}


class _Stored:
    """The stored roll by what sheets say of people."""

    def __init__(self, current: Snapshot) -> None:
        self.current, self.people = current, current.get("person", {})
        self.at: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.by_number: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.by_name: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        self._standing: set[str] = set()
        groups = current.get("group", {})
        for kind, record in self._records():
            person = self.people.get(record.person)
            self._standing.add(record.person)
            self.at[record.school, kind].add(record.person)
            if kind == PUPIL and record.admission_number:
                self.by_number[record.school, record.admission_number].add(record.person)
            if person and _is_made(record.person):
                group = groups.get(record.tutor_group) if kind == PUPIL else None
                name = name_key(f"{person.given_name} {person.family_name}")
                key = (record.school, kind, name, group_key(group.name) if group else "")
                self.by_name[key].add(record.person)

    def _records(self) -> Iterator[tuple[str, Any]]:
        for record in self.current.get("enrolment", {}).values():
            yield PUPIL, record
        for record in self.current.get("post", {}).values():
            yield "staff", record

    def by_own_id(self, id: str, local: LocalId, several: bool) -> str:
        """The id as the sheet has it, unless it is somebody else's already."""
        if id in self.people:
            return id
        if local.id not in self.people:
            return id if several else local.id
        return local.id if self._may_be(local) else id

    def _may_be(self, local: LocalId) -> bool:
        if local.kind not in (PUPIL, "staff"):
            return local.id not in self._standing
        return local.id in self.at[local.school, local.kind]

    def by_facts(self, made: MadeId, others: dict[str, MadeId]) -> str:
        """The one stored person of this number, or of this name and group, or ""."""
        if made.number:
            found = self.by_number[made.school, made.number]
        else:
            found = self.by_name[made.school, made.kind, made.name, made.group]
        free = {id for id in found if id not in others}
        return next(iter(free)) if len(free) == 1 and len(found) == 1 else ""


def _is_made(id: str) -> bool:
    plain = id.partition("-")[0]
    return len(plain) == 16 and plain[0] == "b" and all(c in "0123456789abcdef" for c in plain[1:])
