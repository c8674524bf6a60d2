"""Why somebody is proposed to a pupil, and why not somebody they wished for more.

For that pupil alone. A reason says what the pupil said themselves and what anybody can see: who has
no room left, who is no older, who has the same person. Who said no, whose checks are not in date
and what ended before are private, and are one sentence. Whether an adult says they know the pupil
is the adult's own answer, and no reason depends on it; that two named each other is said of whom a
pupil has, who then agreed to it. Nobody is told that they have nobody.
"""

from collections.abc import Iterator

from beside.engine.mentors.constraints import chosen, older, room, siblings
from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.mentors.objectives import shared, wish
from beside.engine.solution import Reason

# What anybody can see is said before what is private, so that least is told.
IN_ORDER = (older, room, siblings)
NOT_POSSIBLE = Reason("not_possible", "{mentor}: this was not possible this time.")


def reasons(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[Reason]:
    """Who is proposed and why, if anybody is; then a reason for every wish that ranks before."""
    mentor = allocation.get(pupil)
    met = instance.pair[pupil, mentor] if mentor else None
    yield from _met(met) if met else ()
    for pair in instance.of_pupil[pupil]:
        if pair.rank and (not met or not met.rank or pair.rank < met.rank):
            yield _about(pair, _unmet(instance, allocation, pair))


def _met(pair: Pair) -> Iterator[Reason]:
    for each in (wish.explain(pair), *shared.explain(pair)):
        yield _about(pair, each)


def _unmet(instance: Instance, allocation: Allocation, pair: Pair) -> Reason:
    found = (rule.explain(instance, allocation, pair) for rule in IN_ORDER)
    said: Reason | None = next(filter(None, found), None)
    if said:
        return said
    own = allocation.get(pair.pupil)
    if instance.is_blocked(pair) or own is None:
        return NOT_POSSIBLE
    if instance.pair[pair.pupil, own].is_mutual:
        return Reason(chosen.NAME, "You and {other} each named the other.", {"other": own})
    words = "{other} suits you at least as well, by your wishes and everything else we weigh."
    return Reason("suits", words, {"other": own})


def _about(pair: Pair, reason: Reason) -> Reason:
    return Reason(reason.rule, reason.words, {**reason.values, "mentor": pair.mentor})
