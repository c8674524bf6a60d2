"""`make check` fails when anything is wrong, and says what to do."""

from beside.schools.models import School
from tests.house import check, migrations
from tests.house.places import PACKAGE, PURE, run

RIGHT = (lambda: "", "rest")
WRONG = (lambda: "the door is open", "close the door")


def test_what_is_right_is_one_line(capsys):
    assert check.report({"doors": RIGHT}) == 0
    assert capsys.readouterr().out.startswith("right  doors")
    assert check.report({"doors": RIGHT, "windows": RIGHT}) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_one_wrong_among_right_ones_fails_and_says_what_to_do(capsys):
    assert check.report({"walls": RIGHT, "doors": WRONG, "roof": RIGHT}) == 1
    said = capsys.readouterr().out
    assert "WRONG  doors" in said
    assert "the door is open\nWhat to do: close the door." in said


def test_a_tool_that_complains_is_heard(tmp_path):
    (tmp_path / "good.py").write_text("x: int = 1\n")
    (tmp_path / "bad.py").write_text("import os\nx: int = 'one'\n")
    for tool in (("ruff", "check"), ("mypy",)):
        assert run(*tool, str(tmp_path / "good.py")) == ""
        assert "bad.py" in run(*tool, str(tmp_path / "bad.py"))


def test_every_pure_part_is_there():
    assert [part for part in PURE if not (PACKAGE / part).exists()] == []
    assert {"ties/paper.py", "ties/paper_checks.py"} <= set(PURE)


def test_a_missing_migration_is_seen(monkeypatch):
    assert migrations.missing() == []
    monkeypatch.setattr(School._meta.get_field("name"), "max_length", 7)
    assert migrations.missing() == ["schools: Alter field name on school"]
