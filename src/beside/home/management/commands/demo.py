"""`beside demo`: the made-up school, and who can sign in to it."""

import sys

from django.core.management.base import BaseCommand, CommandParser

from beside.access.actor import Actor
from beside.access.calendar import today
from beside.home.demo.cast import PASSWORD, SIGN_INS
from beside.home.demo.loaded import Loaded, RealSchool, check_empty
from beside.schools.management.output import Bar, say

SEED = 1


class Command(BaseCommand):
    help = "Load the made-up school where there is none yet, and say how to sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **_options: object) -> None:
        try:
            check_empty()
            _load()
        except Loaded:
            pass
        except RealSchool as real:
            say(str(real))
            sys.exit(2)
        self.stdout.write(sign_ins(port))


def _load() -> None:
    """Here, and not above, so that a school that is there already is told of at once."""
    from beside.home.demo.generate import generate
    from beside.home.demo.loading import bring_in

    bar = Bar("Loading the made-up school")
    try:
        bring_in(generate(SEED, today()), today=Actor(None, today()), report=bar)
    finally:
        bar.close()


def sign_ins(port: int) -> str:
    """Where to go and how to sign in, one line for each role."""
    rows = [("Role", "Username", "Name", "What to see")]
    rows += [(each.role, each.username, each.name, each.see) for each in SIGN_INS]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join((*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[3]))
        for row in rows
    ]
    listed = "\n".join(f"  {line}" for line in lines)
    return (
        f"The made-up school is at http://127.0.0.1:{port}/ (nobody in it is real)\n\n"
        f"{listed}\n\n  Password for all: {PASSWORD}\n"
    )
