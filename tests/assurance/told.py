"""What was told against what stands: each difference in a sentence, an empty list where none."""

from collections import Counter
from collections.abc import Iterable, Mapping

Marks = Mapping[str, list[list[str] | None]]
BELONGINGS = 4


def lost_marks(told: Marks, found: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Marks that stand otherwise than acknowledged, and pupils marked twice.

    `told` has for each pupil what may stand: the last acknowledged answer, and any sent after it of
    which nobody could tell; None where perhaps nothing stands.
    """
    rows = [(pupil, knows) for pupil, knows in found]
    stands = dict(rows)
    twice = [p for p, times in Counter(p for p, _knows in rows).items() if times > 1]
    faults = [f"pupil {pupil} is marked twice" for pupil in twice]
    return faults + [
        f"the mark of pupil {pupil} is {stands.get(pupil)} and was {possible}"
        for pupil, possible in told.items()
        if stands.get(pupil) not in possible
    ]


def lost_offers(told: Iterable[str], found: Iterable[tuple[str, int, int]]) -> list[str]:
    """Offers that are gone, and offers without their two follow-ups and one standing."""
    rows = list(found)
    stands = {pupil for pupil, _follow_ups, _standings in rows}
    faults = [f"the offer to pupil {pupil} is gone" for pupil in sorted(set(told) - stands)]
    return faults + [
        f"the offer to pupil {pupil} is half made: {follow_ups} follow-ups, {standings} standings"
        for pupil, follow_ups, standings in rows
        if (follow_ups, standings) != (2, 1)
    ]


def lost_pupils(
    batches: int, found: Iterable[tuple[str, str, int]], *, first: int, batch: int
) -> list[str]:
    """Batches that are gone or half there, pupils who came twice or without what they belong to."""
    rows = list(found)
    sizes = Counter(name for _number, name, _belongings in rows)
    wanted = {"Batch0": first} | {f"Batch{n}": batch for n in range(1, batches + 1)}
    faults = [
        f"{name} has {sizes[name]} pupils and had {size}"
        for name, size in wanted.items()
        if sizes[name] != size
    ]
    faults += [
        f"{name} came in half: {size} pupils"
        for name, size in sizes.items()
        if name not in wanted and size != batch
    ]
    return faults + [
        f"pupil {number} belongs to {belongings} scopes"
        for number, _name, belongings in rows
        if belongings != BELONGINGS
    ]
