"""What differs between the database and the files that its second lock is made from."""

import re
from collections.abc import Iterator

from django.db import connection

from beside.access import routines
from beside.access.rowpolicies import policies, statements

TRIGGER = re.compile(r"CREATE OR REPLACE TRIGGER (\w+)\s[^;]*?\sON (\w+)\b")
POLICIES = "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"
FUNCTIONS = """
SELECT p.proname, p.prosrc, r.rolname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
WHERE p.pronamespace = 'public'::regnamespace"""
TRIGGERS = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'O'"


def drift() -> Iterator[str]:
    """What differs between the database and the files it is made from, as sentences."""
    yield from _drift_of_policies()
    yield from _drift_of_routines()
    yield from _drift_of_triggers()


def _drift_of_policies() -> Iterator[str]:
    standing, wanted = set(_rows(POLICIES)), set(policies())
    for table, name in sorted(wanted - standing):
        yield f"{table} lacks its policy {name}"
    for table, name in sorted(standing - wanted):
        yield f"{table} has a policy {name} that no permissions.py knows"


def _drift_of_routines() -> Iterator[str]:
    standing = {name: (body, owner) for name, body, owner in _rows(FUNCTIONS)}
    for each in routines.routines():
        if each.what == "VIEW":
            continue
        body, owner = standing.get(each.name, ("", ""))
        if body != each.body:
            yield f"the function {each.name} is not the one of its file"
        elif each.owner not in ("none", owner):
            yield f"the function {each.name} belongs to {owner} and not to {each.owner}"


def _drift_of_triggers() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'O'"
        )
        standing = set(cursor.fetchall())
    wanted = {
        (found[1], found[2]) for statement in statements() for found in TRIGGER.finditer(statement)
    }
    for name, table in sorted(wanted - standing):
        yield f"{table} lacks its trigger {name}"


def _rows(text: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()
