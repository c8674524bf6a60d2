"""`beside backup`, `beside restore`, `beside drill` and `beside nightly` on the command line."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from beside.server.backup import drilling, keys, nightly, restoring, runs
from beside.server.backup.errors import Fault, Refused
from beside.server.postgres import DatabaseUnavailable, data_dir

_SCHEMA = "beside.drill/1"


def main(argv: Sequence[str]) -> int:
    """Run one of the commands; 0 done, 1 a fault or a difference, 2 refused with the reason."""
    options = _parser(argv[0]).parse_args(argv[1:])
    begun = time.monotonic()
    try:
        return int(COMMANDS[argv[0]](options))
    except (Refused, DatabaseUnavailable) as refusal:
        if getattr(options, "json", False):
            print(json.dumps(_refused(str(refusal), options, time.monotonic() - begun)))
        print(refusal, file=sys.stderr)
        return 2
    except (runs.NotSent, Fault) as fault:
        print(fault, file=sys.stderr)
        return 1


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"beside {command}", description=_HELP[command])
    if command == "nightly":
        return parser
    if command == "backup":
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the file to write")
        parser.add_argument("--key", help="encrypt to this key (age1...), or several with commas")
        parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a key, into FILE")
        return parser
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--identity", type=Path, metavar="FILE", help="the key that opens it")
    if command == "drill":
        parser.add_argument("--json", action="store_true", help="the outcome as one JSON object")
    return parser


def _backup(options: argparse.Namespace) -> int:
    if options.new_key:
        print(keys.make(options.new_key))
        runs.say(f"The other half is in {options.new_key}. Keep a copy far from the backups.")
    if options.file:
        runs.backup(options.file, options.key)
    elif not options.new_key:
        raise Refused("Say where the backup shall go: beside backup FILE")
    return 0


def _restore(options: argparse.Namespace) -> int:
    found = restoring.restore(options.file, runs.identity(options.identity))
    runs.say(
        f"Restored what was taken {found.taken}: {len(found.tables)} tables, {found.rows} rows, "
        f"{len(found.files)} files. The settings of then are in "
        f"{data_dir() / restoring.SETTINGS_FILE}. Now: beside serve (with a server of your own, "
        "beside migrate first)."
    )
    return 0


def _drill(options: argparse.Namespace) -> int:
    outcome, seconds = runs.drill(options.file, options.identity)
    if options.json:
        print(json.dumps(_said(outcome, seconds), ensure_ascii=False))
    else:
        _tell(outcome, seconds)
    return 0 if outcome.went_well else 1


def _said(outcome: drilling.Outcome, seconds: float) -> dict[str, Any]:
    found = outcome.manifest
    return {
        "schema": _SCHEMA,
        "taken": found.taken,
        "version": found.version,
        "tables": len(found.tables),
        "rows": found.rows,
        "files": len(found.files),
        "differences": outcome.differences,
        "signed_in": outcome.signed_in,
        "seconds": seconds,
        "migrated": outcome.migrated,
    }


def _refused(reason: str, options: argparse.Namespace, seconds: float) -> dict[str, Any]:
    where = {"file": str(options.file), "row": None, "column": None}
    return {
        "schema": _SCHEMA,
        "taken": None,
        "version": None,
        **dict.fromkeys(("tables", "rows", "files"), 0),
        "differences": [],
        "signed_in": False,
        "seconds": round(seconds, 1),
        "migrated": [],
        "errors": [where | {"code": "refused", "reason": reason}],
    }


def _tell(outcome: drilling.Outcome, seconds: float) -> None:
    found = outcome.manifest
    for each in outcome.differences:
        runs.say(each)
    what = f"{len(found.tables)} tables, {found.rows} rows, {len(found.files)} files"
    if outcome.migrated:
        runs.say(f"Brought up to date with {', '.join(outcome.migrated)}.")
    ending = "all as it was, and signed in to" if outcome.went_well else "THE DRILL FAILED"
    runs.say(f"Taken {found.taken}: {what}; {ending}. {seconds:g} s.")


def _nightly(_options: argparse.Namespace) -> int:
    nightly.nightly()
    return 0


COMMANDS = {"backup": _backup, "restore": _restore, "drill": _drill, "nightly": _nightly}
_HELP = {
    "backup": "Write one file of everything: database, files and settings.",
    "restore": "Put a backup into an empty place.",
    "drill": "Try a backup: restore it elsewhere, migrate, compare, sign in, throw away.",
    "nightly": "Take tonight's backup into BESIDE_BACKUP_FOLDER and try it, unless that was done.",
}
