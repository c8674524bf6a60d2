import pytest

from beside.server.backup import counting
from beside.server.backup.manifest import Table

THREE = Table(3, "17", ("id",))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"t": THREE}, []),
        ({}, ["The table t is missing, or some of its columns are."]),
        ({"t": Table(2, "9", ("id",))}, ["t has 2 rows; the backup says 3."]),
        ({"t": Table(4, "9", ("id",))}, ["t has 4 rows; the backup says 3."]),
        (
            {"t": Table(3, "18", ("id",))},
            ["t has the right number of rows, but not what was in them."],
        ),
        ({"t": THREE, "more": THREE}, []),
    ],
)
def test_what_differs_after_restoring(found, said):
    assert list(counting.differences({"t": THREE}, found)) == said


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"t": 3}, []),
        ({"t": 4, "new": 0}, []),
        ({"t": 2}, ["After migrating, t has 2 rows of 3."]),
        ({}, ["After migrating, the table t is gone with its 3 rows."]),
    ],
)
def test_what_migrating_may_not_lose(after, said):
    assert list(counting.lost({"t": 3}, after)) == said
