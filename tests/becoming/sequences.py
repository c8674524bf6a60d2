"""Sequences of what attackers do, drawn by a number, each undone; and what they came to by it."""

import random
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.core import mail
from django.db import transaction

from beside.access.actor import Actor
from beside.access.limits import ledger
from tests.becoming import presses, reach
from tests.becoming.attack import Attack
from tests.becoming.calls import call_any
from tests.becoming.town import WHO, Town, nobody_acts

LONGEST = 4
LENGTHS = (1, 2, 3, 3, 4, 4, 4)
CAST = [*((who,) for who in WHO), *combinations(WHO, 2)]


@dataclass
class Came:
    """What a sequence came to: its letters, what nobody gave, and which actions were done."""

    seed: object
    who: tuple[str, ...]
    way: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    statuses: Counter = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    refused: int = 0


def go(
    town: Town,
    start: reach.Start,
    seed: object,
    who: tuple[str, ...] = (),
    letters: Collection[presses.Letter] = (),
) -> Came:
    """Draw a sequence and do it; everything is as before afterwards."""
    drawn = random.Random(str(seed))
    who = who or drawn.choice(CAST[: len(WHO)] if drawn.random() < 0.5 else CAST[len(WHO) :])
    before, came = transaction.savepoint(), Came(seed, who)
    mail.outbox.clear()
    if ledger.is_open():
        ledger.clear()
    attack = Attack(town, who, drawn)
    for _ in range(LONGEST if letters else drawn.choice(LENGTHS)):
        letter = drawn.choice(list(letters) or [*presses.fitting(attack), *[call_any] * 3])
        came.way.append(letter.__name__)
        letter(attack)
    found = Found(town, start, attack)
    transaction.savepoint_rollback(before)
    nobody_acts()
    came.faults = found.faults + found.unexplained()
    came.done, came.called, came.failed = attack.done, attack.called, attack.failed
    came.statuses, came.refused = Counter(attack.statuses), len(attack.refused)
    return came


class Found:
    """What the attackers reach now that they did not, less what policy or a second person gave."""

    def __init__(self, town: Town, start: reach.Start, attack: Attack) -> None:
        self.town, self.start, self.attack = town, start, attack
        self.faults: list[str] = []
        self.own = {person.pk for person in attack.people}
        self.yeses = reach.said_yes_to(start)
        self.given = self._rights()
        self._lost()
        self._mail()
        self.allowed = frozenset().union(*(start.reads[pk] for pk in self.own))
        reads = [*self._sessions(), *(reach.read_by(reach.own(p)) for p in attack.people)]
        self.more = (frozenset().union(*reads) & start.rows) - self.allowed

    def _rights(self) -> set[reach.Right]:
        """Rights that came to the attackers, and strong ones that came to anybody."""
        given = set()
        self.now = reach.rights()
        for right in self.now - self.start.rights:
            who, basis, _scope = right
            if who not in self.own and basis not in reach.STRONG:
                continue
            if reach.is_allowed(right, self.start, self.own, self.yeses):
                given.add(right)
            else:
                self.faults.append(f"{self._name(who)} has become {basis}")
        return given

    def _lost(self) -> None:
        """Strong rights that were taken from somebody else."""
        ended = {who for yes in self.yeses if yes.rule == "ending" for who in yes.people}
        for who, basis, _scope in self.start.rights - self.now:
            if basis in reach.STRONG and who not in self.own | ended:
                self.faults.append(f"{self._name(who)} is {basis} no more")

    def _mail(self) -> None:
        self.named = {who for y in self.yeses if "address" in y.rule for who in y.people}
        there = {UUID(pk) for table, pk in self.start.rows if table == "schools_person"}
        for who in (reach.grabbed() & there) - self.own - self.named:
            self.faults.append(f"mail of {self._name(who)} goes elsewhere")

    def _sessions(self) -> Iterable[frozenset[reach.Row]]:
        """What sessions of others read, by which the attackers came in with a key."""
        for actor in self.attack.sessions():
            who = actor.subject_id
            if who in self.own or who is None:
                continue
            self.allowed |= self._gives(actor, who)
            yield reach.read_by(actor)

    def _gives(self, actor: Actor, who: UUID) -> frozenset[reach.Row]:
        """What a session of somebody else may read: a blank page, or all where it was said so."""
        reads = self.start.reads.get(who, frozenset())
        said = self.start.said.get(who, frozenset())
        if not actor.past:
            return self.start.blank.get(who, frozenset()) - said
        if who not in self.start.reads:
            return reads
        by_card = reach.confirmed(who) or (who == self.town.new.pk and not said)
        if not by_card and who not in self.named:
            self.faults.append(f"acts as {self._name(who)}, with all they have said")
        return reads

    def unexplained(self) -> list[str]:
        """Rows that they read and that the rights they were given do not explain."""
        more = self.more
        if more and self.given:
            more -= reach.given(self.given, self.own)
        counted = Counter(table for table, _pk in more)
        return [f"reads {n} rows more of {table}" for table, n in sorted(counted.items())]

    def _name(self, who: UUID) -> str:
        return self.town.name_of.get(who, "a stranger")
