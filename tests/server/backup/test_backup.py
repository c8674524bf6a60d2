"""Backup, restore and drill of the private database, as an operator runs them."""

import json
import threading
from pathlib import Path

import pytest

from beside.server.postgres import ensure, stop
from tests.server.backup.school import run
from tests.server.places import answer, connection

KEYS = [
    *("schema", "taken", "version", "tables", "rows", "files", "differences", "signed_in"),
    *("seconds", "migrated"),
]


def _drill(file: Path, data: Path, *options: object, **more: str) -> tuple[int, dict]:
    done = run("drill", file, "--json", *options, data=data, **more)
    assert done.stdout.count("\n") == 1, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_a_drill_finds_everything_as_it_was_and_signs_in(school, shelf):
    file = shelf / "a.backup"
    taken = run("backup", file, data=school)
    assert taken.returncode == 0 and "Not encrypted" in taken.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    code, said = _drill(file, school)
    assert code == 0 and list(said) == KEYS
    assert said["schema"] == "beside.drill/1" and said["taken"].endswith("Z")
    assert (said["differences"], said["signed_in"], said["migrated"]) == ([], True, [])
    assert said["tables"] > 50 and said["rows"] > 50 and said["files"] == 2
    assert json.loads((school / "last_drill.json").read_text())["good"]["taken"] == said["taken"]
    assert not (school / "backup.unfinished").exists()


def test_a_restored_place_has_everything_and_the_same_key(school, shelf):
    file, again = shelf / "a.backup", shelf / "again"
    run("backup", file, data=school, BESIDE_MAIL_HOST="mail.example.org")
    restored = run("restore", file, data=again)
    assert restored.returncode == 0, restored.stderr
    assert (again / "secret_key").read_text() == (school / "secret_key").read_text()
    assert (again / "mail" / "letter.log").read_text() == "Dear Ada"
    assert "BESIDE_MAIL_HOST=mail.example.org" in (again / "settings.env").read_text()
    assert (again / "settings.env").stat().st_mode & 0o777 == 0o600
    assert answer(ensure(again), "select family_name from schools_person", "postgres") == "Reed"
    assert not (again / "restoring").exists()
    refused = run("restore", file, data=again)
    assert refused.returncode == 2 and "is not empty" in refused.stderr


def test_a_restore_that_did_not_end_is_told_and_not_built_upon(kept_backup, shelf):
    (shelf / "half" / "restoring").mkdir(parents=True)
    refused = run("restore", kept_backup, data=shelf / "half")
    assert refused.returncode == 2 and "did not come to its end" in refused.stderr


def test_another_secret_key_is_refused(kept_backup, shelf):
    refused = run("restore", kept_backup, data=shelf / "x", BESIDE_SECRET_KEY="another")
    assert refused.returncode == 2 and "another key" in refused.stderr
    assert not (shelf / "x").exists()


@pytest.mark.slow
def test_a_school_with_its_key_in_the_environment_gets_it_back(school, shelf):
    (school / "secret_key").unlink()
    without = run("backup", shelf / "b", data=school)
    assert without.returncode == 2 and "secret key is not here" in without.stderr
    assert run("backup", shelf / "b", data=school, BESIDE_SECRET_KEY="our own").returncode == 0
    assert run("restore", shelf / "b", data=shelf / "again").returncode == 0
    assert (shelf / "again" / "secret_key").read_text() == "our own"


@pytest.mark.slow
def test_an_encrypted_backup_is_opened_by_its_key_alone(school, shelf):
    made = run("backup", "--new-key", shelf / "key", data=school)
    public = made.stdout.strip()
    file = shelf / "a.backup"
    taken = run("backup", file, data=school, BESIDE_BACKUP_KEY=public)
    assert taken.returncode == 0 and "Not encrypted" not in taken.stderr
    assert b"Ada" not in file.read_bytes() and file.stat().st_mode & 0o777 == 0o600
    code, said = _drill(file, school)
    assert code == 2 and "is encrypted" in said["errors"][0]["reason"]
    assert (said["tables"], said["signed_in"]) == (0, False)
    code, said = _drill(file, school, "--identity", shelf / "key")
    assert code == 0 and said["signed_in"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (".", "is a folder"),
        ("nowhere/a.backup", "There is no folder"),
        ("data/a.backup", "lies in the data folder"),
    ],
)
def test_where_no_backup_belongs_is_refused(shelf, where, words):
    (shelf / "data").mkdir()
    refused = run("backup", shelf / where, data=shelf / "data")
    assert refused.returncode == 2 and words in refused.stderr


def test_there_is_nothing_to_back_up_in_an_empty_folder(shelf):
    refused = run("backup", shelf / "a.backup", data=shelf / "none")
    assert refused.returncode == 2 and "nothing to back up" in refused.stderr
    assert not (shelf / "none").exists()


def test_a_damaged_backup_restores_nothing(kept_backup, shelf):
    broken = shelf / "broken.backup"
    content = bytearray(kept_backup.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    for command in ("restore", "drill"):
        refused = run(command, broken, data=shelf / "x")
        assert refused.returncode == 2 and "damaged" in refused.stderr
    assert not (shelf / "x").exists()


@pytest.mark.slow
def test_dump_and_counts_are_of_one_moment_while_people_write(school, shelf):
    """Each transaction writes a row into two tables; no copy may hold one without the other."""
    server = ensure(school, fast=True)
    with connection(server) as owner:
        owner.execute("create table one (n int primary key); create table two (n int primary key)")
    done = threading.Event()
    writer = threading.Thread(target=_write, args=(server, done))
    writer.start()
    try:
        assert run("backup", shelf / "a.backup", data=school).returncode == 0
    finally:
        done.set()
        writer.join()
    assert answer(server, "select count(*) from one") > 10
    code, said = _drill(shelf / "a.backup", school)
    assert code == 0, said
    assert run("restore", shelf / "a.backup", data=shelf / "again").returncode == 0
    odd = "select count(*) from one full join two using (n) where one.n is null or two.n is null"
    again = ensure(shelf / "again")
    assert answer(again, odd, "postgres") == 0
    assert answer(again, "select count(*) from one", "postgres") > 0


def _write(server, done: threading.Event) -> None:
    with connection(server) as writer:
        number = 0
        while not done.is_set():
            number += 1
            with writer.transaction():
                writer.execute("insert into one values (%s)", [number])
                writer.execute("insert into two values (%s)", [number])


@pytest.mark.slow
def test_what_a_copy_lacks_fails_the_drill(school, shelf, monkeypatch):
    """A backup that says more of itself than is in it: the dump lacks a row, and one is changed."""
    from beside.server.backup import counting, drilling, taking

    honest = counting.tables

    def boasting(asked):
        found = honest(asked)
        table = found["public.schools_person"]
        more = counting.Table(table.rows + 1, table.checksum, table.columns)
        other = found["public.schools_school"]
        changed = counting.Table(other.rows, "1", other.columns)
        return found | {"public.schools_person": more, "public.schools_school": changed}

    monkeypatch.setenv("BESIDE_DATA", str(school))
    monkeypatch.setattr(taking.counting, "tables", boasting)
    taking.take(shelf / "a.backup", [])
    outcome = drilling.drill(shelf / "a.backup", None)
    assert not outcome.went_well
    assert "public.schools_person has 1 rows; the backup says 2." in outcome.differences
    assert any("schools_school has the right number" in each for each in outcome.differences)
    refused = run("restore", shelf / "a.backup", data=shelf / "x")
    assert refused.returncode == 1 and "not what was backed up" in refused.stderr
    assert list((shelf / "x").iterdir()) == []


def test_a_backup_goes_elsewhere_by_the_schools_own_command(school, shelf):
    (shelf / "far").mkdir()
    command = f"cp {{file}} {shelf / 'far'}"
    sent = run("backup", shelf / "a b.backup", data=school, BESIDE_BACKUP_COMMAND=command)
    assert sent.returncode == 0, sent.stderr
    assert (shelf / "far" / "a b.backup").read_bytes() == (shelf / "a b.backup").read_bytes()
    failed = run(
        "backup", shelf / "b", data=school, BESIDE_BACKUP_COMMAND="sh -c 'echo no line >&2; exit 3'"
    )
    assert failed.returncode == 1 and "ended with 3: no line" in failed.stderr
    assert (shelf / "b").exists()
    kept = json.loads((school / "last_backup.json").read_text())
    assert not kept["last"]["went_well"] and kept["good"]["file"].endswith("a b.backup")
    gone = run("backup", shelf / "b", data=school, BESIDE_BACKUP_COMMAND="/no/such {file}")
    assert gone.returncode == 1 and "could not be run" in gone.stderr


def test_a_place_whose_restore_failed_is_left_empty(kept_backup, shelf):
    """A database is made, and then cannot be filled: the folder is as empty as it was."""
    programs = shelf / "programs"
    programs.mkdir()
    stop(shelf / "x")
    refused = run("restore", kept_backup, data=shelf / "x", BESIDE_PG_BIN=str(programs))
    assert refused.returncode == 2 and "holds no PostgreSQL" in refused.stderr
    assert not (shelf / "x").exists() or list((shelf / "x").iterdir()) == []
