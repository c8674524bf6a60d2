"""Which school a row of a sheet belongs to, where the sheet has a School column."""

from collections.abc import Iterable, Sequence

from .outcome import Refused
from .records import School
from .rows import Row, Table
from .text import clean


def school_key(text: str) -> str:
    """A school's code or name whatever its case or blanks."""
    return "".join(text.casefold().split())


class Schools:
    """The schools that rows name. `own` is the one the person who imports has said; `known` are
    those on the stored roll."""

    def __init__(self, own: School | None, known: Sequence[School] = ()) -> None:
        self.own, self.known = own, known
        self._of: dict[str, School | None] = {}
        self.taken_as_own: dict[str, str] = {}

    def settle(self, tables: Iterable[Table]) -> None:
        """Look at every value of the School columns and decide which school each one is."""
        with_column = [table for table in tables if table.has("school")]
        said: dict[str, str] = {}
        for table in with_column:
            for row in table.rows():
                if value := clean(row.raw("school")):
                    said.setdefault(school_key(value), value)
        for key, value in said.items():
            self._of[key] = self._find(key, value)
        if self.own and said and self.own not in self._of.values():
            self._settle_strangers(with_column[0], said)

    def _find(self, key: str, value: str) -> School | None:
        if self.own and key in _keys(self.own):
            return self.own
        found = next((school for school in self.known if key in _keys(school)), None)
        if self.own is None:
            return found or School(value, value, value)
        return None

    def _settle_strangers(self, table: Table, said: dict[str, str]) -> None:
        """No row names the school that was said: one new name may be its own, more are asked."""
        assert self.own is not None
        named = self.own.name and school_key(self.own.name) not in _keys(self.own, name=False)
        elsewhere = any(key in _keys(school) for key in said for school in self.known)
        if len(said) == 1 and not named and not elsewhere:
            self._of[next(iter(said))] = self.own
            self.taken_as_own = dict(said)
            return
        values = sorted(said.values())
        several = ", ".join(values[:5]) + (" and others" if len(values) > 5 else "")
        reason = (
            f"The column {table.title('school')} says {several}; none of them is "
            f"{self.own.name or self.own.code}, the school these rows were to be brought in for. "
            "Take the column off if it is that school, or bring each school's rows in at that "
            "school."
        )
        raise Refused(
            reason,
            code="other_school",
            file=table.name,
            row=table.header_row,
            column=table.title("school"),
            sheet=table.sheet,
        )

    def of(self, row: Row) -> School:
        """The school of a row. Raises `RowFault` where it names none, or another."""
        named = row.text("school") if row.table.has("school") else ""
        if named:
            school = self._of.get(school_key(named))
            if school:
                return school
            assert self.own is not None
            reason = f"This row is of another school than {self.own.name or self.own.code}."
            raise row.fault("school", "other_school", reason)
        if self.own is None:
            raise row.fault("school", "missing", "Say which school this person is at.")
        return self.own


def is_school(school: School, text: str) -> bool:
    """Whether a code, an id or a name means this school."""
    return school_key(text) in _keys(school)


def _keys(school: School, *, name: bool = True) -> set[str]:
    parts = (school.id, school.code, school.name if name else "")
    return {school_key(part) for part in parts if part}
