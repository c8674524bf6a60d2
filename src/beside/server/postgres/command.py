"""`beside db`: the private database on the command line."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from beside.server.postgres.accounts import server_account
from beside.server.postgres.binaries import choose_binaries
from beside.server.postgres.errors import DatabaseUnavailable
from beside.server.postgres.folders import Cluster, data_dir
from beside.server.postgres.prompt import prompt
from beside.server.postgres.roles import DATABASE, LOGINS, OWNER, roles_sql
from beside.server.postgres.server import ensure, status, stop

_OTHER_SERVER = (
    "DATABASE_URL is set, so Beside uses that PostgreSQL and starts none of its own. "
    "Unset it to use the private one."
)


def main(argv: Sequence[str]) -> int:
    """Run `beside db start|stop|status|shell|roles`; 0 done, 2 refused with the reason."""
    options = _parser().parse_args(argv)
    if options.command == "roles":
        print(roles_sql(), end="")
        return 0
    try:
        return _run(options)
    except DatabaseUnavailable as refusal:
        print(refusal, file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    if os.environ.get("DATABASE_URL"):
        raise DatabaseUnavailable(_OTHER_SERVER)
    data = data_dir()
    if options.command == "shell":
        return shell(data, user=options.role, arguments=options.arguments)
    if options.command == "start":
        ensure(data)
    if options.command == "stop" and not stop(data):
        print("The database was not running.")
        return 0
    print(status(data).sentence)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="beside db", description="Beside's own database.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="start it, making it first where there is none")
    commands.add_parser("stop", help="stop it")
    commands.add_parser("status", help="say how it is")
    commands.add_parser("roles", help="print the SQL that makes Beside's roles on another server")
    prompt_parser = commands.add_parser("shell", help="open an SQL prompt")
    prompt_parser.add_argument("--role", choices=LOGINS, default=OWNER, help="who to be there")
    prompt_parser.add_argument("arguments", nargs="*", help="passed on to psql, after --")
    return parser


def shell(
    data: Path, *, user: str = OWNER, dbname: str = DATABASE, arguments: Sequence[str] = ()
) -> int:
    """Open an SQL prompt on the database, starting it first; returns the prompt's exit code.

    psql where there is one (`arguments` go to it), else a small prompt of our own.
    """
    conninfo = ensure(data).conninfo(user, dbname)
    psql = _psql(data)
    if psql is None:
        return prompt(conninfo)
    where = [f"--{key}={value}" for key, value in _psql_options(conninfo).items()]
    return subprocess.run([psql, *where, *arguments], check=False).returncode  # noqa: S603


def _psql_options(conninfo: dict[str, str]) -> dict[str, str]:
    return {"username" if key == "user" else key: value for key, value in conninfo.items()}


def _psql(data: Path) -> str | None:
    cluster = Cluster.at(data)
    binaries = choose_binaries(cluster, server_account(cluster.pgdata))
    return shutil.which("psql", path=binaries.folder) or shutil.which("psql")
