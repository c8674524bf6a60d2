"""`beside undo-import`: take an import back; see docs/manual/roll.md."""

import sys

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.rights import Role
from beside.schools.actions import undoing
from beside.schools.management.output import print_json, say
from beside.schools.roll import Plan, exit_code


class Command(BaseCommand):
    help = "Take an import back within 30 days. A dry run unless --apply."

    def add_arguments(self, parser) -> None:
        parser.add_argument("id", help="the id that import-roll gave")
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, id: str, apply: bool, json: bool, **_o) -> None:
        by = Actor(None, today())
        with acting(by, why="undo-import"), role(Role.ROLL):
            found = undoing.find_import(id)
            if apply and found:
                plan = undoing.take_back(by=by, found=found, now=now())
            else:
                plan = undoing.plan_taking_back(by=by, found=found, now=now())
        applied = apply and not plan.errors
        if json:
            answer = plan.as_json(applied=applied) | {"schema": "beside.undo-import/1"}
            print_json(answer | {"import": str(found.pk) if found else None})
        else:
            _tell(plan, applied)
        sys.exit(exit_code(plan))


def _tell(plan: Plan, applied: bool) -> None:
    for fault in plan.errors:
        say(fault.reason)
    for held in plan.held:
        say(f"Held: {held.reason}")
    totals = ", ".join(f"{count} {name}" for name, count in plan.totals.items())
    print(f"{'Taken back' if applied else 'Would be taken back'}: {totals}")
