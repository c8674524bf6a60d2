"""Compare the row policies, functions and triggers of the database with those of the source."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from beside.access import routines
from beside.access.rowpolicies import policies, statements

FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)")
TRIGGER = re.compile(r"CREATE OR REPLACE TRIGGER (\w+)\s[^;]*?\sON (\w+)\b")
POLICIES = "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"
FUNCTIONS = """
SELECT p.proname, p.prosrc, r.rolname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
WHERE p.pronamespace = 'public'::regnamespace"""
TRIGGERS = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'O'"


def drift() -> Iterator[str]:
    """One sentence for each difference; none where the database is as the source says."""
    yield from _drift_of_policies()
    yield from _drift_of_routines()
    yield from _drift_of_triggers()


def _drift_of_policies() -> Iterator[str]:
    in_database, wanted = set(_rows(POLICIES)), set(policies())
    for table, name in sorted(wanted - in_database):
        yield f"{table} lacks its policy {name}"
    for table, name in sorted(in_database - wanted):
        yield f"{table} has a policy {name} that no permissions.py knows"


def _drift_of_routines() -> Iterator[str]:
    in_database = {name: (body, owner) for name, body, owner in _rows(FUNCTIONS)}
    for each in routines.routines():
        if each.object_type == "VIEW":
            continue
        body, owner = in_database.get(each.name, ("", ""))
        if body != each.body:
            yield f"the function {each.name} is not the one of its file"
        elif each.owner not in ("none", owner):
            yield f"the function {each.name} belongs to {owner} and not to {each.owner}"
    known = set(FUNCTION.findall("\n".join(statements())))
    for name in sorted(filter(_is_ours, set(in_database) - known)):
        yield f"there is a function {name} that no file knows"


def _is_ours(name: str) -> bool:
    """Whether a function is named as ours are, and not one of an extension or a library."""
    ours = (each.label for each in apps.get_app_configs() if each.name.startswith("beside."))
    return name.startswith(("beside_", *(f"{label}_" for label in ours)))


def _drift_of_triggers() -> Iterator[str]:
    in_database = set(_rows(TRIGGERS))
    wanted = {
        (found[1], found[2]) for statement in statements() for found in TRIGGER.finditer(statement)
    }
    for name, table in sorted(wanted - in_database):
        yield f"{table} lacks its trigger {name}"


def _rows(text: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()
