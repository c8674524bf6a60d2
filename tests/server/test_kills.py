"""Whoever is killed, whenever: the next call recovers, and no committed row is lost."""

import os
import random
import shutil
import signal
import subprocess
import threading
import time

import psycopg
import pytest

from beside.server.postgres import DatabaseUnavailable, ensure, status, stop
from beside.server.postgres.folders import Cluster
from beside.server.postgres.locks import is_held
from tests.server.places import (
    answer,
    connection,
    ensure_elsewhere,
    keep_a_row,
    kept_rows,
    kill,
    python,
    server_processes,
    until,
)


def test_first_process_killed_while_a_query_runs_on(made):
    server = ensure(made)
    keep_a_row(server)
    busy = threading.Thread(target=_count_for_ever, args=[server])
    busy.start()
    until(lambda: _busy_backends(server) == 1)

    kill(status(made).pid)
    assert kept_rows(ensure(made)) == 1
    busy.join(10)
    assert not busy.is_alive()


def _count_for_ever(server):
    with pytest.raises(psycopg.OperationalError), connection(server) as asked:
        asked.execute("select count(*) from generate_series(1, 100000000000)")


def _busy_backends(server):
    return answer(
        server,
        "select count(*) from pg_stat_activity where query like '%100000000000%'"
        " and pid <> pg_backend_pid() and state = 'active'",
        "postgres",
    )


def test_every_process_killed(data, programs):
    keep_a_row(ensure(data, fast=True))
    before = server_processes(data)
    assert len(before) > 3
    kill(*before)
    assert kept_rows(ensure(data)) == 1
    assert status(data).pid not in before


def test_a_forked_process_killed(server):
    """PostgreSQL then restarts itself; the next call waits for that."""
    first, *forked = server_processes(server.data)
    kill(*forked)
    ensure(server.data)
    until(lambda: answer(server, "select 1") == 1)
    assert status(server.data).pid == first


@pytest.mark.parametrize(("moment", "whole_group"), [(0.4, False), (0.9, False), (0.6, True)])
def test_launcher_killed_while_it_makes_the_database(data, moment, whole_group):
    launcher = ensure_elsewhere(data, start_new_session=True)
    time.sleep(moment + random.uniform(0, 0.15))
    if whole_group:
        os.killpg(launcher.pid, signal.SIGKILL)
    else:
        kill(launcher.pid)
    launcher.communicate()

    keep_a_row(ensure(data, fast=True))
    assert kept_rows(ensure(data)) == 1
    assert not Cluster.at(data).unfinished.exists()


def test_nobody_begins_while_the_work_of_a_killed_launcher_goes_on(data):
    """Two that write to the same folder would spoil it."""
    cluster = Cluster.at(data)
    launcher = ensure_elsewhere(data)
    until(lambda: (cluster.unfinished / "PG_VERSION").exists())
    kill(launcher.pid)
    launcher.communicate()
    assert is_held(cluster.start_lock)
    until(lambda: not is_held(cluster.start_lock))
    assert cluster.version is None


def test_number_of_a_dead_server_taken_by_another_program(made):
    keep_a_row(ensure(made))
    pid_file = made / "postgres" / "postmaster.pid"
    note = pid_file.read_text().splitlines()
    kill(*server_processes(made))

    owner = pid_file.stat()
    other = subprocess.Popen(["sleep", "60"], user=owner.st_uid)
    try:
        pid_file.write_text("\n".join([str(other.pid), *note[1:]]) + "\n")
        assert status(made).state == "stopped"
        assert kept_rows(ensure(made)) == 1
        assert stop(made)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_copy_of_a_running_database_is_not_taken_for_it(made):
    first, second = made, made.with_name(made.name + "-copy")
    try:
        keep_a_row(ensure(first))
        subprocess.run(["cp", "-a", first, second], check=True)
        assert status(second).state == "stopped"
        keep_a_row(ensure(second))
        assert (kept_rows(ensure(first)), kept_rows(ensure(second))) == (1, 2)
    finally:
        stop(second)
        shutil.rmtree(second)


def test_socket_swept_from_the_temporary_folder(made):
    server = ensure(made)
    keep_a_row(server)
    shutil.rmtree(server.socket)
    assert kept_rows(ensure(made)) == 1


def test_stop_ends_what_a_killed_server_left_behind(made):
    server = ensure(made)
    busy = threading.Thread(target=_count_for_ever, args=[server])
    busy.start()
    until(lambda: _busy_backends(server) == 1)
    first, *forked = server_processes(made)
    kill(first)
    assert stop(made) is True
    busy.join(10)
    assert not any(os.path.exists(f"/proc/{pid}/exe") for pid in forked)


_WRITER = """
import sys
from pathlib import Path
import psycopg
from psycopg.conninfo import make_conninfo
from beside.server.postgres import DatabaseUnavailable, ensure
data, number = Path(sys.argv[1]), int(sys.argv[2])
while True:
    try:
        where = make_conninfo(**ensure(data).conninfo("beside_owner"))
        with psycopg.connect(where, autocommit=True) as writer:
            writer.execute("create table if not exists kept (number int)")
            while True:
                number += 1
                writer.execute("insert into kept values (%s)", [number])
                print(number, flush=True)
    except psycopg.Error:
        continue
"""


@pytest.mark.slow
def test_two_minutes_of_random_kills_lose_no_committed_row(data):
    chance = random.Random(20261124)
    told: list[int] = []
    keep_a_row(ensure(data))
    end = time.monotonic() + 110
    rounds = 0
    while time.monotonic() < end:
        rounds += 1
        writer = python(_WRITER, data, rounds * 1_000_000)
        time.sleep(chance.uniform(0.2, 2.5))
        _kill_somebody(chance, data, writer)
        time.sleep(chance.uniform(0, 1.0))
        kill(writer.pid)
        out, errors = writer.communicate()
        assert "DatabaseUnavailable" not in errors, errors
        told += [int(line) for line in out.split("\n")[:-1]]
    with connection(ensure(data)) as reader:
        found = {row[0] for row in reader.execute("select number from kept")}
    assert set(told) - found == set()
    assert rounds > 20
    assert len(told) > 1000
    print(f"{rounds} kills, {len(told)} rows told, {len(found)} found")


def _kill_somebody(chance, data, writer):
    victims = {
        "first": lambda: server_processes(data)[:1],
        "all": lambda: server_processes(data),
        "one": lambda: chance.sample(server_processes(data) or [writer.pid], 1),
        "launcher": lambda: [writer.pid],
    }
    try:
        kill(*victims[chance.choice(sorted(victims))]())
    except DatabaseUnavailable:
        kill(writer.pid)
