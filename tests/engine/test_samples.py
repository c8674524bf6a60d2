"""The reasons that the manual shows are those that the engine gives today."""

from pathlib import Path

from tests.engine.samples import chapter

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual" / "reasons.md"


def test_the_manual_shows_what_the_engine_says():
    assert MANUAL.read_text() == chapter()


def test_there_are_ten_samples_and_no_name_is_left_out():
    rows = [line for line in chapter().splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 10
    assert not any("{" in row or "p0" in row for row in rows)
