"""`make sheet`: a contact sheet of every page for each role at each width, in build/sheet.

With `--axe` every page is also held against axe at the three widths of a screen. With the address
of a Beside that has the made-up school in it, that one is looked at instead of a new one.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.browser.served import BESIDE, serving
from tests.pages import GETS
from tests.sheet import drawing, finding, taking
from tests.sheet.hands import CHROMIUM, signed_in
from tests.sheet.happening import happen

FOLDER = Path("build/sheet")
HANDS = 2
# Whoever has most pages comes first, so that both hands end at about the same time.
ROLES = {
    "head-of-year": "reid",
    "deputy": "hughes",
    "head": "bell",
    "safeguarding": "shah",
    "tutor": "patel",
    "office": "kaur",
    "teacher": "okafor",
    "pupil": "amina",
    "mentor": "isla",
    "federation": "adeyemi",
    "community": "marsh",
    "parent": "hodan",
    "anybody": "",
}


@dataclass(frozen=True)
class Taken:
    """What became of one role: its sheets, its faults, the names of its pages."""

    sheets: list[Path]
    faults: list[str]
    names: set[str]
    pictures: int


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    begun = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    roles = [role for role in ROLES if role in (asked.roles or ROLES)]
    with _address(asked.address) as address, ProcessPoolExecutor(HANDS) as pool:
        taken = list(pool.map(_take, roles, [address] * len(roles), [asked.axe] * len(roles)))
    faults = [fault for each in taken for fault in each.faults]
    _index(taken, faults)
    print("\n".join(faults))
    print(
        f"{sum(each.pictures for each in taken)} pictures for {len(roles)} roles,"
        f" {len(faults)} faults, {time.monotonic() - begun:.0f} s: {FOLDER}/index.html"
    )
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make sheet")
    parser.add_argument("--axe", action="store_true")
    parser.add_argument("--address", default="")
    parser.add_argument("roles", nargs="*", choices=[*ROLES, []])
    return parser


@contextmanager
def _address(given: str) -> Iterator[str]:
    if given:
        yield given
        return
    with serving() as served:
        served.run(*BESIDE, "demo")
        happen(served.address)
        yield served.address


def _take(role: str, address: str, with_axe: bool) -> Taken:
    """All sheets of one role, in a browser of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beside.server.settings")
    django.setup()
    folder = FOLDER / role
    folder.mkdir()
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        context = signed_in(browser, address, ROLES[role])
        pages = finding.find(context, address) if ROLES[role] else finding.open_to_anybody()
        tiles = list(taking.take(context, address, pages, folder, with_axe=with_axe))
        sheets = []
        for look in taking.LOOKS:
            mine = [tile for tile in tiles if tile.look == look]
            sheets.append(drawing.sheet(role, look, mine, FOLDER))
            taking.draw(browser, sheets[-1], sheets[-1].with_suffix(".png"))
    faults = _said(role, tiles)
    return Taken(sheets, faults, {each.name for each in pages}, len(tiles))


def _said(role: str, tiles: Iterable[taking.Tile]) -> list[str]:
    """Each fault once for a page, with the widths it shows at."""
    at: dict[tuple[str, str], list[str]] = {}
    for tile in tiles:
        for fault in tile.faults:
            at.setdefault((tile.found.label, fault), []).append(tile.look.name)
    return [f"{role} {page} [{' '.join(looks)}]: {fault}" for (page, fault), looks in at.items()]


def _index(taken: list[Taken], faults: list[str]) -> None:
    opened = {page.name for page in GETS if 200 in page.answers.values()}
    missing = sorted(opened - set().union(*(each.names for each in taken)))
    sheets = [path for each in taken for path in each.sheets]
    (FOLDER / "faults.txt").write_text("".join(f"{fault}\n" for fault in faults))
    drawing.index(FOLDER, sheets, faults, missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
