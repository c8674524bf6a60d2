"""What each rule costs: for whoever decides which rules hold, in counts alone.

The placement is made again with one rule left out at a time. Who it is that a rule leaves out is
not said: vetoes, checks and what ended are private.
"""

from collections.abc import Iterator
from typing import NamedTuple

from beside.engine.mentors.constraints import checks, chosen, ended, older, room, siblings, veto
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.solve import solve

RULES = (room, siblings, checks, older, veto, ended, chosen)


class Cost(NamedTuple):
    """How many more pupils would have somebody, and how many more somebody they wished for."""

    rule: str
    sentence: str
    pupils: int
    wishes: int


def costs_of_rules(instance: Instance, *, limit: float = 60.0) -> Iterator[Cost]:
    """For every rule what leaving it out would change, within `limit` seconds for all of them.

    Nothing where others would then be worse off, as without a veto more can choose each other.
    """
    each_limit = limit / (len(RULES) + 1)
    now = solve(instance, limit=each_limit).allocation
    for rule in RULES:
        without = rule.left_out(instance)
        then = solve(without, limit=each_limit).allocation
        wishes = _wished(without, then) - _wished(instance, now)
        pupils = len(then) - len(now)
        yield Cost(rule.NAME, rule.SENTENCE, max(0, pupils), max(0, wishes))


def _wished(instance: Instance, allocation: Allocation) -> int:
    return sum(instance.pair[pair].rank > 0 for pair in allocation.items())
