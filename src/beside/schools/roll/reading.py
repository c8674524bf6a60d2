"""Reading a roll out of whatever a school has: a folder, a zip or one sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from .beside_csv import read_templates
from .classes import read_classes
from .clever import NEEDED as CLEVER
from .clever import knows as is_clever
from .clever import read_clever
from .collector import Collector
from .ctf import is_ctf, read_ctf
from .files import UNREADABLE, Member, inspect, members
from .lengths import reject_too_long
from .oneroster import KINDS_OF, Reading, check_columns, open_known, read_around
from .outcome import KINDS, Fault, FileRead, Progress, Refused, Roll
from .people import read_people
from .records import School
from .sds import read_sds
from .sheet import read_member
from .sheet_schools import is_school
from .tables import Table, open_table
from .templates import TEMPLATES, is_template
from .text import header_key
from .years import in_plain_years

_SDS1 = {"student", "teacher", "section", "studentenrollment", "teacherroster"}
_ONEROSTER = {"users", "orgs", "classes", "enrollments", "academicsessions", "manifest", "roles"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.csv says: the version, per file bulk, delta or absent, and who wrote it."""

    version: str
    modes: Mapping[str, str]
    system: str = ""

    def mode(self, file: str) -> str:
        """Bulk where the manifest does not say; a file it calls absent counts as a delta, so that
        nobody leaves on the strength of a contradiction."""
        mode = self.modes.get(file, "bulk")
        return "bulk" if mode == "bulk" else "delta"


def read(
    path: Path,
    *,
    school_code: str = "",
    school_id: str = "",
    schools: Sequence[School] = (),
    progress: Progress | None = None,
    mapping: Mapping[int, str] | None = None,
    encoding: str = "",
) -> Roll:
    """Everything the files at a path say about who is at school, and what in them cannot be read.

    `school_code` names the school where no file does; `school_id` is the id that code has on the
    stored roll, if it has one; `schools` are those on it. `progress` is called with a file name
    and rows done. `mapping` says what the columns of one sheet hold, and `encoding` in which
    letters text is written, as a person has said. Nothing is raised for bad input: `errors` of the
    answer then says what to do, and nothing else counts.
    """
    roll = Roll()
    try:
        opened = [replace(member, said=encoding) for member in members(path)]
        found = {_stem(member.name): member for member in opened}
        school = _school(school_code, school_id, schools)
        collector = Collector(roll, progress)
        if mapping and len(opened) == 1:
            roll.format = "sheet"
            read_member(collector, opened[0], school, mapping, schools)
        else:
            _read_format(collector, found, school, schools)
        if roll.format != "sheet":
            roll.unused += [column for table in collector.tables for column in table.unused()]
        reject_too_long(collector)
    except Refused as refused:
        roll.errors.append(refused.fault)
    except UNREADABLE:
        reason = f"{path.name} cannot be read to its end. Export it again and send it."
        roll.errors.append(Fault(path.name, None, "", "unreadable", reason))
    roll.records = in_plain_years(roll.records)
    return roll


def _stem(name: str) -> str:
    return PurePath(name).stem.casefold()


def _school(code: str, id: str, known: Sequence[School]) -> School | None:
    """A school by its code, whatever its case or blanks; its name stays as it is where it is
    known."""
    code = code.strip()
    same = next((s for s in known if is_school(s, id or code)), None) if code else None
    return same or (School(id or code, "", code) if code else None)


def _read_format(
    collector: Collector,
    found: dict[str, Member],
    school: School | None,
    schools: Sequence[School],
) -> None:
    roll = collector.roll
    if any(map(is_ctf, found.values())):
        roll.format = "ctf"
        read_ctf(collector, found, school)
    elif pages := [name for name in found.values() if name.name.lower().endswith(".xml")]:
        raise Refused(
            f"{pages[0].name} is XML, but no common transfer file. Send that, or a sheet.",
            code="unknown_format",
            file=pages[0].name,
        )
    elif _is_clever(found):
        roll.format = "clever"
        read_clever(collector, found, school)
    elif _is_oneroster(found):
        _read_oneroster(collector, found, school)
    elif _is_sds1(found):
        roll.format = "sds-1"
        read_sds(collector, found)
    elif templates := _templates(found):
        roll.format = "beside"
        read_templates(collector, templates, school)
    elif len(found) == 1:
        roll.format = "sheet"
        read_member(collector, next(iter(found.values())), school, None, schools)
    else:
        raise Refused(
            "These files are no roll that Beside knows. Send OneRoster or School Data Sync files, "
            "Beside's own tables, or one sheet.",
            code="unknown_format",
        )
    _list_others(roll, found)


def _is_clever(found: Mapping[str, Member]) -> bool:
    """Files are Clever's by their columns: those of OneRoster may have the same names."""
    candidates = [name for name in CLEVER if name in found]
    if "users" in found or candidates == ["enrollments"] and len(found) > 1:
        return False
    return any(is_clever(name, set(open_table(found[name])[0].columns)) for name in candidates)


def _is_sds1(found: Mapping[str, Member]) -> bool:
    return len(found) > 1 and any(
        {"sisid", "dfenumber", "id"} & open_table(found[name])[0].columns.keys()
        for name in _SDS1 & found.keys()
    )


def _is_oneroster(found: Mapping[str, Member]) -> bool:
    """A single file is one only if it has OneRoster's ids; else it is a sheet by that name."""
    if not _ONEROSTER & found.keys() or "student" in found:
        return False
    return len(found) > 1 or open_table(next(iter(found.values())))[0].has("sourcedid")


def _templates(found: Mapping[str, Member]) -> dict[str, Member]:
    known = {stem: member for stem, member in found.items() if f"{stem}.csv" in TEMPLATES}
    return {
        stem: member
        for stem, member in known.items()
        if len(found) > 1 or is_template(f"{stem}.csv", set(open_table(member)[0].columns))
    }


def _list_others(roll: Roll, found: Mapping[str, Member]) -> None:
    """Files that were not needed are listed too, with their hash."""
    read_already = {file.name for file in roll.files}
    for member in found.values():
        if member.name not in read_already:
            roll.files.append(_count(member))


def _count(member: Member) -> FileRead:
    try:
        return open_table(member)[1]
    except Refused:
        return FileRead(member.name, inspect(member).sha256, 0)


def _read_oneroster(collector: Collector, found: dict[str, Member], school: School | None) -> None:
    roll = collector.roll
    manifest = _manifest(collector, found)
    roll.format = _guess(manifest, found)
    if "users" not in found:
        raise Refused(
            "users.csv is missing. Add it to the others.", code="missing_file", file="users.csv"
        )
    tables = open_known(collector, found)
    roll.format = _version(manifest, tables)
    _set_modes(collector, manifest, tables)
    reading = Reading(
        collector, tables, None if "orgs" in tables else school, manifest.system == "beside"
    )
    check_columns(reading)
    read_around(reading)
    read_people(reading)
    read_classes(reading)
    _set_covers(reading)


def _manifest(collector: Collector, found: Mapping[str, Member]) -> Manifest:
    if "manifest" not in found:
        return Manifest("", {})
    table, read = open_table(found["manifest"])
    collector.roll.files.append(read)
    table.require("propertyName", "value")
    values = {header_key(row.raw("propertyname")): row.text("value") for row in table.rows()}
    modes = {
        key.removeprefix("file"): value.casefold() or "absent"
        for key, value in values.items()
        if key.startswith("file")
    }
    return Manifest(values.get("onerosterversion", ""), modes, values.get("sourcesystemcode", ""))


def _guess(manifest: Manifest, found: Mapping[str, Member]) -> str:
    """The format by its file names, until the tables are open."""
    if "manifest" in found:
        return f"oneroster-{_number(manifest) or '1.1'}"
    return "oneroster-1.2" if "roles" in found else "oneroster-1.1"


def _number(manifest: Manifest) -> str:
    return next((number for number in ("1.0", "1.1", "1.2") if number in manifest.version), "")


def _version(manifest: Manifest, tables: Mapping[str, Table]) -> str:
    """The format by what the tables hold, which weighs more than what the manifest claims."""
    users = tables["users"]
    marked = users.has("status") or users.has("enableduser")
    if not manifest.modes and not marked and not _has(tables, "enrollments", "sourcedid"):
        return "sds-2" if users.has("role") else "sds-2.1"
    if "roles" in tables and not users.has("role"):
        return "oneroster-1.2"
    if number := _number(manifest):
        return f"oneroster-{number}"
    drafts = users.has("userid") or _has(tables, "courses", "schoolyearid")
    return "oneroster-1.0" if drafts else "oneroster-1.1"


def _has(tables: Mapping[str, Table], name: str, column: str) -> bool:
    return name in tables and tables[name].has(column)


def _set_modes(collector: Collector, manifest: Manifest, tables: dict[str, Table]) -> None:
    roll = collector.roll
    if "roles" in tables and tables["users"].has("role") and roll.format != "oneroster-1.2":
        del tables["roles"]
    for name, table in tables.items():
        kinds = set(KINDS_OF[name])
        if name == "users":
            kinds |= {"family_link"} if "relationships" not in tables else set()
            kinds |= {"enrolment", "post"} if "roles" not in tables else set()
        roll.says |= kinds
        if manifest.mode(name) == "delta":
            roll.delta |= kinds
            _note_absent(collector, manifest, table, name)
    if roll.delta:
        roll.delta |= set(KINDS) - roll.says
    if roll.format in ("oneroster-1.2", "sds-2", "sds-2.1"):
        roll.post_kinds |= {"head"}


def _note_absent(collector: Collector, manifest: Manifest, table: Table, name: str) -> None:
    if manifest.modes.get(name) == "absent":
        reason = f"The manifest says there is no {table.name}. It was read; nobody leaves by it."
        collector.note(table, "manifest", reason)


def _set_covers(reading: Reading) -> None:
    """The schools these files speak for: those in orgs.csv, else those that people are at."""
    roll = reading.collector.roll
    roll.covers = set(roll.records["school"])
    if "school" in roll.delta or "orgs" not in reading.tables:
        at = [*roll.records["enrolment"].values(), *roll.records["post"].values()]
        roll.covers |= {record.school for record in at}
    if not roll.records["family_link"]:
        roll.says.discard("family_link")
