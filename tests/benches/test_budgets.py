"""The verdict of a bench: over its budget, or asking more of the database when the school grows."""

import pytest

from tests.benches.budgets import over_budget


def _page(size: int, *, p95_ms: float = 100, queries: int = 12) -> dict:
    line = {"problem": "pages", "size": size, "seed": 0, "method": "year"}
    return line | {"p95_ms": p95_ms, "queries": queries}


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([_page(300), _page(2300)], 0),
        ([_page(300), _page(2300, p95_ms=150)], 0),
        ([_page(300), _page(2300, p95_ms=150.1)], 1),
        ([_page(300, p95_ms=900), _page(2300)], 0),
        ([_page(300, queries=16), _page(2300, queries=16)], 1),
        ([_page(300, queries=11), _page(2300, queries=12)], 1),
    ],
    ids=["within", "at the edge", "too slow", "small is not judged", "too many", "growing"],
)
def test_what_is_over_its_budget_is_said(lines, faults):
    assert len(over_budget(lines)) == faults
