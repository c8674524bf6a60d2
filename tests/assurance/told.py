"""What was told against what stands: each difference in a sentence, an empty list where none."""

from collections import Counter
from collections.abc import Iterable, Mapping

Marks = Mapping[str, list[list[str] | None]]
BELONGINGS = 4
ENDS = ("applied", "planned")


def faults_of_marks(told: Marks, found: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Marks that stand otherwise than acknowledged, and pupils marked twice.

    `told` has for each pupil what may stand: the last acknowledged answer, and any sent after it of
    which nobody could tell; None where perhaps nothing stands.
    """
    rows = list(found)
    stands = dict(rows)
    return _doubled("the mark of pupil", (pupil for pupil, _knows in rows)) + [
        f"the mark of pupil {pupil} is lost: acknowledged {_either(possible)},"
        f" found {stands.get(pupil)}"
        for pupil, possible in told.items()
        if stands.get(pupil) not in possible
    ]


def _either(possible: list[list[str] | None]) -> str:
    return " or ".join(str(knows) for knows in possible)


def faults_of_offers(told: Iterable[str], found: Iterable[tuple[str, int, int]]) -> list[str]:
    """Offers that are gone or doubled, and those without two follow-ups and one standing."""
    rows = list(found)
    pupils = [pupil for pupil, _follow_ups, _standings in rows]
    lost = sorted(set(told) - set(pupils))
    faults = [f"the offer to pupil {pupil} is lost" for pupil in lost]
    faults += _doubled("the offer to pupil", pupils)
    return faults + [
        f"the offer to pupil {pupil} is half made: {follow_ups} follow-ups, {standings} standings"
        for pupil, follow_ups, standings in rows
        if (follow_ups, standings) != (2, 1)
    ]


def faults_of_imports(told: Mapping[str, int], found: Iterable[tuple[str, str]]) -> list[str]:
    """Approved imports that are gone, or did not come to an end."""
    stands = dict(found)
    return [
        f"the approved import of Batch{batch} is {stands.get(key, 'lost')}"
        for key, batch in told.items()
        if stands.get(key) not in ENDS
    ]


def faults_of_pupils(
    batches: int, found: Iterable[tuple[str, str, int]], *, first: int, batch: int
) -> list[str]:
    """Batches that are lost or half there; pupils who came twice or without all they belong to."""
    rows = list(found)
    sizes = Counter(name for _number, name, _belongings in rows)
    told = {"Batch0": first} | {f"Batch{n}": batch for n in range(1, batches + 1)}
    wanted = dict.fromkeys(sizes, batch) | told
    faults = _doubled("pupil", (number for number, _name, _belongings in rows))
    faults += [
        f"the import of {name} is {'half applied' if sizes[name] else 'lost'}:"
        f" {sizes[name]} of {size} pupils"
        for name, size in wanted.items()
        if sizes[name] != size
    ]
    return faults + [
        f"pupil {number} is half brought in: {belongings} of {BELONGINGS} belongings"
        for number, _name, belongings in rows
        if belongings != BELONGINGS
    ]


def _doubled(what: str, keys: Iterable[str]) -> list[str]:
    return [f"{what} {key} is there {n} times" for key, n in Counter(keys).items() if n > 1]
