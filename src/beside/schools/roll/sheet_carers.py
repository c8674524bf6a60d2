"""Read parents and carers from a sheet.

Carers of several pupils are one person only where both email address and name agree. A carer
without an email address is a separate person for each pupil.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from .collector import Collector
from .contacts import Contact, plain_name, read_contacts
from .outcome import Ask, Note
from .records import FamilyLink, Person, School

if TYPE_CHECKING:
    from .sheet_rows import Entry

SHOWN = 20


class Carers:
    """Adds the carers of each pupil to the roll, and notes email addresses that several share."""

    def __init__(self, collector: Collector) -> None:
        self.collector, self.roll = collector, collector.roll
        self._behind: dict[str, set[str]] = defaultdict(set)
        self._table = ("", "")

    def add(self, school: School, pupil: Person, entries: list["Entry"]) -> None:
        """Add the carers that the rows of one pupil name."""
        if not any(entry.page.carer_columns for entry in entries):
            self.roll.silent["family_link"].add(pupil.id)
        made: list[tuple[str, str]] = []
        for entry in entries:
            table = entry.page.table
            self._table = (table.name, table.sheet)
            for contact in read_contacts(entry.row, entry.page.places):
                made += self._add_one(school, pupil, contact)
        with_warning = next((entry for entry in entries if entry.care), None)
        if any(entry.adopted for entry in entries):
            self.roll.adopted.add(pupil.id)
        if with_warning:
            self._ask(pupil, with_warning, made)

    def _add_one(self, school: School, pupil: Person, contact: Contact) -> list[tuple[str, str]]:
        from .sheet_rows import made_id

        name = plain_name(contact.name)
        if contact.email:
            id = made_id(school.id, "carer", contact.email, name)
            self._behind[contact.email].add(contact.name)
        else:
            id = made_id(school.id, "carer", pupil.id, name)
        if id not in self.roll.records["person"]:
            person = Person(id, contact.given_name, contact.family_name, email=contact.email)
            empty = ["email"] if contact.may_have_address and not contact.email else []
            self.collector.add("person", person, empty)
        link = FamilyLink(f"{id}/{pupil.id}", id, pupil.id, contact.relation)
        known = self.roll.records["family_link"].get(link.id)
        if known is None or not known.relation:
            self.collector.add("family_link", link)
        return [("family_link", link.id)]

    def _ask(self, pupil: Person, entry: "Entry", made: list[tuple[str, str]]) -> None:
        """Hold back a pupil's carers where a row mentions courts, contact, refuge or care."""
        table, name = entry.page.table, f"{pupil.given_name} {pupil.family_name}".strip()
        reason = (
            f"The row of {name} speaks of an order, of contact or of care ({entry.care}). The "
            "parents and carers it names wait until the safeguarding lead has looked."
        )
        place = (table.name, table.sheet, entry.row.number)
        drops = tuple(dict.fromkeys(made))
        ask = Ask(f"court:{pupil.id}", "court", "family_link", reason, drops, (), *place)
        self.roll.asks.append(ask)

    def tell(self) -> None:
        """Note every email address that is given for several people."""
        shared = sorted(e for e, names in self._behind.items() if len(names - {""}) > 1)
        file, sheet = self._table
        for email in shared[:SHOWN]:
            names = ", ".join(sorted(self._behind[email] - {""})[:6])
            reason = f"{email} stands beside {names}. They were read as people of their own."
            self.roll.notes.append(Note(file, None, "", email, "shared_address", reason, sheet))
