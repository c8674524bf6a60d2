"""A drill brings the copy up to date: a backup is taken, then a release brings a migration."""

import json
import shutil
from pathlib import Path

import pytest

from tests.server.backup.school import run
from tests.server.places import SOURCE

PLANTED = """
from django.db import migrations, models


def work(apps, editor):
    editor.execute("{sql}")


class Migration(migrations.Migration):
    dependencies = [("outbox", "{last}")]
    operations = [migrations.RunPython(work)]
"""


@pytest.fixture
def release(shelf: Path):
    """The next release: the same code, and a migration that runs the SQL it is given."""

    def make(sql: str) -> str:
        source = shelf / "release"
        shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
        folder = source / "beside" / "messages" / "migrations"
        last = sorted(path.stem for path in folder.glob("0*.py"))[-1]
        (folder / "0999_planted.py").write_text(PLANTED.format(sql=sql, last=last))
        return str(source)

    return make


@pytest.mark.parametrize(
    ("sql", "code", "words"),
    [
        ("ALTER TABLE schools_person ADD COLUMN planted int DEFAULT 1", 0, None),
        pytest.param(
            "ALTER TABLE access_belonging NO FORCE ROW LEVEL SECURITY; DELETE FROM access_belonging",
            1,
            "access_belonging has 0 rows of",
            marks=pytest.mark.slow,
        ),
        pytest.param("SELECT 1/0", 1, "division by zero", marks=pytest.mark.slow),
    ],
)
def test_a_drill_migrates_and_says_what_that_did(release, kept_backup, shelf, sql, code, words):
    done = run("drill", kept_backup, "--json", data=shelf / "x", PYTHONPATH=release(sql))
    said = json.loads(done.stdout)
    assert done.returncode == code, said
    if words is None:
        assert said["migrated"] == ["outbox.0999_planted"]
        assert said["signed_in"] and said["differences"] == []
    else:
        assert words in " ".join(said["differences"])
