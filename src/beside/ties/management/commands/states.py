"""`beside states`: what is known of each pupil's need in a round, exactly."""

import sys

from django.core.management.base import BaseCommand

from beside.access.actor import Actor, acting, role
from beside.access.calendar import today
from beside.audit.actions import record_command
from beside.rights import Role
from beside.schools.management.output import print_json, say
from beside.schools.management.schools import SchoolUnknown, school_for
from beside.ties import measuring


class Command(BaseCommand):
    help = "The state of a need for every pupil on roll while a round was open."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--round", required=True)
        parser.add_argument("--need", required=True, choices=("adult", "peer", "family", "contact"))
        parser.add_argument("--school", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, round, need, school, json, **_o) -> None:
        source = "contact" if need == "contact" else "said"
        answer = {"schema": "beside.states/1", "need": need, "source": source, "states": []}
        try:
            with acting(Actor(None, today()), why="states"), role(Role.MEASURE):
                record_command(what="states", details={"round": round, "need": need})
                (found,) = measuring.rounds_named(school_for(school), [round])
                states = measuring.states(found, need)
        except (SchoolUnknown, measuring.RoundUnknown) as refused:
            say(str(refused))
            if json:
                print_json(answer | {"errors": [{"reason": str(refused)}]})
            sys.exit(2)
        if json:
            rows = [{"person": p, "state": s, "reason": r} for p, s, r in states]
            print_json(answer | {"states": rows})
        else:
            for person, state, reason in states:
                print(f"{person}\t{state}\t{reason}")
