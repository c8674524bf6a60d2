"""`beside export-roll FOLDER`: the roll as OneRoster 1.2."""

from pathlib import Path

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.audit.actions import record_command
from beside.rights import Role
from beside.schools import roll, snapshot
from beside.schools.actions import releases as letting_out


class Command(BaseCommand):
    help = "Write the roll as OneRoster 1.2 files into a folder."

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **_options) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with acting(Actor(None, today()), why="export-roll"), role(Role.ROLL):
            roll.export_oneroster(snapshot.stored(), folder, today())
            letting_out.tell_heads(by=Actor(None, today()), day=today())
            record_command(what="schools.export_roll", details={"folder": str(folder)})
        print(f"Written to {folder}")
