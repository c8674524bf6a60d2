from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from beside.rights import Role
from beside.server.postgres import ensure, make_roles, roles_sql
from beside.server.postgres.roles import GROUPS as MADE
from tests.server.places import answer, connection, python

LOGINS = {"beside_owner", "beside_app", "beside_worker"}
GROUPS = {f"beside_{name}" for name in ("reach", "roll", "reckoner", "measure", "placer", "keeper")}


def test_no_role_of_ours_is_above_the_row_policies(server):
    with connection(server, "postgres") as asked:
        rows = asked.execute(
            "select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " rolreplication from pg_roles where rolname like 'beside%'"
        ).fetchall()
    assert {row[0] for row in rows if row[1]} == LOGINS
    assert {row[0] for row in rows if not row[1]} == GROUPS
    assert [row[0] for row in rows if any(row[2:])] == []


def test_database_belongs_to_the_owner_and_nobody_else_owns_anything(server):
    owners = "select datdba::regrole::text from pg_database where datname = 'beside'"
    assert answer(server, owners) == "beside_owner"
    owned = (
        "select count(*) from pg_shdepend where deptype = 'o' and refobjid in"
        " (select oid from pg_roles where rolname like 'beside%' and rolname <> 'beside_owner')"
    )
    assert answer(server, owned, "postgres") == 0


def test_the_app_cannot_make_anything(server):
    for sql in ("create table mine ()", "create role mine", "create database mine"):
        with connection(server, "beside_app") as app, pytest.raises(psycopg.Error):
            app.execute(sql)


@pytest.mark.parametrize(
    ("login", "role", "allowed"),
    [
        ("beside_worker", "beside_app", True),
        ("beside_worker", "beside_roll", True),
        ("beside_worker", "beside_reckoner", True),
        ("beside_worker", "beside_placer", True),
        ("beside_worker", "beside_keeper", True),
        ("beside_worker", "beside_measure", False),
        ("beside_worker", "beside_owner", False),
        ("beside_owner", "beside_app", True),
        ("beside_owner", "beside_worker", True),
        ("beside_owner", "beside_reach", True),
        ("beside_owner", "beside_measure", True),
        ("beside_owner", "postgres", False),
        ("beside_app", "beside_reckoner", False),
        ("beside_app", "beside_placer", False),
        ("beside_app", "beside_keeper", False),
        ("beside_app", "beside_owner", False),
    ],
)
def test_who_may_act_as_whom(server, login, role, allowed):
    with connection(server, login) as asked:
        try:
            asked.execute(f"set role {role}")
        except psycopg.errors.InsufficientPrivilege:
            assert not allowed
        else:
            assert allowed


def test_the_owner_may_add_the_extension_that_beside_needs(server):
    with connection(server) as owner:
        owner.execute("create extension if not exists btree_gist")
    assert answer(server, "select count(*) from pg_extension where extname = 'btree_gist'") == 1


def test_roles_sql_may_run_again_and_by_several_at_once(server):
    def run(_):
        with connection(server, "postgres", "postgres") as administrator:
            administrator.execute(roles_sql())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, range(12)))
    found = answer(server, "select count(*) from pg_roles where rolname like 'beside%'")
    assert found == len(LOGINS | GROUPS)


def test_roles_sql_takes_away_what_a_role_must_not_have(server):
    with connection(server, "postgres") as administrator:
        administrator.execute("alter role beside_app superuser bypassrls")
        administrator.execute(roles_sql())
    above = "select rolsuper or rolbypassrls from pg_roles where rolname = 'beside_app'"
    assert answer(server, above) is False


def test_a_role_that_a_new_version_wants_is_made_while_the_database_runs(server):
    with connection(server, "postgres") as asked:
        asked.execute("alter role beside_placer rename to beside_of_before")
    make_roles(server.data)
    assert answer(server, "select count(*) from pg_roles where rolname = 'beside_placer'") == 1


def test_every_role_that_a_right_may_name_is_made():
    assert {*MADE, "beside_app"} == set(Role)


@pytest.mark.slow
def test_an_upgrade_makes_the_roles_that_an_older_version_did_not_know(made):
    server = ensure(made)
    with connection(server, "postgres") as asked:
        asked.execute("drop role beside_keeper, beside_placer")
    environment = {
        "BESIDE_DATA": str(made),
        "BESIDE_PROCESS": "owner",
        "DJANGO_SETTINGS_MODULE": "beside.server.settings",
    }
    code = "import sys; from beside.server.migrating import main; sys.exit(main())"
    upgrade = python(code, env=environment)
    assert upgrade.wait(120) == 0, upgrade.stderr.read()
    locked = "select count(*) from pg_policies where 'beside_keeper' = any (roles)"
    assert answer(server, locked) > 0
