"""Which cells of a table each figure shows, and the sums that link these cells.

Statistical disclosure control (`suppression`) needs both. A cell is one count of one cohort, such
as the respondents of year 7. Figures share cells (every "nobody" measure has the same denominator),
so suppressing a cell removes it from all of them. The cell `people` counts the pupils who answered,
`unheard` the others on the roll, and `not X` the remainder of a sum, which no figure shows.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from beside.measures.states import SURVEY_STATES, State
from beside.measures.suppression import Sum

Cohort = tuple[int, str]
Cell = tuple[Cohort, str]
ALL: Cohort = (0, "all")
ON_ROLL = "on_roll"
_NOBODY = ("named_by_nobody", "names_nobody", "no_tie_either_way")


class Line(NamedTuple):
    """A measure and the names of the cells it shows. Without a denominator it is a count."""

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

    Only in the question about peers are the same people asked and named, so only there are ties
    reciprocated, pupils named by nobody, and components. `need` is empty where the question
    belongs to none.
    """
    shown = [_LINES[name] for name in (_OF_PEERS if question == "peer" else _OF_OTHERS)]
    if not need:
        return shown
    shown.append(Line(f"coverage:{need}", State.BOTH, "known", State.NOT_KNOWN))
    for state in SURVEY_STATES[:-1]:
        shown.append(Line(f"state:{need}:{state}", state, "known", State.NOT_KNOWN))
    unknown = State.NOT_KNOWN
    return [*shown, Line(f"state:{need}:{unknown}", unknown, ON_ROLL, unknown)]


def sums(question: str, need: str, cohorts: Iterable[Cohort]) -> list[Sum[Cell]]:
    """Give every sum that holds between cells of a table, with counts that it does not show.

    Where `ALL` is among the cohorts, every pupil must be in exactly one of the others.
    """
    listed = list(cohorts)
    found = [
        Sum((cohort, total), tuple((cohort, part) for part in addends))
        for cohort in listed
        for total, addends in _sums_within(question, need)
    ]
    parts = [cohort for cohort in listed if cohort != ALL]
    if parts and ALL in listed:
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
        yield "known", SURVEY_STATES[:-1]
        for state in SURVEY_STATES[:-1]:
            yield "known", (state, f"not {state}")


def differences(question: str, need: str) -> list[tuple[str, str]]:
    """Give the pairs of cells (larger, smaller) where the first counts all pupils of the second.

    Their difference is a count too, which anybody can work out, so it must be protected as well.
    """
    pairs = [("known", "people"), ("names_nobody", State.NOBODY)] if need else []
    if question == "peer":
        pairs += [(one_way, "no_tie_either_way") for one_way in _NOBODY[:2]]
    return pairs


def respondent_cells(question: str) -> set[str]:
    """Give the cells about the pupils who answered: how many they are and what ties they have.

    Where too few pupils answered, all of these are withheld, however large the count.
    """
    shown = {name for line in lines(question, "") for name in line[1:] if name}
    return shown - {"unheard"}
