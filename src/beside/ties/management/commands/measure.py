"""`beside measure`: figures about ties, exact unless --suppress."""

import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.audit.actions import record_command
from beside.measures import Figure
from beside.measures.network import INDICES
from beside.rights import Role
from beside.schools.management.output import print_json, say
from beside.schools.management.schools import SchoolUnknown, school_for
from beside.ties import measuring


def rings(text: str) -> list[int]:
    """`1-2` or `1,2` or `2` as a list of rings."""
    first, dash, last = text.partition("-")
    if dash:
        return list(range(int(first), int(last) + 1))
    return [int(part) for part in text.split(",")]


class Command(BaseCommand):
    help = "Figures about the ties of one round, or of several pooled."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--round", action="append", required=True)
        parser.add_argument("--school", default="")
        parser.add_argument("--question", default="peer")
        parser.add_argument("--rings", type=rings, default=None)
        parser.add_argument("--by", default="")
        parser.add_argument("--suppress", type=int, default=0)
        parser.add_argument("--network", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, round, school, question, rings, by, suppress, network, json, **_o) -> None:
        answer = {"schema": "beside.measure/1", "rounds": round, "question": question}
        answer |= {"rings": rings or [], "figures": []}
        try:
            with acting(Actor(None, today()), why="measure"), role(Role.MEASURE):
                record_command(what="measure", details={"rounds": round, "question": question})
                rounds = measuring.rounds_named(school_for(school), round)
                figures = measuring.figures(
                    rounds,
                    question=question,
                    rings=rings,
                    by=by,
                    suppress=suppress,
                    network=network,
                )
        except (SchoolUnknown, measuring.RoundUnknown, ValueError) as refused:
            say(str(refused))
            if json:
                print_json(answer | {"errors": [{"reason": str(refused)}]})
            sys.exit(2)
        if json:
            print_json(answer | {"figures": [asdict(f) for f in figures]})
        else:
            for f in figures:
                print(f"{f.measure:32} {f.cohort:20} {_said(f)} ({f.not_known} not known)")


def _said(figure: Figure) -> str:
    """An index is no share of anything: it has a value alone."""
    if figure.measure in INDICES:
        return str(figure.value)
    return f"{figure.numerator} / {figure.denominator}"
