"""One part of a bench, in a process and a database role of its own; started by `beside bench`."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

django.setup()

from beside.home.benches import backups, filling, imports, pages, reckoning, years  # noqa: E402
from beside.home.benches.size import Size  # noqa: E402


def main(part: str, pupils: int, seed: int, folder: Path) -> None:
    """Fill the database, or print one JSON line for every timing of this part."""
    if part == "fill":
        filling.fill(Size(pupils), seed)
        filling.vacuum()
        return
    if part == "fill-years":
        filling.fill(Size(pupils), seed)
        years.add(Size(pupils), seed)
        filling.vacuum()
        return
    for line in _lines(part, pupils, seed, folder):
        shown = {"problem": part, "size": pupils, "seed": seed, **line}
        print(json.dumps(shown), flush=True)


def _lines(part: str, pupils: int, seed: int, folder: Path) -> Iterable[dict[str, Any]]:
    if part == "import-roll":
        return imports.measure(Size(pupils), seed, folder)
    if part == "backup":
        return backups.measure()
    return {"pages": pages.measure, "reckoning": reckoning.measure}[part]()


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
