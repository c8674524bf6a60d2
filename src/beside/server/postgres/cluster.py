"""Making an empty cluster: in a folder beside its place, then moved there in one step.

So a folder `postgres` is always whole. The start lock is inherited by initdb: if the launcher is
killed, whoever comes next waits until initdb is gone, then throws its work away and begins again.
"""

import os
import shutil
import sys
from pathlib import Path

from beside.server.postgres.accounts import Account, run_as
from beside.server.postgres.binaries import Binaries
from beside.server.postgres.errors import DatabaseUnavailable, explain
from beside.server.postgres.folders import Cluster
from beside.server.postgres.progress import told_when_slow
from beside.server.postgres.roles import BOOTSTRAP

_FIRST_WITH_BUILTIN_LOCALE = 17
_UTF8 = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


def make_cluster(
    cluster: Cluster, binaries: Binaries, account: Account, *, fast: bool, start_lock: int
) -> None:
    """Make the cluster. `fast`: without waiting for the disk, for tests only, and marked so."""
    _refuse_foreign(cluster)
    shutil.rmtree(cluster.unfinished, ignore_errors=True)
    cluster.unfinished.mkdir(mode=0o700)
    account.own(cluster.unfinished)
    command: list[str | Path] = [
        binaries.program("initdb"),
        *_options(cluster, binaries.version, fast=fast),
    ]
    with told_when_slow("Making the database, this once ..."):
        made = run_as(account, command, keep_open=[start_lock])
    if made.returncode != 0:
        raise explain(made.stdout, "make the database")
    if fast:
        (cluster.unfinished / cluster.fast_mark.name).touch()
    cluster.unfinished.replace(cluster.pgdata)
    _flush(cluster)


def _refuse_foreign(cluster: Cluster) -> None:
    if cluster.pgdata.exists() and any(cluster.pgdata.iterdir()):
        raise DatabaseUnavailable(
            f"{cluster.pgdata} holds files, but no database. Move them away, or set BESIDE_DATA "
            "to another folder."
        )


def _options(cluster: Cluster, version: int, *, fast: bool) -> list[str]:
    """C.UTF-8 everywhere: the same order and upper case on every machine, now and later."""
    locale = ["--locale=C", f"--lc-ctype={_UTF8}"]
    if version >= _FIRST_WITH_BUILTIN_LOCALE:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    options = [f"--pgdata={cluster.unfinished}", f"--username={BOOTSTRAP}", "--auth=peer"]
    options += ["--encoding=UTF8", "--data-checksums", "--no-instructions", *locale]
    return [*options, "--no-sync"] if fast else options


def _flush(cluster: Cluster) -> None:
    folder = os.open(cluster.data, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
