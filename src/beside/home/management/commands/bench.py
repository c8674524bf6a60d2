"""`beside bench`: timings as JSON Lines, in a database of their own that is thrown away."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from beside.engine.benches.running import PROBLEMS, measure
from beside.server import cli, postgres

SERVED = ("import-roll", "pages", "reckoning", "backup")
SIZES = (300, 2300)
NOW = "2026-11-24T10:00:00+00:00"
# What runs before a bench, and what it runs as.
NEEDS = {"import-roll": "", "pages": "fill", "reckoning": "fill", "backup": "fill-years"}
ROLE = dict.fromkeys(("fill-years", "backup"), "owner") | {
    "fill": "owner",
    "import-roll": "owner",
    "pages": "app",
    "reckoning": "owner",
}


class Command(BaseCommand):
    help = "Time imports, pages, the reckoning, backups or the engine at given sizes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", choices=(*SERVED, *PROBLEMS))
        parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="300,2300")
        parser.add_argument("--seeds", type=int, default=1, help="how many schools of each size")
        parser.add_argument("--peers", choices=("all", "none"), default="none")
        parser.add_argument("--limit", type=float, default=60, help="seconds for each method")
        parser.add_argument("--json", action="store_true", help="lines are JSON either way")

    def handle(self, *, name: str, sizes: tuple[int, ...], seeds: int, **options) -> None:
        if name in SERVED:
            self._serve(name, sizes, seeds)
        else:
            _place(name, sizes, seeds, options["peers"] == "all", options["limit"])

    def _serve(self, name: str, sizes: tuple[int, ...], seeds: int) -> None:
        for size in sizes:
            for seed in range(seeds):
                self.stderr.write(f"{name} with {size} pupils, seed {seed}")
                with _throwaway() as folder:
                    for part in filter(None, (NEEDS[name], name)):
                        _run(part, size, seed, folder)


def _place(name: str, sizes: tuple[int, ...], seeds: int, peers: bool, limit: float) -> None:
    for line in measure(name, sizes, seeds=seeds, peers=peers, limit=limit):
        print(json.dumps(line), flush=True)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.replace(",", " ").split())


@contextmanager
def _throwaway() -> Iterator[Path]:
    """An empty database of the present schema, which no other program uses."""
    folder = Path(tempfile.mkdtemp(prefix="beside-bench-"))
    os.environ.pop("DATABASE_URL", None)
    os.environ.update({"BESIDE_DATA": str(folder), "BESIDE_NOW": NOW})
    try:
        cli.make_ready()
        yield folder
    finally:
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _run(part: str, size: int, seed: int, folder: Path) -> None:
    command = [sys.executable, "-m", "beside.home.benches", part, str(size), str(seed)]
    environment = os.environ | {"BESIDE_PROCESS": ROLE[part]}
    done = subprocess.run([*command, str(folder / "roll")], env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise CommandError(
            f"The part {part} of this bench did not finish; the lines above say why."
        )
