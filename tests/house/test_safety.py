"""The rows of docs/safety.csv: each once, none blank, and every test that they point to is there."""

import csv
import re

import pytest

from tests.house.places import ROOT

STATUSES = {"met", "partly", "later"}
IDS = [f"G{n}" for n in range(1, 17)] + [f"R{n}" for n in range(1, 15)]
IDS += [str(n) for n in range(1, 41)]
# What waits for something that is not built yet; everything else is to be met.
LATER = {"G10", "G11", "G12", "R10", "R12", "12", "16", "18", "20", "24", "33", "40"}
FILE = re.compile(r"\b(?:src|docs|tests)/[\w./-]+\w(?:::(\w+))?")
TEST = re.compile(r"tests/[\w/]+\.py::\w+|\bmake \w+")

with (ROOT / "docs" / "safety.csv").open(newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_every_goal_and_every_case_has_its_row():
    assert [row["id"] for row in ROWS] == IDS
    assert {row["id"] for row in ROWS if row["status"] == "later"} == LATER


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_no_cell_is_blank_and_what_is_named_is_there(row):
    assert all(row.values()) and None not in row
    assert row["status"] in STATUSES
    assert (row["missing"] == "nothing") == (row["status"] == "met")
    assert row["status"] != "met" or TEST.search(row["by"])
    for found in FILE.finditer(row["by"]):
        path, _colons, name = found[0].partition("::")
        assert (ROOT / path).exists(), path
        assert not name or f"def {name}(" in (ROOT / path).read_text(), found[0]


def test_every_command_that_is_named_is_one():
    makefile = (ROOT / "Makefile").read_text()
    named = {word for row in ROWS for word in re.findall(r"\bmake (\w+)", " ".join(row.values()))}
    assert named
    assert [name for name in named if f"\n{name}:" not in makefile] == []
