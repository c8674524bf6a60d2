"""Which database to talk to, and as whom.

A process is one of: `owner` (migrates, owns the tables), `worker` (jobs), `app` (everything else).
`DATABASE_URL` names a server prepared with `beside db roles`, signing in as `beside_owner`, or as
`beside_app` to serve, where `BESIDE_WORKER_URL` is the worker's own; without it the private server
in `BESIDE_DATA` is used.
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# The database plans a statement once a connection and not at every request: docs/adr/0018.
PREPARED = {"server_side_binding": True, "prepare_threshold": 2}
LOGIN = {"owner": "beside_owner", "worker": "beside_worker", "app": "beside_app"}

# What a job reads and writes it does as the app, or as the role it names; the queue it has itself.
BECOMES: dict[str, dict[str, str]] = {
    "owner": {},
    "worker": {"assume_role": "beside_app"},
    "app": {},
}
# A page that does not end is ended, and so is a transaction that nobody goes on with.
ENDS = {
    "owner": "",
    "worker": "-c idle_in_transaction_session_timeout=15min",
    "app": "-c idle_in_transaction_session_timeout=60s -c statement_timeout=60s",
}


def who() -> str:
    """What this process is: `owner`, `worker` or `app`."""
    return os.environ.get("BESIDE_PROCESS", "app")


def from_environment() -> dict[str, Any]:
    """Django's settings for the one database, without starting anything."""
    url = os.environ.get("DATABASE_URL", "")
    if url and who() == "worker":
        url = os.environ.get("BESIDE_WORKER_URL", url)
    place = _from_url(url) if url else _private()
    return {
        "ENGINE": "beside.server.backend",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        **place,
    }


def why_not_serve() -> str:
    """Why the addresses given let pages be more than they need, and what to set; "" if they do not.

    Pages that sign in as the worker could become every role that a job may become.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return ""
    pages = _login(url)
    if pages != LOGIN["app"]:
        return (
            f"DATABASE_URL signs in as {pages or 'nobody'}, which the pages may not be. Let it sign"
            " in as beside_app (give that role a password), and set BESIDE_WORKER_URL to the same"
            " address with beside_worker for the jobs."
        )
    if _login(os.environ.get("BESIDE_WORKER_URL", "")) != LOGIN["worker"]:
        return (
            "Jobs need a login of their own: set BESIDE_WORKER_URL to the address in DATABASE_URL,"
            " with beside_worker and its password in it."
        )
    return ""


def _login(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def check_roles() -> None:
    """Say what to do where the school's own server lacks roles that this version wants."""
    import psycopg

    from beside.server.postgres import DatabaseUnavailable
    from beside.server.postgres.roles import GROUPS, LOGINS

    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=10) as connection:
            found = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    except psycopg.Error as fault:
        said = str(fault).strip()
        raise DatabaseUnavailable(
            f"The database of DATABASE_URL cannot be reached: {said}"
        ) from None
    missing = [name for name in (*LOGINS, *GROUPS) if name not in found]
    if missing:
        raise DatabaseUnavailable(
            f"The database server lacks roles of this version: {', '.join(missing)}. Make them as"
            " its superuser: beside db roles | psql -h SERVER -U SUPERUSER postgres"
        )


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    user = unquote(parts.username or "")
    wanted = [options.pop("options", ""), ENDS[who()]]
    if user != LOGIN[who()] and who() != "worker":
        wanted.append(f"-c role={LOGIN[who()]}")
    if any(wanted):
        options["options"] = " ".join(filter(None, wanted))
    return {
        "NAME": parts.path.lstrip("/"),
        "USER": user,
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": PREPARED | BECOMES[who()] | options,
    }


def _private() -> dict[str, Any]:
    from beside.server import postgres

    place = postgres.address(postgres.data_dir(), user=LOGIN[who()])
    return {
        "NAME": place["dbname"],
        "USER": place["user"],
        "PASSWORD": place.get("password", ""),
        "HOST": place["host"],
        "PORT": str(place["port"]),
        "OPTIONS": PREPARED | BECOMES[who()] | ({"options": ENDS[who()]} if ENDS[who()] else {}),
    }
