"""The last of a placement: until no pupil could move to somebody with room who is a better pair.

What a run that ended early leaves over; where a placement is best there is nothing to move. So that
whoever is told that nobody else was better for them is told the truth.
"""

from collections import Counter

from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.mentors.model import alone_cost, pair_cost
from beside.engine.mentors.stable import stable


def settled(instance: Instance, allocation: Allocation) -> Allocation:
    """A placement as good or better, that no move of one pupil improves."""
    found, is_moving = dict(allocation), True
    held = Counter(found.values())
    allowed = _allowed(instance)
    while is_moving:
        is_moving = False
        for pair in allowed:
            if held[pair.mentor] < instance.mentor[pair.mentor].room and _helps(
                instance, found, pair
            ):
                held[found.get(pair.pupil, "")] -= 1
                held[pair.mentor] += 1
                found[pair.pupil] = pair.mentor
                is_moving = True
    return found


def _allowed(instance: Instance) -> list[Pair]:
    """The pairs that no rule forbids, of pupils who have not chosen each other with somebody."""
    chosen = stable(instance)
    return [
        pair
        for pair in instance.pairs
        if pair.pupil not in chosen and not instance.is_blocked(pair)
    ]


def _helps(instance: Instance, allocation: Allocation, pair: Pair) -> bool:
    """Whether it costs less to place a pupil like this, where brothers and sisters stay."""
    own = allocation.get(pair.pupil)
    now = pair_cost(instance.pair[pair.pupil, own]) if own else alone_cost(instance)
    others = {allocation.get(key, pair.mentor) for key in instance.siblings(pair.pupil)}
    return pair_cost(pair) < now and others <= {pair.mentor}
