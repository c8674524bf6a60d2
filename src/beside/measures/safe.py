"""Safe figures of coverage, for readers who do not know each pupil counted.

From the counts of a table (cohorts that share no pupil) every cell below a threshold is removed,
with as many others as keep it from being worked out (`suppression`), and what is left is rounded.
Counted as pupils without are the known less those with someone: where they are few, how many have
someone is removed too.
"""

from collections.abc import Mapping
from typing import NamedTuple

from beside.measures.suppression import Sum, publishable

ROUNDED_TO = 5
ALL = ""
_SHOWN = ("someone", "known", "not_known")


class Counts(NamedTuple):
    """How many have someone, of how many known, and of how many it is not known."""

    someone: int
    known: int
    not_known: int


class Safe(NamedTuple):
    """The same, rounded; None is kept back.

    `hint` says in a word why the numerator is, where the denominator is shown: nearly `all` have
    someone (fewer than the threshold have not), or only a `few` do (fewer than the threshold).
    """

    numerator: int | None
    denominator: int | None
    not_known: int | None
    hint: str = ""


def coverage(counts: Mapping[str, Counts], threshold: int) -> dict[str, Safe]:
    """Give what may be shown of each cohort, and of `ALL` of them where there are several.

    The sum is over every cohort of `counts`, so that it must hold all pupils once.
    """
    whole = dict(counts)
    if len(counts) > 1:
        whole[ALL] = Counts(*map(sum, zip(*counts.values(), strict=True)))
    cells = {
        (cohort, name): getattr(found, name) for cohort, found in whole.items() for name in _SHOWN
    }
    kept = publishable(cells, _sums(whole, counts), threshold)
    return {cohort: _safe(cohort, found, kept, threshold) for cohort, found in whole.items()}


Cell = tuple[str, str]


def _safe(cohort: str, counts: Counts, kept: set[Cell], threshold: int) -> Safe:
    someone, known, not_known = (
        _rounded(count) if (cohort, name) in kept else None
        for name, count in zip(_SHOWN, counts, strict=True)
    )
    is_hinted = someone is None and known is not None
    return Safe(someone, known, not_known, _hint(counts, threshold) if is_hinted else "")


def _hint(counts: Counts, threshold: int) -> str:
    if counts.known - counts.someone < threshold:
        return "all"
    return "few" if counts.someone < threshold else ""


def _sums(whole: Mapping[str, Counts], parts: Mapping[str, Counts]) -> list[Sum[Cell]]:
    found: list[Sum[Cell]] = [
        Sum((cohort, "known"), ((cohort, "someone"), (cohort, "without"))) for cohort in whole
    ]
    if len(parts) > 1:
        found += [Sum((ALL, name), tuple((each, name) for each in parts)) for name in _SHOWN]
    return found


def _rounded(count: int) -> int:
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
