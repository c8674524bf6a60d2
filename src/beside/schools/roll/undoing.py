"""Taking an import back: what of it is removed, ended or set back, and what waits for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .draft import FIELDS, Snapshot
from .outcome import KINDS, FileRead
from .planned import ROLL_COUNTS, Change, Held, Plan

# In this order nothing is removed before what points to it.
REMOVED = (
    "membership",
    "family_link",
    "post",
    "enrolment",
    "person",
    "group",
    "course",
    "term",
    "school",
)
POINTERS: dict[str, dict[str, str]] = {
    "term": {"school": "school"},
    "course": {"school": "school"},
    "group": {"school": "school"},
    "enrolment": {"person": "person", "school": "school", "tutor_group": "group"},
    "post": {"person": "person", "school": "school"},
    "membership": {"person": "person", "group": "group"},
    "family_link": {"carer": "person", "pupil": "person"},
}
# What gives nobody else any right: it stays with a person who has to stay.
_OF_A_PUPIL = {"enrolment": ("person",), "membership": ("person",)}
_DATES = frozenset({"starts", "ends", "checks_expire", "training_expires"})
Key = tuple[str, str]


@dataclass(slots=True)
class Undoing:
    """An import that is being taken back. `later` are imports since, by the records they touched.

    `hanging` are records on which something of another area hangs by now, with what it is.
    """

    current: Snapshot
    changes: list[Change]
    today: date
    later: Mapping[Key, str] = field(default_factory=dict)
    hanging: Mapping[Key, str] = field(default_factory=dict)
    back: list[Change] = field(default_factory=list)
    held: dict[Key, Held] = field(default_factory=dict)
    fate: dict[Key, str] = field(default_factory=dict)

    def now(self, kind: str) -> Mapping[str, Any]:
        """The stored records of a kind."""
        return self.current.get(kind, {})

    def hold(self, kind: str, id: str, rule: str, reason: str) -> None:
        """Leave a record as it is, and say why."""
        key = f"{rule}:{kind}:{id}"
        self.held.setdefault((kind, id), Held(key, rule, kind, (id,), reason))
        self.fate.pop((kind, id), None)


def changes_of(kept: Iterable[Mapping[str, Any]]) -> list[Change]:
    """The changes of a plan as they were kept."""
    return [
        Change(c["kind"], c["id"], c["op"], c.get("field"), c.get("old"), c.get("new"))
        for c in kept
    ]


def made_by(changes: Iterable[Change], kind: str) -> dict[str, Mapping[str, Any]]:
    """The records of a kind that an import added, as it added them."""
    return {c.id: c.new for c in changes if c.op == "add" and c.kind == kind}


def plan_undo(undoing: Undoing, files: list[FileRead], format: str) -> Plan:
    """What taking the import back does. Nothing of it is done yet."""
    kept = _keep(undoing)
    for kind in REMOVED:
        for id in made_by(undoing.changes, kind):
            if id in undoing.now(kind) and (kind, id) not in kept:
                undoing.back.append(Change(kind, id, "remove"))
                undoing.fate[kind, id] = "leaving"
    _end_what_stays(undoing, kept)
    for change in reversed(undoing.changes):
        if change.op != "add" and change.kind != "person" or change.op == "change":
            _set_back(undoing, change)
    return _plan(undoing, files, format)


def _keep(undoing: Undoing) -> set[Key]:
    """What the import added and cannot be removed, held where a person has to look."""
    kept: set[Key] = set()
    for kind in REMOVED:
        for id, new in made_by(undoing.changes, kind).items():
            record = undoing.now(kind).get(id)
            if record is not None and _is_held(undoing, kind, id, new, record):
                kept.add((kind, id))
    _keep_pointed_at(undoing, kept)
    _keep_with_people(undoing, kept)
    _keep_pointed_at(undoing, kept)
    return kept


def _is_held(undoing: Undoing, kind: str, id: str, new: Mapping[str, Any], record: Any) -> bool:
    if since := undoing.later.get((kind, id)):
        undoing.hold(kind, id, "later_import", _built_on(undoing, kind, id, since))
    elif _differs(new, record):
        reason = f"{_name(undoing, kind, id)} was changed by somebody since. It stays as it is."
        undoing.hold(kind, id, "changed_since", reason)
    elif (kind, id) in undoing.hanging:
        reason = f"{_name(undoing, kind, id)} stays: {undoing.hanging[kind, id]}"
        undoing.hold(kind, id, "in_use", reason)
    else:
        return False
    return True


def _built_on(undoing: Undoing, kind: str, id: str, since: str) -> str:
    name = _name(undoing, kind, id)
    return f"{name} is part of a later import too, {since}. Take that back first."


def _differs(new: Mapping[str, Any], record: Any) -> bool:
    """Whether a stored record is not as it was brought in."""
    return any(
        _plain(getattr(record, name)) != _plain(new.get(name, ""))
        for name in FIELDS[type(record)]
        if name in new
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _keep_with_people(undoing: Undoing, kept: set[Key]) -> None:
    """A pupil who stays, stays on the roll and in their groups; no right over others stays."""
    people = {id for kind, id in kept if kind == "person"}
    for kind in _OF_A_PUPIL:
        for id in made_by(undoing.changes, kind):
            record = undoing.now(kind).get(id)
            if record is None or getattr(record, "role", "pupil") != "pupil":
                continue
            if record.person in people and (kind, id) not in kept:
                kept.add((kind, id))
                person = _name(undoing, "person", record.person)
                undoing.hold(kind, id, "in_use", f"{person} stays, and with them this.")


def _keep_pointed_at(undoing: Undoing, kept: set[Key]) -> None:
    """Whatever a record that stays points to, stays as well; held where a later import made it."""
    made = {(kind, id) for kind in REMOVED for id in made_by(undoing.changes, kind)}
    for kind in REMOVED:
        for id, record in undoing.now(kind).items():
            if (kind, id) not in made or (kind, id) in kept:
                _keep_targets(undoing, kind, id, record, made, kept)


def _keep_targets(
    undoing: Undoing, kind: str, id: str, record: Any, made: set[Key], kept: set[Key]
) -> None:
    since = undoing.later.get((kind, id))
    for name, of in POINTERS.get(kind, {}).items():
        target = (of, getattr(record, name))
        if target in made and target[1] in undoing.now(of):
            if since and target not in kept:
                undoing.hold(*target, "later_import", _built_on(undoing, *target, since))
            kept.add(target)


def _end_what_stays(undoing: Undoing, kept: set[Key]) -> None:
    """What others made hangs on it and nobody has to look: it ends today where it can end."""
    for kind, id in sorted(kept - undoing.held.keys()):
        record = undoing.now(kind)[id]
        if hasattr(record, "ends") and kind != "term" and _is_open(undoing, record):
            _change(undoing, kind, id, "leave", "ends", record.ends, undoing.today)


def _is_open(undoing: Undoing, record: Any) -> bool:
    return record.ends is None or record.ends > undoing.today


def _set_back(undoing: Undoing, change: Change) -> None:
    """One field as it was before, unless somebody has changed it since."""
    kind, id = change.kind, change.id
    if kind == "family_link" and change.op == "leave":
        if id not in undoing.now(kind):
            _change(undoing, kind, id, "return", "ends", None, None)
        return
    record = undoing.now(kind).get(id)
    if record is None or not change.field or (kind, id) in undoing.held:
        return
    found = _plain(getattr(record, change.field))
    if found == _plain(change.new):
        _restore(undoing, change, record)
    elif found != _plain(change.old):
        if since := undoing.later.get((kind, id)):
            undoing.hold(kind, id, "later_import", _built_on(undoing, kind, id, since))
        else:
            reason = f"{_name(undoing, kind, id)} was changed by somebody since. It stays as it is."
            undoing.hold(kind, id, "changed_since", reason)


def _restore(undoing: Undoing, change: Change, record: Any) -> None:
    old = read_value(change.field or "", change.old)
    now = getattr(record, change.field or "")
    ends = change.field == "ends" and change.kind not in ("term",)
    op = "change" if not ends else "leave" if change.op == "return" else "return"
    _change(undoing, change.kind, change.id, op, change.field or "", now, old)


def read_value(name: str, value: Any) -> Any:
    """A kept value as a record has it."""
    return date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value


def _change(undoing: Undoing, kind: str, id: str, op: str, name: str, old: Any, new: Any) -> None:
    undoing.back.append(Change(kind, id, op, name, old, new))
    undoing.fate[kind, id] = "leaving" if op == "leave" else "changed"


def _name(undoing: Undoing, kind: str, id: str) -> str:
    record = undoing.now(kind).get(id)
    if kind == "person" and record:
        return f"{record.given_name} {record.family_name}".strip() or record.username or id
    for name in ("name", "title"):
        if getattr(record, name, ""):
            return str(getattr(record, name))
    person = getattr(record, "person", "") or getattr(record, "carer", "")
    return _name(undoing, "person", person) if person else id


def _plan(undoing: Undoing, files: list[FileRead], format: str) -> Plan:
    plan = Plan(format, files, undoing.back, held=list(undoing.held.values()))
    for (kind, _id), fate in undoing.fate.items():
        plan.by_kind[kind][fate] += 1
    for kind, _id in undoing.held:
        plan.by_kind[kind]["held"] += 1
    plan.roll = _roll_after(undoing)
    return plan


def _roll_after(undoing: Undoing) -> dict[str, int]:
    """The roll as it would be."""
    gone = {(c.kind, c.id) for c in undoing.back if c.op == "remove"}
    ends = {(c.kind, c.id): c.new for c in undoing.back if c.field == "ends"}
    left = {
        kind: {id: r for id, r in undoing.now(kind).items() if (kind, id) not in gone}
        for kind in KINDS
    }

    def open_(kind: str) -> list[Any]:
        day = undoing.today
        until = ((r, ends.get((kind, id), r.ends)) for id, r in left[kind].items())
        return [r for r, end in until if end is None or end > day]

    people = set(left["person"])
    once = {r.person for kind in ("enrolment", "post") for r in left[kind].values()}
    linked = {link.carer for link in left["family_link"].values()}
    counts = dict.fromkeys(ROLL_COUNTS, 0)
    return counts | {
        "schools": len(left["school"]),
        "people": len(people),
        "pupils": len({r.person for r in open_("enrolment")}),
        "staff": len({r.person for r in open_("post") if r.kind != "community"}),
        "carers": len(linked | (people - once)),
        "groups": len(left["group"]),
        "memberships": len(open_("membership")),
    }
