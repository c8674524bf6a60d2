import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside.measures.interval import wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_range_is_that_of_published_tables(numerator, denominator, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), has 81 of 263 as 0.2553 to 0.3662."""
    assert wilson(numerator, denominator) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_its_ends_are_where_the_score_test_would_just_reject(case):
    numerator, denominator = case
    share, z = numerator / denominator, 1.959963984540054
    found = wilson(numerator, denominator)
    assert 0 <= found.low <= share <= found.high <= 1
    for end in found:
        score = (share - end) ** 2 * denominator
        assert score == pytest.approx(z * z * end * (1 - end), abs=1e-9)


def test_nobody_has_no_range_and_a_wider_one_is_surer():
    assert wilson(0, 0) is None
    assert wilson(3, 9, 0.99).high > wilson(3, 9).high


@pytest.mark.parametrize(
    ("asked", "refusal"), [((4, 3), "4 of 3"), ((-1, 3), "-1 of 3"), ((1, 3, 1.0), "not 1.0")]
)
def test_what_is_no_share_is_refused(asked, refusal):
    with pytest.raises(ValueError, match=refusal):
        wilson(*asked)
