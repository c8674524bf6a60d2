"""Beside's private PostgreSQL: nothing to install, nothing to set up, nothing lost.

Used where DATABASE_URL names no other server. Knows no Django.
"""

from beside.server.postgres.command import main, shell
from beside.server.postgres.errors import DatabaseUnavailable
from beside.server.postgres.folders import data_dir
from beside.server.postgres.observing import Server
from beside.server.postgres.roles import roles_sql
from beside.server.postgres.server import (
    Status,
    address,
    ensure,
    make_data_dir,
    make_roles,
    status,
    stop,
)

__all__ = [
    "DatabaseUnavailable",
    "Server",
    "Status",
    "address",
    "data_dir",
    "ensure",
    "main",
    "make_data_dir",
    "make_roles",
    "roles_sql",
    "shell",
    "status",
    "stop",
]
