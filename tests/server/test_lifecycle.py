import os
import shutil
import stat
import time
from pathlib import Path

from beside.server.postgres import ensure, status, stop
from tests.server.places import (
    IS_ROOT,
    answer,
    as_user,
    keep_a_row,
    kept_rows,
    new_folder,
    nobody,
    server_processes,
)


def test_server_is_made_answers_stops_and_comes_back(data, programs):
    assert status(data).state == "none"
    server = ensure(data)
    keep_a_row(server)
    assert status(data).state == "running"
    assert f"PostgreSQL {status(data).version}" in status(data).sentence

    assert stop(data) is True
    assert status(data).state == "stopped"
    assert not server.socket.exists()
    assert server_processes(data) == []
    assert stop(data) is False

    assert kept_rows(ensure(data)) == 1


def test_ensure_returns_at_once_when_the_server_is_up(server):
    pid = status(server.data).pid
    begun = time.perf_counter()
    assert ensure(server.data) == server
    assert time.perf_counter() - begun < 0.25
    assert status(server.data).pid == pid


def test_stop_of_a_folder_without_a_database_does_nothing(data):
    assert stop(data) is False
    assert list(data.iterdir()) == []


def test_folders_are_closed_to_others_and_belong_to_the_user_of_the_server(server):
    owner = (server.data / "postgres").stat().st_uid
    assert (owner != 0) or not IS_ROOT
    for folder in (server.data, server.data / "postgres", server.socket):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
        assert folder.stat().st_uid == owner, folder


def test_server_sees_nothing_of_our_environment(made, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the database")
    monkeypatch.setenv("PGPORT", "1")
    ensure(made)
    environment = Path(f"/proc/{status(made).pid}/environ").read_bytes()
    assert b"SECRET_KEY" not in environment
    assert b"PGPORT" not in environment


def test_server_outlives_the_keys_of_our_terminal(server):
    assert os.getsid(status(server.data).pid) != os.getsid(0)


def test_long_path_works_because_the_socket_lies_elsewhere(data):
    data.chmod(0o755)
    deep = data.joinpath(*["a folder with a long name and spaces, 'quotes' and ü"] * 4)
    try:
        keep_a_row(ensure(deep, fast=True))
        assert len(str(deep)) > 170
        assert kept_rows(ensure(deep)) == 1
    finally:
        stop(deep)


def test_two_folders_are_two_databases(server, made):
    other = ensure(made)
    folders = {answer(each, "show data_directory", "postgres") for each in (server, other)}
    assert folders == {f"{server.data}/postgres", f"{made}/postgres"}


def test_an_ordinary_user_has_a_server_of_their_own():
    here, user = new_folder(), nobody()
    os.chown(here, user.pw_uid, user.pw_gid)

    def start_write_and_stop():
        keep_a_row(ensure(here, fast=True))
        rows = kept_rows(ensure(here))
        return rows, status(here).state, stop(here)

    try:
        assert as_user(user, start_write_and_stop) == "(1, 'running', True)"
        assert (here / "postgres").stat().st_uid == user.pw_uid
    finally:
        stop(here)
        shutil.rmtree(here)
