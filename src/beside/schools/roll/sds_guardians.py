"""The parents and carers of a School Data Sync v1 set: User.csv, and Guardianrelationship.csv that
names them by their address."""

from collections.abc import Container, Mapping

from .collector import Collector, Once, Touch
from .families import EMAIL, Named, add_families, check_family, relation_word
from .tables import Row, Table
from .users import NAME


def read_guardians(
    collector: Collector, tables: Mapping[str, Table], pupils: Container[str]
) -> None:
    """Read who is a parent or carer of which pupil."""
    relations = tables.get("guardianrelationship")
    if relations is None:
        if table := tables.get("user"):
            reason = f"{table.name} was not read: no Guardianrelationship.csv says whose they are."
            collector.note(table, "not_read", reason)
        return
    users = _users(collector, tables.get("user"))
    found: dict[tuple[str, str], Named] = {}

    def take(row: Row) -> None:
        named = _named(collector, row, users, pupils)
        if named:
            found[named.pupil, named.email] = named

    collector.each(relations, "family_link", take, _touch)
    add_families(collector, found.values())


def _users(collector: Collector, table: Table | None) -> dict[str, Row]:
    once: Once[Row] = Once(collector, "person", "email", _touch_user)
    if table:
        collector.each(table, "person", lambda row: _take_user(once, row), _touch_user)
    return once.values


def _take_user(once: Once[Row], row: Row) -> None:
    row.text("firstname", NAME), row.text("lastname", NAME)
    email = _email(row)
    if not email:
        raise row.fault("email", "missing", "This person has no e-mail, by which they are named.")
    once.put(email, row, row)


def _email(row: Row) -> str:
    return row.text("email", EMAIL).casefold()


def _touch_user(row: Row) -> Touch:
    return Touch(row.raw("email").strip().casefold())


def _touch(row: Row) -> Touch:
    pupil = row.raw("id").strip()
    return Touch("", (pupil,) if pupil else ())


def _named(
    collector: Collector, row: Row, users: Mapping[str, Row], pupils: Container[str]
) -> Named | None:
    pupil, email = row.required("id"), _email(row)
    collector.need(row, "id", "person", pupil, pupils)
    if not email:
        raise row.fault("email", "missing", "This row names no parent or carer. Fill it in.")
    collector.need(row, "email", "person", email, users)
    relation = relation_word(row.raw("role")) or "guardian"
    if not check_family(row, "role", relation):
        return None
    user, school = users[email], _school_of(collector, pupil)
    given, family = user.text("firstname", NAME), user.text("lastname", NAME)
    return Named(row, school, pupil, given, family, email, relation, _key(collector, user))


def _school_of(collector: Collector, pupil: str) -> str:
    enrolments = collector.roll.records["enrolment"].values()
    return next((each.school for each in enrolments if each.person == pupil), "")


def _key(collector: Collector, user: Row) -> str:
    """The user's own id, unless a pupil or teacher has the same."""
    id = user.id("id")
    return "" if id in collector.roll.records["person"] else id
