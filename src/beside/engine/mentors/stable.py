"""Mentors and pupils who each rank the other: a placement that no two would leave for each other.

Pupils ask down their lists, and mentors keep whom they rank highest so far: deferred acceptance
(Gale and Shapley, College admissions and the stability of marriage, American Mathematical Monthly
69, 1962). No pupil can do better in any stable placement, and the same pupils are placed in all of
them (Roth, On the allocation of residents to rural hospitals, Econometrica 54, 1986). Who has
brothers or sisters here is left to the rest of the placement: with those who go together there need
be no stable one (Roth, The evolution of the labor market for medical interns and residents, Journal
of Political Economy 92, 1984). Who is blocked is nobody's choice.
"""

from collections import defaultdict
from collections.abc import Iterator

from beside.engine.mentors.instance import Allocation, Instance, Pair


def stable(instance: Instance) -> Allocation:
    """The stable placement that is best for every pupil; pairs one side did not rank are left out.

    Of two whom somebody ranks alike, the first in the instance counts as ranked higher.
    """
    lists = {key: iter(own) for key, own in _lists(instance).items() if own}
    place = _places(instance) if lists else {}
    kept: defaultdict[str, list[Pair]] = defaultdict(list)
    asking = list(lists)
    while asking:
        pair = next(lists[asking.pop()], None)
        if pair:
            own = kept[pair.mentor]
            own.append(pair)
            if len(own) > instance.mentor[pair.mentor].room:
                last = max(own, key=place.__getitem__)
                own.remove(last)
                asking.append(last.pupil)
    return {pair.pupil: pair.mentor for own in kept.values() for pair in own}


def blocking_pairs(instance: Instance, allocation: Allocation) -> Iterator[Pair]:
    """Every pair who would both rather have each other than what they have."""
    held: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in map(instance.pair.__getitem__, allocation.items()):
        held[pair.mentor].append(pair)
    for pupil, pairs in _lists(instance).items():
        met = instance.pair.get((pupil, allocation.get(pupil, "")))
        for pair in pairs:
            is_better = not met or not met.rank or pair.rank < met.rank
            if is_better and _would_keep(instance, held[pair.mentor], pair):
                yield pair


def _would_keep(instance: Instance, own: list[Pair], pair: Pair) -> bool:
    """Whether a mentor has room for a pupil or holds somebody whom they rank lower or not."""
    is_worse = (not e.rank_by_mentor or e.rank_by_mentor > pair.rank_by_mentor for e in own)
    return len(own) < instance.mentor[pair.mentor].room or any(is_worse)


def _lists(instance: Instance) -> dict[str, list[Pair]]:
    """Whom each pupil ranked who ranked them too and is not blocked, the first wish first."""
    if not any(pair.rank_by_mentor for pair in instance.pairs):
        return {}
    return {
        pupil: [p for p in pairs if p.is_mutual and not instance.is_blocked(p)]
        for pupil, pairs in instance.of_pupil.items()
        if not instance.siblings(pupil)
    }


def _places(instance: Instance) -> dict[Pair, int]:
    ranked = sorted(instance.pairs, key=lambda pair: pair.rank_by_mentor)
    return {pair: place for place, pair in enumerate(ranked)}
