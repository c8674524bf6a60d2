"""One pupil after the other takes what is free of their list: an allotment in a moment.

A serial dictatorship (Satterthwaite and Sonnenschein, Strategy-proof allocation mechanisms at
differentiable points, Review of Economic Studies 48, 1981). What teachers require comes first. It
is where a run begins, and all there is if it is ended at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from beside.engine.sessions.instance import Allocation, Instance, Pupil


def begun(instance: Instance) -> Allocation:
    """Who went without most often first; it breaks a rule only where what is required does."""
    order = sorted(instance.pupils, key=lambda each: -each.missed)
    return serial(instance, order)


def serial(instance: Instance, order: Sequence[Pupil]) -> Allocation:
    """Pupils in this order take what is free of their lists, then open sessions."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for wish in sorted(instance.wishes, key=lambda each: each.rank):
        (held if wish.required else wanted)[wish.pupil].append(wish.session)
    left = {each.key: each.seats for each in instance.sessions}
    for session in (each for own in held.values() for each in own):
        left[session] -= 1
    open_ = [each.key for each in instance.sessions if each.open]
    for pupil in order:
        _take(instance, pupil, (*wanted[pupil.key], *open_), held[pupil.key], left)
    return {key: frozenset(own) for key, own in held.items() if own}


def _take(
    instance: Instance, pupil: Pupil, wanted: Iterable[str], held: list[str], left: dict[str, int]
) -> None:
    clashes = {clash for key in held for clash in _clashes(instance, key)}
    for key in wanted:
        session = instance.session[key]
        may_come = session.is_for(pupil) and session.follows(pupil) and not session.blocks(pupil)
        is_free = left[key] > 0 and session.period not in pupil.away
        if may_come and is_free and len(held) < pupil.due and not clashes & _clashes(instance, key):
            held.append(key)
            left[key] -= 1
            clashes |= _clashes(instance, key)


def _clashes(instance: Instance, session: str) -> set[tuple[str, str]]:
    """What a pupil who is there cannot have twice."""
    found = instance.session[session]
    course = {("course", found.course)} if found.course else set()
    return {("period", found.period)} | course
