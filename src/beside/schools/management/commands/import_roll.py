"""`beside import-roll`: bring in the roll; see docs/manual/roll.md."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.rights import Role
from beside.schools.actions import approvals
from beside.schools.actions import roll as actions
from beside.schools.management.output import Bar, print_json, say
from beside.schools.roll import Plan, exit_code


class Command(BaseCommand):
    help = "Bring in the roll from a folder, a zip or one sheet. A dry run unless --apply."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--school", default="", help="the school's code, where no file names it"
        )
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--accept-held", action="append", default=[], metavar="KEY")
        parser.add_argument("--json", action="store_true")

    def handle(
        self, *, path: Path, school: str, apply: bool, accept_held, json: bool, **_o
    ) -> None:
        by = Actor(None, today())
        bar = Bar("Bringing in the roll")
        with acting(by, why="import-roll"), role(Role.ROLL):
            plan, _mark = actions.plan_files(
                path, by=by, school_code=school, accept_held=accept_held
            )
            applied = apply and not plan.errors
            if applied:
                actions.apply(by=by, plan=plan, report=bar)
                approvals.keep_held(by=by, waiting=plan.waiting, now=now())
                approvals.tell_accepted(by=by, said=plan.said, now=now())
        bar.close()
        if json:
            print_json(plan.as_json(applied=applied))
        else:
            _tell(plan, applied)
        sys.exit(exit_code(plan))


def _tell(plan: Plan, applied: bool) -> None:
    for fault in plan.errors:
        say(f"{fault.file}{f', row {fault.row}' if fault.row else ''}: {fault.reason}")
    for row in plan.rejected:
        say(f"{row.file}, row {row.row}, {row.column} {row.value!r}: {row.reason}")
    for held in plan.held:
        say(f"Held: {held.reason} To accept it: --accept-held {held.key}")
    totals = ", ".join(f"{count} {name}" for name, count in plan.totals.items())
    print(f"{'Applied' if applied else 'Would be'}: {totals}")
