"""The entries of a sheet, as people: rows that are about one person are put together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .columns import is_carer_title
from .limits import LIMITS
from .outcome import Note
from .posts import is_unsure_title, posts_of_title
from .records import Enrolment, Group, Membership, Person, Post, School
from .roles import PUPIL, kind_of
from .sheet_carers import Carers
from .sheet_kinds import STAFF, title_of
from .sheet_rows import Entry, SheetPage, duplicate_id_fault, made_id
from .text import clean, group_key, name_key

_OF_A_POST = {"title", "role", "tutor_group", "year_group"}


class SheetPeople:
    """Puts the people of all the sheets of one file into a roll."""

    def __init__(self, pages: list[SheetPage]) -> None:
        self.pages, self.collector = pages, pages[0].collector
        self.roll = self.collector.roll
        self.carers = Carers(self.collector)

    def add(self) -> None:
        """Put together what belongs together, and add everybody."""
        for entries in self._people():
            self._add(entries)
        self.carers.tell()

    def _people(self) -> Iterator[list[Entry]]:
        """The rows of each person. Two rows of one number that do not agree are both rejected."""
        together: dict[str, list[Entry]] = defaultdict(list)
        for page in self.pages:
            for entry in page.entries:
                together[entry.id].append(entry)
        for entries in together.values():
            if len(entries) == 1:
                yield entries
            elif entries[0].numbered:
                yield from self._numbered(entries)
            else:
                yield from self._by_name(entries)

    def _numbered(self, entries: list[Entry]) -> Iterator[list[Entry]]:
        first = entries[0]
        if all(_agree(first, entry) for entry in entries[1:]):
            yield entries
            return
        for entry in entries:
            other = entries[1] if entry is first else first
            column = next(
                (c for c in ("beside_id", "id", "admission_number") if entry.page.table.has(c)), ""
            )
            fault = duplicate_id_fault(entry.row, column, other.row)
            self.collector.reject(entry.row, "person", fault, entry.page.touch(entry.row))
            self.collector.take_notes(entry.page.table)

    def _by_name(self, entries: list[Entry]) -> Iterator[list[Entry]]:
        """Rows without a number that have one name and group: one person where only the carer
        differs or the same row stands in another sheet, else as many as there are rows."""
        people: list[list[Entry]] = []
        for entry in entries:
            same = next((p for p in people if all(_is_one(e, entry) for e in p)), None)
            if same is None:
                people.append([entry])
            else:
                same.append(entry)
                self._note(entry, "together", f"Read together with row {same[0].row.number}.")
        for number, found in enumerate(people, start=1):
            if number > 1:
                self._another(found, number)
            yield found

    def _another(self, entries: list[Entry], number: int) -> None:
        id = f"{entries[0].id}-{number}"
        for entry in entries:
            entry.id = entry.page.ids[entry.row.number] = id
        reason = (
            "An earlier row has the same name and tutor group. This was read as a second person; "
            "give both an admission number to be sure."
        )
        self._note(entries[0], "alike", reason)

    def _note(self, entry: Entry, code: str, reason: str) -> None:
        table, column = entry.page.table, entry.page.name_column()
        self.roll.notes.append(
            Note(
                table.name,
                entry.row.number,
                table.title(column),
                entry.row.raw(column)[:200],
                code,
                reason,
                table.sheet,
            )
        )

    def _add(self, entries: list[Entry]) -> None:
        first = entries[0]
        row, page = first.row, first.page
        given, family = page.names_of(row)
        texts = {name: row.text(name) for name in ("preferred_name", "username", "email")}
        texts["preferred_name"] = texts["preferred_name"] or page.nickname(row)
        person = Person(first.id, given, family, **texts)
        empty = [name for name, text in texts.items() if page.table.has(name) and not text]
        self.collector.add("school", first.school)
        self.collector.add("person", person, empty)
        if first.kind == PUPIL:
            self._add_pupil(person, entries)
        elif first.kind == STAFF:
            for entry in entries:
                self._add_staff(person, entry)

    def _add_pupil(self, person: Person, entries: list[Entry]) -> None:
        first, table = entries[0], entries[0].page.table
        school, row = first.school, first.row
        groups = [self._group(school, first.page.group_of(row), person, "pupil")]
        if not table.has("tutor_group"):
            self.roll.silent["membership"].add(person.id)
        texts = {
            name: row.text(name) for name in ("year_group", "previous_school", "admission_number")
        }
        texts["year_group"] = first.page.year_of(row)
        empty = [name for name, text in texts.items() if table.has(name) and not text]
        place = (person.id, school.id, texts["year_group"], groups[0])
        enrolment = Enrolment(
            f"{school.id}/{person.id}",
            *place,
            previous_school=texts["previous_school"],
            admission_number=texts["admission_number"],
            ends=first.ends,
        )
        self.collector.add("enrolment", enrolment, empty)
        self.carers.add(school, person, entries)

    def _group(self, school: School, name: str, person: Person, role: str) -> str:
        if not name:
            return ""
        id = f"{school.id}/tutor/{group_key(name) or name}"
        id = id if len(id) <= LIMITS["group"]["id"] else made_id(id)
        if id not in self.roll.records["group"]:
            self.collector.add("group", Group(id, school.id, name, "tutor_group"))
        membership = Membership(f"{id}/{person.id}/{role}", person.id, id, role)
        self.collector.add("membership", membership)
        return id

    def _add_staff(self, person: Person, entry: Entry) -> None:
        row, school, table = entry.row, entry.school, entry.page.table
        for name in split_groups(entry.page.group_of(row) if table.has("tutor_group") else ""):
            self._group(school, name, person, "tutor")
        if not table.has("tutor_group"):
            self.roll.silent["membership"].add(person.id)
        if not table.columns.keys() & {"title", "role"}:
            self.roll.silent["post"].add(person.id)
        title = title_of(row.text("title")) or row.text("role")
        if is_unsure_title(title):
            reason = "This title says more than head of year: it was read without that post."
            self._note(entry, "unsure_title", f"{title}: {reason}")
        known = kind_of(row.text("role"))
        for kind, year in posts_of_title(title, row.text("year_group"), known):
            tail = f"{kind}/{year}" if year else kind
            post = Post(f"{school.id}/{person.id}/{tail}", person.id, school.id, kind, title, year)
            self.collector.add("post", replace(post, ends=entry.ends))


def split_groups(text: str) -> list[str]:
    """The tutor groups of one member of staff: "7A, 7B", "7A & 8C"."""
    plain = text.replace(" and ", ",").replace("&", ",").replace(";", ",").replace("+", ",")
    return [part.strip() for part in plain.split(",") if part.strip()]


def _agree(first: Entry, other: Entry) -> bool:
    """Whether two rows of one number say the same, but for carers and, for staff, posts."""
    ignored = _OF_A_POST if first.kind == STAFF else set()
    return (
        first.kind == other.kind
        and first.school.id == other.school.id
        and all(
            _plain(first, column) == _plain(other, column)
            for column in _said(first) & _said(other) - ignored
        )
        and _name(first) == _name(other)
    )


def _said(entry: Entry) -> set[str]:
    names = {"name", "given_name", "family_name"}
    return {m for m in entry.page.places.values() if not m.startswith("carer:")} - names


def _name(entry: Entry) -> str:
    return name_key(" ".join(entry.page.names_of(entry.row)))


def _plain(entry: Entry, column: str) -> str:
    text = entry.row.text(column)
    return group_key(text) if column == "tutor_group" else clean(text).casefold()


def _is_one(first: Entry, other: Entry) -> bool:
    """Whether two rows of one name and group are one person: another sheet with the same cells, or
    a row for each carer with all else the same, whether a column is read or not."""
    if first.kind == STAFF:
        email = first.row.text("email").casefold()
        return bool(email) and email == other.row.text("email").casefold()
    if not _agree(first, other):
        return False
    mine, theirs = _others(first), _others(other)
    if mine != theirs:
        return first.page is not other.page and not set(mine) & set(theirs) - {""}
    carers = list(_carer_cells(first)) != list(_carer_cells(other))
    return carers or first.page is not other.page


def _others(entry: Entry) -> tuple[str, ...]:
    """The cells of columns that nobody reads, without those about a carer."""
    header = entry.page.table.header
    return tuple(
        clean(cell).casefold()
        for place, cell in enumerate(entry.row.cells)
        if place not in entry.page.places
        and not (place < len(header) and is_carer_title(header[place]))
    )


def _carer_cells(entry: Entry) -> Iterable[str]:
    return (
        clean(cell).casefold()
        for place, cell in enumerate(entry.row.cells)
        if place in entry.page.carer_columns
    )
