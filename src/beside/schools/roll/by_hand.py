"""Changes of the roll that the office makes by hand, read as a roll that says only what changes.

A pupil moves, leaves, is renamed or joins; in September a whole school goes up a year. Each of
these becomes a `Roll` in which every kind is a delta, so that it is planned, held, applied and
undone in the same way as a file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from .draft import Snapshot
from .outcome import KINDS, Roll
from .records import Enrolment, Group, Membership, Person
from .text import name_key


class Refusal(Exception):
    """Why a change cannot be made, as a code: `no_pupil`, `no_group`, `no_name`, `ends_too_early`
    or `no_years`. The words of each stand with the pages."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Move:
    """A pupil goes to another tutor group, and with it to that group's year."""

    pupil: str
    group: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A pupil is on the roll for the last time on `last_day`, and goes somewhere for a reason."""

    pupil: str
    last_day: date
    reason: str = ""
    destination: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """A pupil's names are put right."""

    pupil: str
    given_name: str
    family_name: str
    preferred_name: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A pupil comes onto the roll. `id` is new; `group` and `starts` may be empty."""

    id: str
    given_name: str
    family_name: str
    preferred_name: str = ""
    year_group: str = ""
    group: str = ""
    previous_school: str = ""
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class GoUp:
    """Every pupil goes up a year on `day`; `years` says into which, "" for those who leave.

    A year that it does not name stays as it is, and so do the pupils in `staying`.
    """

    day: date
    years: Mapping[str, str]
    staying: frozenset[str] = frozenset()


Edit = Move | Leave | Rename | Join | GoUp


def roll_of(edit: Edit, current: Snapshot, school: str, today: date) -> Roll:
    """The roll that a change says, for a school by its source id. Raises `Refusal`."""
    roll = Roll(format="by hand", says=set(KINDS), delta=set(KINDS))
    place = Place(current, school, today)
    for kind, record in _SAY[type(edit)](edit, place):
        roll.records[kind][record.id] = record
    return roll


class Place:
    """One school of the stored roll, asked about its pupils and tutor groups."""

    def __init__(self, current: Snapshot, school: str, today: date) -> None:
        self.current, self.school, self.today = current, school, today

    def records(self, kind: str) -> Mapping[str, Any]:
        return self.current.get(kind, {})

    def enrolment(self, pupil: str) -> Enrolment:
        found = self.records("enrolment").get(f"{self.school}/{pupil}")
        if not isinstance(found, Enrolment):
            raise Refusal("no_pupil")
        return found

    def group(self, id: str) -> Group:
        found = self.records("group").get(id)
        if not isinstance(found, Group) or found.school != self.school:
            raise Refusal("no_group")
        return found

    def memberships(self, person: str) -> Iterator[Membership]:
        """What somebody is in at this school, as a pupil."""
        for member in self.records("membership").values():
            group = self.records("group").get(member.group)
            at_school = group is not None and group.school == self.school
            if member.person == person and member.role == "pupil" and at_school:
                yield member


Said = Iterator[tuple[str, Any]]


def _move(edit: Move, place: Place) -> Said:
    enrolment, group = place.enrolment(edit.pupil), place.group(edit.group)
    year = group.year_group or enrolment.year_group
    yield "enrolment", replace(enrolment, tutor_group=group.id, year_group=year)
    yield "membership", _pupil_in(group.id, edit.pupil)
    if enrolment.tutor_group not in ("", group.id):
        yield from _out_of(place, edit.pupil, enrolment.tutor_group)


def _pupil_in(group: str, person: str, starts: date | None = None) -> Membership:
    return Membership(f"{group}/{person}/pupil", person, group, "pupil", starts)


def _out_of(place: Place, person: str, group: str) -> Said:
    for member in place.memberships(person):
        if member.group == group and member.ends is None:
            yield "membership", replace(member, ends=place.today)


def _leave(edit: Leave, place: Place) -> Said:
    enrolment = place.enrolment(edit.pupil)
    if enrolment.starts and edit.last_day < enrolment.starts:
        raise Refusal("ends_too_early")
    yield from _gone_by(edit.last_day + timedelta(days=1), enrolment, place)


def _gone_by(day: date, enrolment: Enrolment, place: Place) -> Said:
    """A pupil is not on the roll any more on this day, nor in any group."""
    yield "enrolment", replace(enrolment, ends=day)
    for member in place.memberships(enrolment.person):
        if member.ends is None or member.ends > day:
            yield "membership", replace(member, ends=day)


def _rename(edit: Rename, place: Place) -> Said:
    place.enrolment(edit.pupil)
    if not (edit.given_name.strip() or edit.family_name.strip()):
        raise Refusal("no_name")
    names = {
        "given_name": edit.given_name.strip(),
        "family_name": edit.family_name.strip(),
        "preferred_name": edit.preferred_name.strip(),
    }
    yield "person", replace(place.records("person")[edit.pupil], **names)


def _join(edit: Join, place: Place) -> Said:
    if not (edit.given_name.strip() or edit.family_name.strip()):
        raise Refusal("no_name")
    group = place.group(edit.group) if edit.group else None
    year = edit.year_group or (group.year_group if group else "")
    names = (edit.given_name.strip(), edit.family_name.strip(), edit.preferred_name.strip())
    yield "person", Person(edit.id, *names)
    yield (
        "enrolment",
        Enrolment(
            f"{place.school}/{edit.id}",
            edit.id,
            place.school,
            year,
            edit.group,
            edit.previous_school.strip(),
            starts=edit.starts,
        ),
    )
    if group:
        yield "membership", _pupil_in(group.id, edit.id, edit.starts)


def _go_up(edit: GoUp, place: Place) -> Said:
    if not any(new for new in edit.years.values()):
        raise Refusal("no_years")
    groups = {each.id: each for each in _tutor_groups(place)}
    new_groups = {id: _next_group(group, edit.years, place) for id, group in groups.items()}
    for group in {each.id: each for each in new_groups.values() if each}.values():
        yield "group", group
    yield from _tutors_go_up(place, new_groups)
    for enrolment in place.records("enrolment").values():
        if enrolment.school != place.school or not _is_open(enrolment, place.today):
            continue
        if enrolment.year_group not in edit.years or enrolment.person in edit.staying:
            continue
        year = edit.years[enrolment.year_group]
        if not year:
            yield from _gone_by(place.today, enrolment, place)
            continue
        yield from _up(place, enrolment, year, new_groups.get(enrolment.tutor_group))


def _is_open(record: Any, day: date) -> bool:
    return record.ends is None or record.ends > day


def _tutor_groups(place: Place) -> Iterator[Group]:
    for group in place.records("group").values():
        if group.school == place.school and group.kind == "tutor_group":
            yield group


def _next_group(group: Group, years: Mapping[str, str], place: Place) -> Group | None:
    """The tutor group into which one goes up: its own name with the new year in it.

    None for a group that leaves, or whose year does not move.
    """
    year = years.get(_year_of(group, place), "")
    if not year:
        return None
    name = next_name(group.name, _year_of(group, place), year)
    id = f"{place.school}/tutor/{name_key(name) or name}"
    known = next((each for each in _tutor_groups(place) if each.name == name), None)
    return replace(known or Group(id, place.school, name, "tutor_group"), year_group=year)


def _year_of(group: Group, place: Place) -> str:
    """The year of a tutor group: as it says, or as the pupils in it."""
    if group.year_group:
        return group.year_group
    in_it = (e for e in place.records("enrolment").values() if e.tutor_group == group.id)
    return next((each.year_group for each in in_it if each.year_group), "")


def next_name(name: str, year: str, next_year: str) -> str:
    """A tutor group's name a year later: 7AI becomes 8AI, and 9KP 10KP; Maple stays Maple."""
    has_year = year.isdigit() and name.startswith(year)
    return next_year + name.removeprefix(year) if has_year else name


def _tutors_go_up(place: Place, new_groups: Mapping[str, Group | None]) -> Said:
    for member in place.records("membership").values():
        group = new_groups.get(member.group)
        if member.role != "tutor" or member.ends is not None or member.group not in new_groups:
            continue
        if group is None or group.id != member.group:
            yield "membership", replace(member, ends=place.today)
        if group is not None:
            id = f"{group.id}/{member.person}/tutor"
            yield "membership", Membership(id, member.person, group.id, "tutor")


def _up(place: Place, enrolment: Enrolment, year: str, group: Group | None) -> Said:
    moved = replace(enrolment, year_group=year, tutor_group=group.id if group else "")
    yield "enrolment", moved
    if moved.tutor_group != enrolment.tutor_group:
        yield from _out_of(place, enrolment.person, enrolment.tutor_group)
    if group:
        yield "membership", _pupil_in(group.id, enrolment.person)


KINDS_OF_EDIT: dict[str, type] = {
    "move": Move,
    "leave": Leave,
    "rename": Rename,
    "join": Join,
    "go_up": GoUp,
}
_DAYS = ("last_day", "starts", "day")


def as_json(edit: Edit) -> dict[str, Any]:
    """A change as plain values, to be kept; `from_json` gives it back."""
    kind = next(name for name, of in KINDS_OF_EDIT.items() if type(edit) is of)
    return {"kind": kind} | {name: _plain(value) for name, value in asdict(edit).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def from_json(kept: Mapping[str, Any]) -> Edit:
    """The change that was kept as plain values."""
    values = {name: value for name, value in kept.items() if name != "kind"}
    for name in _DAYS:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    if "staying" in values:
        values["staying"] = frozenset(values["staying"])
    edit: Edit = KINDS_OF_EDIT[kept["kind"]](**values)
    return edit


_SAY: dict[type, Callable[[Any, Place], Said]] = {
    Move: _move,
    Leave: _leave,
    Rename: _rename,
    Join: _join,
    GoUp: _go_up,
}
