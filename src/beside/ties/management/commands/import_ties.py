"""`beside import-ties`: bring in a round done on paper or elsewhere."""

import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.rights import Role
from beside.schools.management.output import print_json, say
from beside.schools.management.schools import SchoolUnknown, school_for
from beside.ties import paper
from beside.ties.actions import paper as actions
from beside.ties.management.roll_counts import roll_counts


class Command(BaseCommand):
    help = "Bring in what pupils, staff and families said. A dry run unless --apply."

    def add_arguments(self, parser) -> None:
        parser.add_argument("nominations", type=Path)
        parser.add_argument("--respondents", type=Path, required=True)
        parser.add_argument("--round", required=True)
        parser.add_argument("--school", default="")
        parser.add_argument("--date", type=date.fromisoformat, default=None)
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, nominations, respondents, round, school, date, apply, json, **_o) -> None:
        by = Actor(None, today())
        with acting(by, why="import-ties"), role(Role.ROLL):
            try:
                found = school_for(school)
            except SchoolUnknown as unknown:
                _refuse(str(unknown), json)
            people = actions.roles_by_source(found)
            ties = paper.read(nominations, respondents, people=people)
            planned = actions.plan(school=found, name=round, ties=ties)
            applied = apply and not ties.errors
            if applied:
                actions.apply(by=by, school=found, name=round, on=date or by.today, planned=planned)
            answer = planned.as_json(applied=applied, roll=roll_counts(found, by.today))
        if json:
            print_json(answer)
        else:
            _tell(answer)
        sys.exit(2 if ties.errors else 0)


def _refuse(reason: str, json: bool) -> None:
    say(reason)
    if json:
        empty = actions.TiesPlan(paper.Ties((), (), (), (), (), ()), None)
        answer = empty.as_json(applied=False, roll={})
        fault = {"file": "", "row": 0, "column": "school", "code": "school", "reason": reason}
        print_json(answer | {"errors": [fault]})
    sys.exit(2)


def _tell(answer: dict) -> None:
    for fault in answer["errors"]:
        say(f"{fault['file']}: {fault['reason']}")
    for row in answer["rejected"]:
        say(f"{row['file']}, row {row['row']}, {row['column']} {row['value']!r}: {row['reason']}")
    totals = ", ".join(f"{count} {name}" for name, count in answer["totals"].items())
    print(f"{'Applied' if answer['applied'] else 'Would be'}: {totals}")
