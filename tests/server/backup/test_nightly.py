import json
from datetime import date, datetime

import pytest

from beside.server.backup import nightly
from beside.server.backup.errors import Refused
from tests.server.backup.school import run


@pytest.mark.parametrize(
    ("hour", "held", "due"),
    [
        (1, [], False),
        (2, [], True),
        (14, ["beside-2026-11-30.backup"], True),
        (14, ["beside-2026-12-01.backup"], False),
        (3, [".beside-2026-12-01.backup.part"], True),
    ],
)
def test_when_a_backup_is_due(hour, held, due):
    assert nightly.is_due(datetime(2026, 12, 1, hour), held) == due


HELD = ["beside-2026-10-01.backup", "beside-2026-11-20.backup", "notes.txt", "x.backup"]


@pytest.mark.parametrize(
    ("held", "days", "old"),
    [
        (HELD, 35, HELD[:1]),
        (HELD, 90, []),
        (HELD, 0, HELD[:1]),
        (HELD[:1], 1, []),
        ([], 1, []),
    ],
)
def test_which_backups_are_too_old(held, days, old):
    assert nightly.too_old(held, date(2026, 12, 1), days) == old


def test_what_is_no_number_of_days_is_refused(monkeypatch, school, shelf):
    monkeypatch.setenv("BESIDE_BACKUP_KEEP_DAYS", "a month")
    with pytest.raises(Refused, match="number of days"):
        nightly._keep_days()


def test_without_a_folder_nothing_is_taken(shelf):
    refused = run("nightly", data=shelf / "x")
    assert refused.returncode == 2 and "BESIDE_BACKUP_FOLDER" in refused.stderr


@pytest.mark.slow
def test_a_night_takes_a_backup_tries_it_and_clears_up(school, shelf, monkeypatch):
    folder = shelf / "backups"
    folder.mkdir()
    (folder / "beside-2026-01-01.backup").write_text("old")
    monkeypatch.setenv("BESIDE_DATA", str(school))
    monkeypatch.setenv("BESIDE_BACKUP_FOLDER", str(folder))
    for _twice in range(2):
        nightly.nightly(datetime(2026, 12, 1, 2, 20))
    assert [path.name for path in folder.iterdir()] == ["beside-2026-12-01.backup"]
    assert (folder / "beside-2026-12-01.backup").stat().st_size > 10_000
    for what in ("backup", "drill"):
        assert json.loads((school / f"last_{what}.json").read_text())["last"]["went_well"]


@pytest.mark.slow
def test_an_encrypted_night_without_its_key_says_that_it_was_not_tried(school, shelf, monkeypatch):
    public = run("backup", "--new-key", shelf / "key", data=school).stdout.strip()
    (shelf / "backups").mkdir()
    monkeypatch.setenv("BESIDE_DATA", str(school))
    monkeypatch.setenv("BESIDE_BACKUP_FOLDER", str(shelf / "backups"))
    monkeypatch.setenv("BESIDE_BACKUP_KEY", public)
    nightly.nightly(datetime(2026, 12, 1, 2, 20))
    kept = json.loads((school / "last_drill.json").read_text())
    assert not kept["last"]["went_well"] and "was not tried" in kept["last"]["words"]
