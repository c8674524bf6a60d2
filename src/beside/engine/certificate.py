"""Checking that nothing can be cheaper, with additions alone.

Give every row of a linear model a price of at least nothing for each unit of its limit. Whoever may
break rows at these prices, and takes each choice all it may where it then costs less than nothing,
pays at most what any allocation costs that keeps every row. So any prices prove a bound, the best
prices the best one: weak duality of linear programming (Dantzig, Linear Programming and Extensions,
1963, chapter 6). No solver is asked and nothing is rounded: prices are whole numbers of a
`SCALE`th.
"""

from collections.abc import Sequence

from beside.engine.linear import Model

SCALE = 1_000_000


class WrongPrices(ValueError):
    """Prices that prove nothing: too many, too few, or one below nothing."""


def bound(model: Model, prices: Sequence[int]) -> int:
    """The whole number that no allocation keeping every row can cost less than.

    `prices` holds for each row of the model a price in `SCALE`ths.
    """
    if len(prices) != len(model.rows) or any(price < 0 for price in prices):
        raise WrongPrices(f"{len(prices)} prices for {len(model.rows)} rows, none below 0.")
    reduced = [cost * SCALE for cost in model.costs]
    paid = 0
    for row, price in zip(model.rows, prices, strict=True):
        if price:
            paid += price * row.most
            for column, coefficient in zip(row.columns, row.coefficients, strict=True):
                reduced[column] += price * coefficient
    saved = sum(each * n for each, n in zip(reduced, model.most, strict=True) if each < 0)
    return model.constant + ceil_div(saved - paid, SCALE)


def ceil_div(value: int, by: int) -> int:
    """The smallest whole number that is at least `value` divided by `by`."""
    return -(-value // by)
