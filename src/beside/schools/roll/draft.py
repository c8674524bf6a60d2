"""The sheet a plan is drawn up on: changes so far, and what became of every record."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from .outcome import CLASSES, KINDS, Rejected, Roll
from .planned import Change, Held, Plan
from .renaming import rename

Snapshot = Mapping[str, Mapping[str, Any]]
FIELDS = {of: tuple(f.name for f in fields(of)) for of in CLASSES.values()}
GENERIC_RELATIONS = frozenset({"parent", "guardian", "relative", "carer"})


@dataclass(frozen=True, slots=True)
class Leaving:
    """An enrolment, post or membership that is to end."""

    kind: str
    id: str
    person: str
    school: str
    old: date | None
    ends: date


@dataclass(slots=True)
class Draft:
    """A plan being drawn up. `leaves` may still be held; `protected` people cannot be leavers."""

    current: Snapshot
    incoming: Roll
    accepted: frozenset[str]
    today: date
    changes: list[Change] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    fate: dict[str, dict[str, str]] = field(default_factory=lambda: {k: {} for k in KINDS})
    held_counts: Counter[str] = field(default_factory=Counter)
    leaves: dict[tuple[str, str], Leaving] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def now(self, kind: str) -> Mapping[str, Any]:
        """The stored records of a kind."""
        return self.current.get(kind, {})

    def is_open(self, record: Any) -> bool:
        """Whether an enrolment, post or membership goes on after today."""
        return record.ends is None or record.ends > self.today

    def change(self, kind: str, id: str, op: str, name: str, old: Any, new: Any) -> None:
        """Note a change of one field."""
        self.changes.append(Change(kind, id, op, name, old, new))

    def hold(self, held: Held) -> bool:
        """Hold something for a person, unless they have accepted it."""
        if held.key in self.accepted:
            return False
        self.held.append(held)
        return True

    def join(self, pairs: Mapping[str, str]) -> None:
        """Let the new people be those of the stored roll that a person has said they are."""
        self.incoming = rename(self.incoming, pairs)
        self.renamed |= pairs

    def leave(self, kind: str, record: Any, school: str, ends: date) -> None:
        """Note that a record may have to end."""
        leaving = Leaving(kind, record.id, record.person, school, record.ends, ends)
        self.leaves.setdefault((kind, record.id), leaving)

    def school_of(self, membership: Any) -> str:
        """The school of a membership's group, or ""."""
        group = self.now("group").get(membership.group)
        return str(group.school) if group else ""


def compare(draft: Draft) -> None:
    """Find what is new and what differs, kind by kind."""
    for kind in KINDS:
        for id, new in draft.incoming.records[kind].items():
            old = draft.now(kind).get(id)
            if old is None:
                _add(draft, kind, new)
            elif hasattr(new, "ends") and kind != "term":
                _compare_span(draft, kind, old, new)
            else:
                _compare(draft, kind, old, new)


def _add(draft: Draft, kind: str, record: Any) -> None:
    whole = {name: getattr(record, name) for name in FIELDS[type(record)]}
    if kind == "school":
        whole["name"] = record.name or record.code
    draft.changes.append(Change(kind, record.id, "add", None, None, whole))
    draft.fate[kind][record.id] = "added"


def _compare_span(draft: Draft, kind: str, old: Any, new: Any) -> None:
    if draft.is_open(old) and not draft.is_open(new):
        school = draft.school_of(old) if kind == "membership" else old.school
        draft.leave(kind, old, school, new.ends)
        draft.fate[kind][old.id] = "unchanged"
    elif draft.is_open(new) and not draft.is_open(old):
        draft.change(kind, old.id, "return", "ends", old.ends, new.ends)
        _compare(draft, kind, old, new, skip="ends")
        draft.fate[kind][old.id] = "changed"
    else:
        _compare(draft, kind, old, new)


def _compare(draft: Draft, kind: str, old: Any, new: Any, skip: str = "") -> None:
    found = [(n, a, b) for n, a, b in differences(draft, kind, old, new) if n != skip]
    kept = [] if kind != "family_link" else [d for d in found if _is_held(draft, new, *d)]
    for name, before, after in found:
        if (name, before, after) not in kept:
            draft.change(kind, new.id, "change", name, before, after)
    if len(found) > len(kept):
        draft.fate[kind][new.id] = "changed"
    elif not found:
        draft.fate[kind][new.id] = "unchanged"


def _is_held(draft: Draft, link: Any, name: str, old: Any, new: Any) -> bool:
    if name != "parental_responsibility":
        return False
    reason = (
        f"Parental responsibility of {link.carer} for {link.pupil} would change. "
        "It stays as it is until a person has looked and accepted this."
    )
    key = f"parental_responsibility:{link.id}"
    if not draft.hold(Held(key, "parental_responsibility", "family_link", (link.id,), reason)):
        return False
    draft.held_counts["family_link"] += 1
    return True


def differences(draft: Draft, kind: str, old: Any, new: Any) -> list[tuple[str, Any, Any]]:
    """The fields that differ, as (name, old, new). A field the files have no column for is not
    known to them and stays; one whose cell they leave empty is emptied. A general word such as
    parent does not replace mother."""
    emptied = draft.incoming.emptied[kind].get(new.id, frozenset())
    found = []
    for name in FIELDS[type(new)]:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or ((after is None or after == "") and name not in emptied):
            continue
        if name == "relation" and _says_less(before, after):
            continue
        found.append((name, before, after))
    return found


def _says_less(before: str, after: str) -> bool:
    return after in GENERIC_RELATIONS and before not in {*GENERIC_RELATIONS, ""}


def finish(draft: Draft, rejected: list[Rejected], roll: dict[str, int]) -> Plan:
    """The plan as drawn up."""
    incoming = draft.incoming
    plan = Plan(incoming.format, incoming.files, draft.changes, rejected, draft.held)
    plan.notes, plan.roll, plan.unused = incoming.notes, roll, incoming.unused
    plan.renamed = draft.renamed
    for kind in KINDS:
        plan.by_kind[kind].update(draft.fate[kind].values())
        plan.by_kind[kind]["held"] = draft.held_counts[kind]
    for kind, count in _rows(rejected).items():
        plan.by_kind[kind]["rejected"] = count
    return plan


def _rows(rejected: list[Rejected]) -> dict[str, int]:
    """How many input rows of each kind were rejected; one with two faults counts once."""
    rows: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in rejected:
        rows[row.kind].add((row.file, row.row))
    return {kind: len(found) for kind, found in rows.items()}
