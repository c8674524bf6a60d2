"""The cells of one sheet: what a spreadsheet or a tired hand put there is undone, counted or
refused by name."""

from dataclasses import dataclass, field

from .cells import (
    as_whole_number,
    is_no_address,
    is_nobody,
    is_serial,
    reason_of,
    says_nothing,
    spoilt_by,
    without_apostrophe,
    without_quotes,
)
from .contacts import read_contacts
from .limits import LIMITS
from .rows import Row, Table
from .users import NAME
from .workbook import column_letter
from .years import is_age, year_of

NAMES = ("given_name", "family_name", "name")
_PLAIN = ("beside_id", "id", "admission_number", "year_group", "tutor_group", "upn")
_LONGEST = {
    "tutor_group": LIMITS["group"]["name"],
    "previous_school": LIMITS["enrolment"]["previous_school"],
    "admission_number": LIMITS["enrolment"]["admission_number"],
    "title": LIMITS["post"]["title"],
    "role": LIMITS["post"]["title"],
    "preferred_name": LIMITS["person"]["preferred_name"],
    "username": LIMITS["person"]["username"],
    "email": LIMITS["person"]["email"],
    "school": LIMITS["school"]["name"],
}


@dataclass(slots=True)
class Tally:
    """What was seen often enough to be told once for a whole sheet."""

    unsure: int = 0
    nobody: int = 0
    addresses: int = 0
    repeated: list[int] = field(default_factory=list)


class SheetCells:
    """What the columns of a sheet hold, and what was left out of their cells."""

    def __init__(self, table: Table, places: dict[int, str]) -> None:
        self.table, self.places, self.tally = table, places, Tally()

    def name_column(self) -> str:
        """The column to name where a name is missing."""
        return "name" if self.table.has("name") else "given_name"

    def cleaned(self, row: Row) -> Row:
        """The row with what a spreadsheet or a tired hand put there undone."""
        cells = list(row.cells)
        for place, meaning in self.places.items():
            if place < len(cells):
                cells[place] = self._clean_cell(meaning, cells[place])
        return Row(row.table, row.number, cells)

    def _clean_cell(self, meaning: str, cell: str) -> str:
        if spoilt_by(cell):
            return cell
        cell = without_apostrophe(cell, always=meaning in _PLAIN)
        if meaning.startswith("carer:"):
            self._count_carer(meaning, cell)
            return cell
        if meaning in ("id", "admission_number"):
            cell = as_whole_number(cell)
        if meaning in NAMES:
            return without_quotes(cell)
        if meaning == "school":
            return cell
        if says_nothing(cell):
            self.tally.nobody += 1
            return ""
        if meaning == "email" and (is_no_address(cell) or (cell.strip() and "@" not in cell)):
            self.tally.addresses += 1
            return ""
        return cell

    def _count_carer(self, meaning: str, cell: str) -> None:
        """Count what `read_contacts` leaves out of a parent's or carer's cell."""
        part = meaning.rpartition(":")[2]
        if part in ("any", "name", "relation", "email") and is_nobody(cell):
            self.tally.nobody += 1
        elif part == "email" and cell.strip() and (is_no_address(cell) or "@" not in cell):
            self.tally.addresses += 1

    def check(self, row: Row) -> None:
        """Raise `RowFault` where a cell cannot be what somebody typed, or does not fit."""
        for place, meaning in self.places.items():
            cell = row.cells[place] if place < len(row.cells) else ""
            named = meaning in ("tutor_group", "year_group")
            if meaning == "leaves":
                continue
            if why := spoilt_by(cell) or ("date" if named and is_serial(cell) else ""):
                where = f"{column_letter(place + 1)}{row.number}"
                raise row.fault(meaning, f"spreadsheet_{why}", f"Cell {where}: {reason_of(why)}")
        for column, longest in _LONGEST.items():
            row.text(column, longest)
        self._check_year(row)
        self._check_carers(row)

    def _check_year(self, row: Row) -> None:
        year = row.text("year_group")
        if is_age(year):
            raise row.fault("year_group", "age", "This is an age. Write the year group, such as 7.")
        if len(year_of(year)) > LIMITS["enrolment"]["year_group"]:
            raise row.fault("year_group", "too_long", "At most 40 characters fit here.")

    def _check_carers(self, row: Row) -> None:
        for contact in read_contacts(row, self.places):
            for name, text, longest in (
                ("relation", contact.relation, LIMITS["family_link"]["relation"]),
                ("given", contact.given_name, NAME),
                ("family", contact.family_name, NAME),
                ("email", contact.email, LIMITS["person"]["email"]),
            ):
                if len(text) > longest:
                    reason = f"At most {longest} characters fit here."
                    raise row.fault(self._carer_column(name), "too_long", reason, text)

    def _carer_column(self, part: str) -> str:
        parts = (part, "name", "any")
        found = (m for p in parts for m in self.places.values() if m.endswith(f":{p}"))
        return next(found, self.name_column())
