"""What the server is told: three short files, written anew at every start.

Nobody connects over the network: `listen_addresses` is empty and the socket lies in a folder that
only the server's user and root can enter. Behind that folder PostgreSQL asks the kernel who is
calling (`peer`) and lets in the server's own user and root, under the names of Beside's roles and
no others. So there is no password to generate, keep, leak or lose, and opening the folder by
mistake still lets nobody in. Whoever can pass as one of these two users could read the files of
the database anyway. A school that wants the roles apart on the machine too uses DATABASE_URL.

Statements and their values stay out of the log: failed statements are told to the program that
sent them, never written down, because they hold what pupils wrote.

Settings of your own go to `local.conf` in the same folder.
"""

import os
import tempfile
from pathlib import Path

from beside.server.postgres.accounts import Account
from beside.server.postgres.folders import Cluster
from beside.server.postgres.roles import BOOTSTRAP, LOGINS

PORT = 5432

_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "client_encoding": "UTF8",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
_FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}


def write_configuration(cluster: Cluster, account: Account, socket: Path) -> None:
    """Write the three files, each of them whole or not at all."""
    settings = _SETTINGS | (_FAST if cluster.fast_mark.exists() else {})
    settings["cluster_name"] = cluster.tag
    settings["unix_socket_directories"] = f'"{socket}"'
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    lines.append("include_if_exists = 'local.conf'")
    _write(cluster.pgdata / "postgresql.conf", lines, account)
    _write(cluster.pgdata / "pg_hba.conf", ["local all all peer map=beside"], account)
    _write(cluster.pgdata / "pg_ident.conf", _identities(account), account)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _identities(account: Account) -> list[str]:
    callers = sorted({account.name, "root"})
    roles = (BOOTSTRAP, *LOGINS)
    return [f'beside "{caller}" {role}' for caller in callers for role in roles]


def _write(path: Path, lines: list[str], account: Account) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    account.own(Path(name))
    os.replace(name, path)
