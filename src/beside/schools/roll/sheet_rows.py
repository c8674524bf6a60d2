"""Read the rows of one sheet of a school's spreadsheet, and work out whom each row is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from .cells import is_nobody, spoilt_by, without_quotes
from .collector import Collector, Touch
from .columns import speaks_of_pupils, speaks_of_staff
from .contacts import is_unsure, split_name, with_nickname
from .footers import is_footer, is_total
from .layouts import section_of
from .limits import LIMITS
from .on_roll import has_left, is_not_here_yet
from .outcome import Ask, LocalId, MadeId, Note, Refused, RowFault, RowText
from .records import Person, School
from .roles import PUPIL
from .rows import Row, Table
from .sensitive import speaks_of_adoption, speaks_of_care
from .sheet_cells import NAMES, SheetCells
from .sheet_kinds import STAFF, Signs, Unclear, kind_of_row, title_of
from .sheet_schools import Schools
from .text import clean, group_key, header_key, name_key, without_tutor
from .users import NAME, clues
from .workbook import column_letter
from .years import form_of

MAX_ROW_TEXT = 2000
_HEADING_WORDS = (
    "year form name class email yeargroup tutorgroup surname forename firstname lastname dob "
    "dateofbirth parent contact address upn admissionnumber"
)
_HEADINGS = frozenset(_HEADING_WORDS.split())


@dataclass(slots=True)
class Entry:
    """One row that could be read: the id and kind (pupil or staff) of its person, and their school.

    `numbered`: the id comes from a number in the row, not from a name. `care`: the heading of a
    cell about court orders, contact or care, or ""."""

    page: "SheetPage"
    row: Row
    id: str
    kind: str
    school: School
    numbered: bool
    care: str = ""
    only_a_name: bool = False
    adopted: bool = False
    ends: date | None = None


class SheetPage:
    """One sheet and what was read from it; `places` says what the column at each position holds."""

    def __init__(
        self, collector: Collector, table: Table, places: dict[int, str], schools: Schools
    ) -> None:
        self.collector, self.roll, self.table = collector, collector.roll, table
        self.places, self.schools = places, schools
        self.ids: dict[int, str] = {}
        self.entries: list[Entry] = []
        self.section_of_row: dict[int, dict[str, str]] = {}
        self.cells = SheetCells(table, places)
        self.tally = self.cells.tally
        table.columns = {meaning: place for place, meaning in places.items()}
        table.repeated = set()
        self.own_columns = frozenset(p for p, m in places.items() if not m.startswith("carer:"))
        self.carer_columns = frozenset(p for p, m in places.items() if m.startswith("carer:"))
        self._titles = [header_key(title) for title in table.header]
        self._of_staff = speaks_of_staff(table.header)
        self._of_pupils = speaks_of_pupils(table.header) or bool(self.carer_columns)
        self._called_staff = "staff" in f"{table.name} {table.sheet}".casefold()

    def check(self) -> None:
        """Raise `Refused` for a sheet that has no column of names, or whose school is not known."""
        table = self.table
        if not table.columns.keys() & set(NAMES):
            raise Refused(
                f"No column of {table.name} is called Name, or First name and Last name. "
                "Name the columns in the first row.",
                code="missing_column",
                file=table.name,
                row=table.header_row,
                column="Name",
                sheet=table.sheet,
            )
        if self.schools.own is None and not table.has("school"):
            raise Refused(
                "This sheet names no school. Say which school it is with --school.",
                code="no_school",
                file=table.name,
                sheet=table.sheet,
            )

    def read(self) -> None:
        """Make an entry of each row, or reject it, or note why it is about no person."""
        self._section = self._first_section()
        self.collector.each(self.table, "person", self._take, self.touch)
        self._ask_about_only_names()
        self._add_summary_notes()

    def _take(self, row: Row) -> None:
        if self._is_heading(row):
            self.tally.repeated.append(row.number)
            return
        if self._take_section(row):
            return
        given, family = self._names(row)
        filled = self._filled(row)
        if self._is_footer(row, f"{given} {family}".strip(), filled):
            self._note_footer(row)
            return
        whole = f"{given} {family}".strip()
        if header_key(whole) in _HEADINGS and not spoilt_by(whole):
            reason = "This is a heading and nobody's name. Put each person in a row of their own."
            raise row.fault(self.name_column(), "missing", reason)
        if not given and not family:
            raise row.fault(self.name_column(), "missing", "This person has no name. Fill it in.")
        care = speaks_of_care(self.table.header, row.cells, self.own_columns, self.carer_columns)
        adopted = speaks_of_adoption(self.table.header, row.cells, self.own_columns)
        row = self.cells.cleaned(row)
        self.cells.check(row)
        school = self.schools.of(row)
        kind = self._kind(row)
        id, numbered = self._id(row, school, kind, f"{given} {family}")
        self.ids[row.number] = id
        if self._is_not_at_school(row, id):
            return
        ends = row.day("leaves")
        one_column = not (row.raw("given_name").strip() or row.raw("family_name").strip())
        self.tally.unsure += one_column and is_unsure(clean(row.raw("name")))
        self.entries.append(
            Entry(self, row, id, kind, school, numbered, care, not filled, adopted, ends)
        )

    def _take_section(self, row: Row) -> bool:
        """Whether a line names no person but the form or year of the rows below; if so, keep it."""
        cells = [cell for cell in row.cells if cell.strip()]
        meaning, value = section_of(cells[0]) if len(cells) == 1 else ("", "")
        if not meaning:
            self.section_of_row[row.number] = dict(self._section)
            return False
        self._section = {meaning: value}
        row.note(self.name_column(), "section", "This line was read as what stands above its rows.")
        return True

    def _first_section(self) -> dict[str, str]:
        """Form or year that the sheet's name or a line above its headings gives for all rows."""
        lines = [self.table.sheet]
        for number, cells in self.table.cells():
            if number >= self.table.header_row:
                break
            filled = [cell for cell in cells if cell.strip()]
            lines += filled if len(filled) == 1 else []
        found = dict(said for line in lines if (said := section_of(line))[0])
        for meaning in [m for m in found if self.table.has(m)]:
            del found[meaning]
        if found:
            reason = f"{', '.join(found.values())} was read for all rows: no column says otherwise."
            self.collector.note(self.table, "section", reason)
        return found

    def _is_not_at_school(self, row: Row, id: str) -> bool:
        """Whether the row says that its person has left or is yet to join; a note is made if so."""
        status = row.text("status")
        if has_left(self.table.title("status"), status):
            reason = "This row says that they have left. It was read as somebody who is gone."
            row.note("status", "left", reason)
            return True
        if is_not_here_yet(status):
            self.roll.protected.add(id)
            row.note("status", "to_come", "They are not here yet. The row was left out.")
            return True
        return False

    def _is_footer(self, row: Row, name: str, filled: bool) -> bool:
        """Whether a row is a total or a footnote: alone in its row, or beside figures only."""
        cells = [clean(cell) for cell in row.cells if cell.strip()]
        if not filled:
            return is_footer(name)
        if len(cells) == 1:
            return is_footer(cells[0])
        beside = [cell for cell in cells if cell != name]
        return is_total(name) and all(re.fullmatch(r"[\d.,% ]+", cell) for cell in beside)

    def name_column(self) -> str:
        """The column that a message points to where a name is missing."""
        return self.cells.name_column()

    def _names(self, row: Row) -> tuple[str, str]:
        given, family = self._name_columns(row)
        if given or family:
            return ("", "") if is_nobody(given) and not family else (given, family)
        if not self.table.has("name"):
            return "", ""
        text = with_nickname(without_quotes(row.text("name", 2 * NAME)))[0]
        given, family = ("", "") if is_nobody(text) else split_name(text)
        if len(given) > NAME or len(family) > NAME:
            raise row.fault("name", "too_long", f"At most {NAME} characters fit in a name.")
        return given, family

    def names_of(self, row: Row) -> tuple[str, str]:
        """The given and family name in a row that was read without a fault."""
        given, family = self._name_columns(row)
        if given or family or not self.table.has("name"):
            return given, family
        return split_name(with_nickname(without_quotes(row.text("name", 2 * NAME)))[0])

    def _name_columns(self, row: Row) -> tuple[str, str]:
        given, family = row.text("given_name", NAME), row.text("family_name", NAME)
        return with_nickname(without_quotes(given))[0], without_quotes(family)

    def nickname(self, row: Row) -> str:
        """The nickname in brackets after a name, such as Izzy in `Isla (Izzy)`, or ""."""
        column = "given_name" if row.raw("given_name").strip() else "name"
        return with_nickname(without_quotes(row.text(column, 2 * NAME)))[1]

    def _is_heading(self, row: Row) -> bool:
        filled = {(place, header_key(cell)) for place, cell in enumerate(row.cells) if cell.strip()}
        return bool(filled) and filled <= set(enumerate(self._titles))

    def _filled(self, row: Row) -> bool:
        """Whether any cell outside the columns for names is filled in."""
        named = {place for place, meaning in self.places.items() if meaning in NAMES}
        return any(cell.strip() for place, cell in enumerate(row.cells) if place not in named)

    def _kind(self, row: Row) -> str:
        signs = Signs(
            role=row.text("role"),
            title=title_of(row.text("title")),
            number=bool(row.text("admission_number") or row.text("previous_school")),
            year=bool(self.year_of(row)),
            has_role=self.table.has("role"),
            has_title=self.table.has("title"),
            of_staff=self._of_staff,
            of_pupils=self._of_pupils or bool(self.table.columns.keys() & _PUPILS_HAVE),
            called_staff=self._called_staff,
        )
        try:
            return kind_of_row(signs)
        except Unclear as unclear:
            raise row.fault(unclear.column, unclear.code, unclear.reason) from None

    def _id(self, row: Row, school: School, kind: str, name: str) -> tuple[str, bool]:
        """The id of a row's person, and whether it comes from a number and not from their name."""
        if id := row.id("beside_id"):
            return id, True
        if local := row.id("id"):
            id = f"{school.id}/{kind}/{local}"
            if len(id) > LIMITS["person"]["id"]:
                raise row.fault("id", "too_long", "This id is too long.")
            self.roll.local_ids[id] = LocalId(school.id, kind, local)
            return id, True
        if kind == PUPIL and (number := row.text("admission_number")):
            id = made_id(school.id, "admission", number)
            self.roll.made_ids[id] = MadeId(school.id, kind, number=number)
            return id, True
        group = group_key(self.group_of(row)) if kind == PUPIL else ""
        if kind == PUPIL and (upn := header_key(row.text("upn"))):
            id = made_id(school.id, "upn", upn)
            self.roll.made_ids[id] = MadeId(school.id, kind, name=name_key(name), group=group)
            return id, True
        parts = ("name",) if kind == PUPIL else (kind, "name")
        id = made_id(school.id, *parts, name_key(name), group)
        self.roll.made_ids[id] = MadeId(school.id, kind, name=name_key(name), group=group)
        return id, False

    def group_of(self, row: Row) -> str:
        """The tutor group without its tutor; failing that, the form in the year or line above."""
        if self.table.has("tutor_group"):
            return without_tutor(row.text("tutor_group"))
        return form_of(row.text("year_group")) or self._from_section(row, "tutor_group")

    def year_of(self, row: Row) -> str:
        """The year group of a row, or of the line above its rows where no column holds it."""
        if self.table.has("year_group"):
            return row.text("year_group")
        return self._from_section(row, "year_group")

    def _from_section(self, row: Row, meaning: str) -> str:
        return self.section_of_row.get(row.number, {}).get(meaning, "")

    def row_texts(self) -> Iterator[RowText]:
        """The text of every row, to search for names in, without the cells about carers."""
        for row in self.table.rows():
            cells = (c for at, c in enumerate(row.cells) if c and at not in self.carer_columns)
            text = " ".join(cells)[:MAX_ROW_TEXT]
            yield RowText(self.table.sheet, row.number, self.ids.get(row.number, ""), text)

    def touch(self, row: Row) -> Touch:
        """The people whom a rejected row may be about, by id, name, username or email."""
        given, family = clean(row.raw("given_name")), clean(row.raw("family_name"))
        if not given and not family:
            given, family = split_name(row.raw("name"))
        id = self.ids.get(row.number, "")
        person = Person(id, given[:NAME], family[:NAME], email=clean(row.raw("email")))
        return Touch(id, (id,) if id else self._possible_ids(row), clues(person))

    def _possible_ids(self, row: Row) -> tuple[str, ...]:
        """Every id that a row may have meant, where it was rejected before its id was known."""
        row = self.cells.cleaned(row)
        if id := row.raw("beside_id").strip():
            return (id,)
        try:
            school = self.schools.of(row).id
        except RowFault:
            return ()
        found = []
        if local := row.raw("id").strip()[:255]:
            for kind in (PUPIL, STAFF):
                found.append(f"{school}/{kind}/{local}")
                self.roll.local_ids[found[-1]] = LocalId(school, kind, local)
        if number := clean(row.raw("admission_number")):
            found.append(made_id(school, "admission", number))
            self.roll.made_ids[found[-1]] = MadeId(school, PUPIL, number=number)
        return tuple(found)

    def _note_footer(self, row: Row) -> None:
        reason = "This row was read as a total or a line below the table, and as no person."
        row.note(self.name_column(), "no_person", reason)

    def _ask_about_only_names(self) -> None:
        """Ask the importing person about rows that hold only a name, where most rows hold more."""
        alone = [entry for entry in self.entries if entry.only_a_name]
        if 2 * len(alone) >= len(self.entries):
            return
        for entry in alone:
            name = clean(" ".join(self.names_of(entry.row)))
            reason = (
                f"Row {entry.row.number} of {self.where} has nothing but the name {name}. "
                "Is this a person?"
            )
            key = f"only_a_name:{entry.id}"
            drops, table = (("person", entry.id),), self.table
            place = (table.name, table.sheet, entry.row.number)
            self.roll.asks.append(
                Ask(key, "only_a_name", "person", reason, drops, (entry.id,), *place)
            )

    @property
    def where(self) -> str:
        """The file name, followed by the sheet name if it has one, for messages."""
        sheet = self.table.sheet
        return f"{self.table.name}, sheet {sheet}" if sheet else self.table.name

    def _add_summary_notes(self) -> None:
        tally = self.tally
        told = [
            (
                tally.unsure,
                "unsure_name",
                "{} names have more than two words. The last word was read as the family name; "
                "use two columns, or write Family, Given, to be sure.",
            ),
            (tally.nobody, "nobody", "{} cells that say only that there is nothing were left out."),
            (tally.addresses, "no_address", "{} cells that hold no e-mail address were left out."),
        ]
        for count, code, reason in told:
            if count:
                self.collector.note(self.table, code, reason.format(count))
        for number in tally.repeated:
            table, reason = self.table, "The headings stand here again. The row was left out."
            self.roll.notes.append(
                Note(table.name, number, "", "", "heading_again", reason, table.sheet)
            )


_PUPILS_HAVE = {"year_group", "admission_number", "previous_school"}


def made_id(*parts: str) -> str:
    """A stable id: a hash of these facts, the same in every import, with no name to be read."""
    return "b" + sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:15]


def unused_columns(table: Table, places: dict[int, str], rows: Sequence[Row]) -> list[str]:
    """Columns that were not used: by heading, or by letter where a filled column has none."""
    filled = {place for row in rows for place, cell in enumerate(row.cells) if cell.strip()}
    titled = {place for place, title in enumerate(table.header) if clean(title)}
    others = sorted((filled | titled) - places.keys())
    return [
        clean(table.header[place]) if place in titled else column_letter(place + 1)
        for place in others
    ]


def duplicate_id_fault(row: Row, column: str, other: Row) -> RowFault:
    """The fault of a row that has the same id as another row but contradicts it."""
    where = f" of {other.table.sheet}" if other.table.sheet != row.table.sheet else ""
    reason = f"Row {other.number}{where} has the same id. Keep the right one of the two."
    return row.fault(column, "duplicate_id", reason)


__all__ = ["STAFF", "Entry", "SheetPage", "duplicate_id_fault", "made_id", "unused_columns"]
