"""Which cells each figure shows, and how the cells of a table add up.

A cell is one count of one cohort. Figures share cells (every "nobody" measure has the same
denominator), so that a cell that is suppressed is gone from all of them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from beside.measures.states import SAID, State
from beside.measures.suppression import Sum

Cohort = tuple[int, str]
Cell = tuple[Cohort, str]
ALL: Cohort = (0, "all")
ON_ROLL = "on_roll"
_NOBODY = ("named_by_nobody", "names_nobody", "no_tie_either_way")


class Line(NamedTuple):
    """A measure, and the names of the cells it shows; no denominator makes it a count."""

    measure: str
    numerator: str
    denominator: str | None
    not_known: str


_LINES = {
    "people": Line("people", "people", None, "unheard"),
    "ties": Line("ties", "ties", None, "unheard"),
    "reciprocity": Line("reciprocity", "returned", "ties", "unheard"),
    "components": Line("components", "components", None, "unheard"),
} | {name: Line(name, name, "people", "unheard") for name in _NOBODY}
_OF_PEERS = ("people", "ties", "reciprocity", *_NOBODY, "components")
_OF_OTHERS = ("people", "ties", "names_nobody")


def lines(question: str, need: str) -> list[Line]:
    """Give the measures a question has, in the order of the manual.

    Only peers are both asked and named, so only they have returned ties, pupils named by nobody
    and components. `need` is empty where the question stands for none.
    """
    shown = [_LINES[name] for name in (_OF_PEERS if question == "peer" else _OF_OTHERS)]
    if not need:
        return shown
    shown.append(Line(f"coverage:{need}", State.BOTH, "known", State.NOT_KNOWN))
    for state in SAID[:-1]:
        shown.append(Line(f"state:{need}:{state}", state, "known", State.NOT_KNOWN))
    unknown = State.NOT_KNOWN
    return [*shown, Line(f"state:{need}:{unknown}", unknown, ON_ROLL, unknown)]


def sums(question: str, need: str, cohorts: Iterable[Cohort]) -> list[Sum[Cell]]:
    """Give every way in which the cells of a table add up, also with counts it does not show.

    Every pupil is in exactly one of the cohorts besides all, so that these add up to all.
    """
    together = list(cohorts)
    found = [
        Sum((cohort, total), tuple((cohort, part) for part in addends))
        for cohort in together
        for total, addends in _sums_within(question, need)
    ]
    parts = [cohort for cohort in together if cohort != ALL]
    if parts and ALL in together:
        for name in {name for line in lines(question, need) for name in line[1:] if name}:
            if name != "components":
                found.append(Sum((ALL, name), tuple((cohort, name) for cohort in parts)))
    return found


def _sums_within(question: str, need: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield ON_ROLL, ("people", "unheard")
    for line in lines(question, ""):
        if line.denominator:
            yield line.denominator, (line.numerator, f"not {line.numerator}")
    if need:
        yield ON_ROLL, ("known", State.NOT_KNOWN)
        yield "known", SAID[:-1]
        for state in SAID[:-1]:
            yield "known", (state, f"not {state}")


def differences(question: str, need: str) -> list[tuple[str, str]]:
    """Give the pairs of cells where the first counts everybody in the second, and a few more.

    Who subtracts one from the other learns how many those few are.
    """
    pairs = [("known", "people"), ("names_nobody", State.NOBODY)] if need else []
    if question == "peer":
        pairs += [(one_way, "no_tie_either_way") for one_way in _NOBODY[:2]]
    return pairs


def about_ties(question: str) -> set[str]:
    """Give the cells that speak of those who answered, and are as small as they are few."""
    shown = {name for line in lines(question, "") for name in line[1:] if name}
    return shown - {"unheard"}
