"""The rows of docs/asvs.csv: none is blank, and every test and file they point to is there."""

import csv
import re

import pytest

from tests.house.places import ROOT

STATUSES = {"met", "partly", "not met", "not applicable"}
NUMBERS = {"V6": 47, "V7": 19, "V8": 13, "V9": 7, "V10": 36}
FILE = re.compile(r"\b(?:src|docs|tests)/[\w./-]+\w(?:::(\w+))?")

with (ROOT / "docs" / "asvs.csv").open(newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_every_requirement_of_the_chapters_has_its_row():
    chapters = [row["id"].split(".")[0] for row in ROWS]
    assert {chapter: chapters.count(chapter) for chapter in chapters} == NUMBERS
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_no_cell_is_blank_and_what_is_named_is_there(row):
    assert all(row.values())
    assert row["status"] in STATUSES
    assert row["level"] in ("1", "2", "3")
    for found in FILE.finditer(row["evidence"]):
        path, _colons, name = found[0].partition("::")
        assert (ROOT / path).exists(), path
        assert not name or f"def {name}(" in (ROOT / path).read_text(), found[0]
