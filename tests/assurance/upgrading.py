"""Upgrades that are killed on the way: a migration is planted, run, killed, and run to its end."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

from tests.assurance.running import Running
from tests.server.places import SOURCE

PLANTED = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "{before}")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE planted_{number} AS SELECT subject_id AS id FROM schools_person;"
            "SELECT pg_sleep(0.2);"
            "INSERT INTO planted_steps VALUES ({number})"
        )
    ]
"""
FIRST = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "{before}")]
    operations = [migrations.RunSQL("CREATE TABLE planted_steps (number int)")]
"""


class Upgrades:
    """One release after the other, each with a migration more, brought in beside running work."""

    def __init__(self, running: Running, chance: random.Random):
        self.running, self.chance = running, chance
        self.source = running.data.with_name(running.data.name + "-release")
        shutil.copytree(SOURCE, self.source, ignore=shutil.ignore_patterns("__pycache__"))
        self.folder = self.source / "beside" / "messages" / "migrations"
        self.made = 0
        self.cut_short = 0
        self._plant(FIRST)
        self.run_to_the_end()

    def _plant(self, text: str) -> None:
        before = sorted(path.stem for path in self.folder.glob("[0-9]*.py"))[-1]
        name = f"9{self.made:03}_planted.py"
        (self.folder / name).write_text(text.format(before=before, number=self.made))
        self.made += 1

    def kill_one(self) -> None:
        """Bring in one more migration, killed at a random moment, then run to its end."""
        self._plant(PLANTED)
        process = self._start()
        time.sleep(self.chance.uniform(0.3, 4.0))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            self.cut_short += 1
        process.communicate()
        self.run_to_the_end()

    def run_to_the_end(self) -> None:
        """Once a killed one's server process is gone, as often as the database needs."""
        deadline = time.monotonic() + 120
        while True:
            process = self._start()
            _out, words = process.communicate()
            if not process.returncode:
                return
            assert time.monotonic() < deadline, words
            time.sleep(1)

    def _start(self) -> subprocess.Popen[str]:
        environment = self.running.environment | {
            "PYTHONPATH": str(self.source),
            "BESIDE_PROCESS": "owner",
            "DJANGO_SETTINGS_MODULE": "beside.server.settings",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "beside.server.migrating"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def faults(self, steps: list[int]) -> list[str]:
        """Planted migrations that did not take effect exactly once."""
        wanted = list(range(1, self.made))
        return [] if sorted(steps) == wanted else [f"migrations {sorted(steps)}, not {wanted}"]

    def end(self) -> None:
        shutil.rmtree(self.source, ignore_errors=True)
