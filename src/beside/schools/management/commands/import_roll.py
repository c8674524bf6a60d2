"""`beside import-roll`: bring in the roll; see docs/manual/roll.md."""

import shlex
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
from beside.schools.wording import sentence


class Command(BaseCommand):
    help = "Bring in the roll from a folder, a zip or one sheet. A dry run unless --apply."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--school", default="", help="the school's code, where no file names it"
        )
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--accept-held", action="append", default=[], metavar="KEY")
        parser.add_argument(
            "--only-some",
            action="store_true",
            help="only some of the people: nobody leaves",
        )
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *,
        path: Path,
        school: str,
        apply: bool,
        accept_held,
        only_some: bool,
        json: bool,
        **_o,
    ) -> None:
        by, kept = Actor(None, today()), None
        bar = Bar("Bringing in the roll")
        with acting(by, why="import-roll"), role(Role.ROLL):
            plan, mark = actions.plan_files(
                path, by=by, school_code=school, accept_held=accept_held, only_some=only_some
            )
            applied = apply and not plan.errors
            if applied:
                actions.apply(by=by, plan=plan, report=bar)
                approvals.keep_held(by=by, waiting=plan.waiting, now=now())
                approvals.tell_accepted(by=by, said=plan.said, now=now())
                kept = actions.keep_applied(
                    by=by, plan=plan, mark=mark, name=path.name, now=now(), only_some=only_some
                )
        bar.close()
        number = str(kept.pk) if kept else None
        if json:
            answer = plan.as_json(applied=applied, sentence=sentence(plan, applied=applied))
            print_json(answer | {"import": number})
        else:
            _tell(plan, applied, number)
        sys.exit(exit_code(plan))


def _tell(plan: Plan, applied: bool, number: str | None) -> None:
    print(sentence(plan, applied=applied))
    for fault in plan.errors:
        say(f"{_place(fault.file, fault.sheet, fault.row, fault.column)}: {fault.reason}")
    for row in plan.rejected:
        where = _place(row.file, row.sheet, row.row, row.column)
        say(f"{where} {row.value!r}: {row.reason}")
    for note in plan.notes:
        say(f"Note, {_place(note.file, note.sheet, note.row, note.column)}: {note.reason}")
    for file, columns in _unused(plan).items():
        say(f"Columns of {file} that were not used: {', '.join(columns)}")
    for held in plan.held:
        say(f"Held: {held.reason} To accept it: --accept-held {shlex.quote(held.key)}")
        if held.otherwise:
            say(f"      The other answer: --accept-held {shlex.quote(held.otherwise)}")
    totals = ", ".join(f"{count} {name}" for name, count in plan.totals.items())
    print(f"{'Applied' if applied else 'Would be'}: {totals}")
    if any(held.rule.endswith("leavers") for held in plan.held):
        say("If these files name only some of the people, say --only-some: then nobody leaves.")
    if number:
        print(f"To take it back within 30 days: beside undo-import {number}")


def _place(file: str, sheet: str, row: int | None, column: str) -> str:
    parts = (file, sheet and f"sheet {sheet}", row and f"row {row}", column)
    return ", ".join(str(part) for part in parts if part)


def _unused(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for column in plan.unused:
        found.setdefault(_place(column.file, column.sheet, None, ""), []).append(column.column)
    return found
