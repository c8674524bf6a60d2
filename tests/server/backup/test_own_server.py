"""The same with a PostgreSQL of the school's own, named by DATABASE_URL."""

import json

import pytest

from tests.server.backup.school import run, school_in


def _school(own, shelf) -> tuple[str, dict[str, str]]:
    name = own.new_database()
    data = shelf / "data"
    data.mkdir(exist_ok=True)
    school_in(data, DATABASE_URL=own.url(name))
    return name, {"DATABASE_URL": own.url(name)}


@pytest.mark.slow
def test_backup_drill_and_restore_of_a_server_of_ones_own(own, shelf):
    name, where = _school(own, shelf)
    refused = run("backup", shelf / "a.backup", data=shelf / "data", **where)
    assert refused.returncode == 2 and "create role beside_backup" in refused.stderr
    assert not (shelf / "a.backup").exists()
    sees_all = {"BESIDE_BACKUP_URL": own.url(name, "beside_backup")}
    taken = run("backup", shelf / "a.backup", data=shelf / "data", **where, **sees_all)
    assert taken.returncode == 0, taken.stderr
    drilled = run("drill", shelf / "a.backup", "--json", data=shelf / "data", **where)
    said = json.loads(drilled.stdout)
    assert (drilled.returncode, said["differences"], said["signed_in"]) == (0, [], True)
    _restored(own, shelf)


def _restored(own, shelf) -> None:
    name = own.new_database()
    where = {
        "DATABASE_URL": own.url(name),
        "BESIDE_BACKUP_URL": own.url(name, "beside_backup"),
    }
    restored = run("restore", shelf / "a.backup", data=shelf / "again", **where)
    assert restored.returncode == 0, restored.stderr
    with own.administrator(name) as connection:
        people = connection.execute("select family_name from schools_person").fetchall()
        owner = connection.execute(
            "select distinct proowner::regrole::text from pg_proc where proname = 'beside_reaches'"
        ).fetchall()
        may = "select has_schema_privilege('beside_reach', 'public', 'create')"
        assert connection.execute(may).fetchone() == (False,)
    assert people == [("Reed",)]
    assert owner in ([], [("beside_reach",)])
    assert (shelf / "again" / "secret_key").exists()
    assert run("migrate", data=shelf / "again", DATABASE_URL=own.url(name)).returncode == 0
    checked = run("policy", "--check", data=shelf / "again", DATABASE_URL=own.url(name))
    assert checked.returncode == 0, checked.stderr
    again = run("restore", shelf / "a.backup", data=shelf / "third", **where)
    assert again.returncode == 2 and "is not empty" in again.stderr
    assert not (shelf / "third").exists()


@pytest.mark.slow
def test_a_server_without_the_roles_is_refused(own, shelf, kept_backup):
    with own.administrator() as connection:
        connection.execute("alter role beside_placer rename to put_away")
    name = own.new_database()
    try:
        refused = run("restore", kept_backup, data=shelf / "x", DATABASE_URL=own.url(name))
    finally:
        with own.administrator() as connection:
            connection.execute("alter role put_away rename to beside_placer")
    assert refused.returncode == 2 and "lacks the role beside_placer" in refused.stderr


def test_a_server_that_cannot_be_reached_is_told(shelf):
    where = {"DATABASE_URL": "postgres://beside_owner:x@127.0.0.1:1/beside"}
    refused = run("backup", shelf / "a", data=shelf / "data", **where)
    assert refused.returncode == 2 and "cannot be reached" in refused.stderr
