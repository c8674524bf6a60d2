"""A plan: what an import would change, what waits for a person, and the roll afterwards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from .outcome import KINDS, Fault, FileRead, Note, Rejected, Roll, Unused

COUNTS = ("added", "changed", "unchanged", "leaving", "rejected", "held")
ROLL_COUNTS = ("schools", "people", "pupils", "staff", "carers", "groups", "memberships")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the import does.

    `op` is `add` (`new` holds the whole record as a dict), `change` (one field), `leave` (`ends` is
    set; a family link is taken off; for a person nothing is left open and `field` is None) or
    `return` (`ends` is opened again).
    """

    kind: str
    id: str
    op: str
    field: str | None = None
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class Held:
    """What is not done until a person has looked at it and accepted its key. `otherwise` is the
    key of the other answer, where there are two."""

    key: str
    rule: str
    kind: str
    ids: tuple[str, ...]
    reason: str
    sheet: str = ""
    otherwise: str = ""


@dataclass(slots=True)
class Plan:
    """What an import comes to, ready to be shown or applied.

    `renamed` gives the ids people are stored under by those that reading made, `whose` the names
    that go with a change and `names` those of groups, for pages.
    """

    format: str
    files: list[FileRead]
    changes: list[Change] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    whose: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: {k: Counter() for k in KINDS})
    roll: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ROLL_COUNTS, 0))

    @property
    def totals(self) -> dict[str, int]:
        """The six counts over all kinds."""
        return {count: sum(kind[count] for kind in self.by_kind.values()) for count in COUNTS}

    def as_json(self, *, applied: bool = False, sentence: str = "") -> dict[str, Any]:
        """The answer of `import-roll` as a JSON object; days are written as 2026-09-01.

        `sentence` is what a person reads first.
        """
        return {
            "schema": "beside.import-roll/1",
            "format": self.format,
            "applied": applied,
            "files": [file._asdict() for file in self.files],
            "totals": self.totals,
            "by_kind": {
                kind: {count: counts[count] for count in COUNTS}
                for kind, counts in self.by_kind.items()
            },
            "roll": dict(self.roll),
            "changes": [_change(change) for change in self.changes],
            "rejected": [_rejected(row) for row in self.rejected],
            "held": [{**asdict(held), "ids": list(held.ids)} for held in self.held],
            "errors": [asdict(fault) for fault in self.errors],
            "sentence": sentence,
            "notes": [asdict(note) for note in self.notes],
            "unused_columns": [column._asdict() for column in self.unused],
        }


def for_pages(plan: Plan) -> dict[str, Any]:
    """What pages need beside the answer of the command: names, and the ids to write back."""
    return {"whose": plan.whose, "names": plan.names, "renamed": plan.renamed}


def refused(incoming: Roll) -> Plan:
    """The plan for files that cannot be read: nothing is done."""
    plan = Plan(incoming.format, incoming.files, errors=incoming.errors, notes=incoming.notes)
    plan.unused = incoming.unused
    return plan


def exit_code(plan: Plan) -> int:
    """How the command ends: 2 refused, 3 something is held, 0 done."""
    if plan.errors:
        return 2
    return 3 if plan.held else 0


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "id": change.id,
        "op": change.op,
        "field": change.field,
        "old": _plain(change.old),
        "new": _plain(change.new),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _rejected(row: Rejected) -> dict[str, Any]:
    shown = ("file", "sheet", "row", "column", "value", "code", "reason")
    return {name: getattr(row, name) for name in shown}
