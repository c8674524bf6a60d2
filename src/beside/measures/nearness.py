"""Whether pupils who named each other were near each other, where badges measured that.

Pairs count, whoever of the two named the other, among pupils who answered and wore a badge: what
was measured stands beside what was said, and neither is counted as the other.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Near(NamedTuple):
    """Of `wore` pupils: their `pairs`, those `near` each other, those `named`, and both."""

    wore: int = 0
    pairs: int = 0
    near: int = 0
    named: int = 0
    named_near: int = 0


def near(
    wearers: Sequence[Sequence[Any]],
    measured: Sequence[Sequence[Any]],
    arcs: Sequence[Sequence[Any]],
) -> Near:
    """Count the pairs; `wearers` are rows of a person, `measured` and `arcs` of two."""
    wore = {person for (person,) in wearers}
    met, named = _pairs(measured, wore), _pairs(arcs, wore)
    pairs = len(wore) * (len(wore) - 1) // 2
    return Near(len(wore), pairs, len(met), len(named), len(met & named))


def _pairs(rows: Sequence[Sequence[Any]], people: set[Any]) -> set[frozenset[Any]]:
    return {frozenset(pair) for pair in map(tuple, rows) if people.issuperset(pair)}
