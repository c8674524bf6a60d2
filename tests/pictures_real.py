"""`make pictures`: pictures of three published studies on the pages of a school, names made up.

Each is brought into an empty system through the doors every school uses. Nothing is taken where the
data is not: set BESIDE_REAL_DATA.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.served import BESIDE, Served, serving
from tests.camera import CHROMIUM, FOLDER, signed_in
from tests.realdata import highschool2013, mcfarland, primary2009
from tests.realdata.folder import DATA, Round

TODAY = date.today()  # noqa: DTZ011  the day on which the pictures are taken
WIDTH = 1000
LEAD, PASSWORD = "lead", "made-up-for-pictures"
Ids = dict[str, dict[str, str]]


def main() -> int:
    """Take the pictures of the three studies; nothing where the data is not."""
    if not DATA.exists():
        print("The real data is not here, so its pictures stay as they are.")
        return 0
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for take in (_magnet, _high_school, _primary):
            with tempfile.TemporaryDirectory() as folder:
                take(browser, Path(folder))
    return 0


def _magnet(browser: Browser, folder: Path) -> None:
    paths = mcfarland.write(folder)
    days = (TODAY - timedelta(days=150), TODAY)
    with _school(browser, paths.roll, zip(paths.rounds, days, strict=True)) as (shot, ids):
        school, second = ids["school"][""], ids["round"]["Round 2"]
        shot("real-magnet-school", f"/school/{school}/?need=peer&round={second}", 780)
        shot("real-magnet-year", f"/year/{school}/10/?need=peer&round={second}", 700)
        shot("real-magnet-changes", f"/surveys/{second}/changes/?need=peer", 950)
        shot("real-magnet-between", f"/school/{school}/between/?round={second}", 860)
        shot("real-magnet-years", f"/school/{school}/between/?round={second}", 0, "#years")


def _high_school(browser: Browser, folder: Path) -> None:
    paths = highschool2013.write(folder)
    with _school(browser, paths.roll, [(paths.round, TODAY)]) as (shot, ids):
        school, year = ids["school"][""], highschool2013.YEAR
        shot("real-high-school-year", f"/year/{school}/{year}/?need=peer", 700)
        shot("real-high-school-between", f"/school/{school}/between/", 860)
        shot("real-high-school-group", f"/group/{ids['group']['PC*']}/", 700)


def _primary(browser: Browser, folder: Path) -> None:
    paths = primary2009.write(folder)
    with _school(browser, paths.roll, [(paths.round, TODAY)]) as (shot, ids):
        school = ids["school"][""]
        shot("real-primary-year", f"/year/{school}/1/", 0, "#measured")
        shot("real-primary-pupil", f"/pupil/{ids['person']['1766']}/", 700)


Shot = Callable[..., None]


@contextmanager
def _school(
    browser: Browser, roll: Path, rounds: Iterable[tuple[Round, date]]
) -> Iterator[tuple[Shot, Ids]]:
    """A served school with this roll and these rounds; gives how a picture is taken, and ids."""
    with serving() as served:
        served.run(*BESIDE, "import-roll", str(roll), "--apply")
        for round_, day in rounds:
            _import(served, round_, day)
        ids = json.loads(served.run(sys.executable, "-m", "tests.browser.leading", PASSWORD))
        page = signed_in(browser, served, LEAD, WIDTH, PASSWORD)
        yield lambda *of: _shot(page, served, *of), ids


def _import(served: Served, round_: Round, day: date) -> None:
    served.run(
        *(*BESIDE, "import-ties", str(round_.nominations), "--respondents"),
        *(str(round_.respondents), "--round", round_.name, "--date", str(day), "--apply"),
    )


def _shot(page: Page, served: Served, name: str, path: str, height: int, part: str = "") -> None:
    """A picture of a part of a page, or of its first `height` pixels, as small as it can be."""
    page.goto(f"{served.address}{path}")
    file = FOLDER / f"{name}.png"
    if part:
        page.locator(part).screenshot(path=file)
    else:
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": height}
        page.screenshot(path=file, clip=clip, full_page=True)
    print(file, file.stat().st_size)


if __name__ == "__main__":
    sys.exit(main())
