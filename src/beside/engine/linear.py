"""A linear model as plain numbers: choices with a cost, and rules that limit sums of them.

It is what a constraint says of itself to a solver, and what a certificate is checked against.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """The sum of `coefficients` times the choices at `columns` is at most `most`."""

    rule: str
    who: str
    columns: Sequence[int]
    coefficients: Sequence[int]
    most: int


@dataclass(frozen=True)
class Model:
    """Choices at these costs; the cheapest that keep every row are best.

    Each is taken or not, or as often as `limits` says. `constant` is what it costs to take none.
    """

    costs: tuple[int, ...]
    rows: tuple[Row, ...]
    constant: int = 0
    limits: tuple[int, ...] = ()

    @property
    def most(self) -> tuple[int, ...]:
        """How often each may be taken."""
        return self.limits or (1,) * len(self.costs)

    def cost(self, taken: Sequence[int]) -> int:
        """What it costs to take each choice so often."""
        return self.constant + sum(c * n for c, n in zip(self.costs, taken, strict=True))

    def broken(self, taken: Sequence[int]) -> Iterator[Row]:
        """The rows that are not kept where each choice is taken so often."""
        for row in self.rows:
            pairs = zip(row.columns, row.coefficients, strict=True)
            if sum(coefficient * taken[column] for column, coefficient in pairs) > row.most:
                yield row
