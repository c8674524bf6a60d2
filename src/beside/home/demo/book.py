"""The roll being written: records are added by kind, each under its own id."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from beside.schools.roll import records as r
from beside.schools.roll.outcome import Records, empty_records


@dataclass(slots=True)
class Book:
    """Records of a roll by kind and id, as an import gives them."""

    records: Records = field(default_factory=empty_records)

    def add(self, kind: str, record: Any) -> None:
        """Add a record that is not there yet."""
        self.records[kind][record.id] = record

    def group(self, school: str, name: str, kind: str, course: str = "", year: str = "") -> str:
        """Add a group and give its id."""
        id = f"{school}/{name}"
        self.add("group", r.Group(id, school, name, kind, course, year))
        return id

    def post(self, person: str, school: str, kind: str, title: str, **more: Any) -> None:
        """Add a post; `more` are further fields of the record."""
        year = more.get("year_group", "")
        id = "/".join(filter(None, (school, person, kind, year)))
        self.add("post", r.Post(id, person, school, kind, title, **more))

    def join(
        self, person: str, group: str, role: str, starts: date, ends: date | None = None
    ) -> None:
        """Put a person in a group, as pupil, teacher, tutor or leader."""
        record = r.Membership(f"{group}/{person}/{role}", person, group, role, starts, ends)
        self.add("membership", record)

    def link(self, carer: str, pupil: str, relation: str, responsible: bool, home: bool) -> None:
        """Say that somebody is a parent or carer of a pupil, and whether they live together."""
        id = f"{carer}/{pupil}"
        self.add("family_link", r.FamilyLink(id, carer, pupil, relation, responsible, home))
