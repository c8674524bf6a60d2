"""The second lock as PostgreSQL tells it: on every table about people, for every role of the app."""

import pytest
from django.db import connection

from beside.access import drift as drifting
from beside.access import rowpolicies
from beside.access.actor import role
from beside.rights import Role

pytestmark = pytest.mark.django_db
APP_ROLES = ("beside_app", "beside_worker", *(r for r in Role if r != Role.APP))


def ask(sql: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def as_owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute(sql)
        cursor.execute("SET LOCAL ROLE beside_app")


def tables() -> set[str]:
    found = ask(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
        " AND relnamespace = 'public'::regnamespace"
    )
    return {name for (name,) in found}


def unlocked() -> set[str]:
    """Tables without row security, without its being forced, or without any policy of ours."""
    locked = ask(
        "SELECT relname FROM pg_class c WHERE relrowsecurity AND relforcerowsecurity"
        " AND EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname"
        " AND p.policyname <> 'tests')"
    )
    return tables() - {name for (name,) in locked}


def drift() -> list[str]:
    return [line for line in drifting.drift() if "has a policy tests " not in line]


def test_every_table_about_people_is_locked():
    assert unlocked() == set(rowpolicies.open_tables())


def test_every_open_table_says_why():
    assert [table for table, why in rowpolicies.open_tables().items() if not why] == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE ties_nomination DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE ties_nomination NO FORCE ROW LEVEL SECURITY",
        "CREATE TABLE ties_nomination_copy AS TABLE ties_nomination WITH NO DATA",
    ],
)
def test_a_table_that_is_opened_is_seen(change):
    as_owner(change)
    assert unlocked() - set(rowpolicies.open_tables())


def test_the_database_and_the_policy_agree():
    assert drift() == []


@pytest.mark.parametrize(
    "change",
    [
        "DROP POLICY state_read ON ties_state",
        "CREATE POLICY loose ON ties_state FOR SELECT TO beside_app USING (true)",
    ],
)
def test_a_policy_that_drifts_is_seen(change):
    as_owner(change)
    assert len(drift()) == 1


def test_no_role_is_above_the_lock():
    flags = ask(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'beside%%' AND (rolsuper OR rolbypassrls OR rolcreaterole)"
    )
    assert flags == []


def test_the_test_itself_runs_as_the_app():
    assert ask("SELECT current_user") == [("beside_app",)]


@pytest.mark.parametrize("name", APP_ROLES)
def test_no_role_but_the_reach_of_the_lock_owns_anything(name):
    owned = ask(
        "SELECT 'table ' || relname FROM pg_class WHERE relowner = %s::regrole"
        " UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspowner = %s::regrole"
        " UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datdba = %s::regrole",
        *[name] * 3,
    )
    assert owned == []


@pytest.mark.parametrize("name", ["beside_app", "beside_worker"])
def test_no_function_runs_with_the_rights_of_the_app(name):
    assert ask("SELECT proname FROM pg_proc WHERE proowner = %s::regrole", name) == []


def test_the_app_may_not_become_another_role():
    others = ask(
        "SELECT rolname FROM pg_roles WHERE rolname <> 'beside_app'"
        " AND pg_has_role('beside_app', oid, 'MEMBER')"
    )
    assert others == []


@pytest.mark.parametrize("name", ["beside_app", "beside_worker"])
def test_nobody_deletes_anybody(name):
    locked = sorted(tables() - set(rowpolicies.open_tables()))
    may = [t for t in locked if ask("SELECT has_table_privilege(%s, %s, 'DELETE')", name, t)[0][0]]
    assert may == []


def test_the_policies_can_be_put_on_again():
    sql = "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies ORDER BY 1, 2"
    before = [line for line in ask(sql) if line[1] != "tests"]
    with role("beside_owner"):
        rowpolicies.apply()
    assert ask(sql) == before
