"""Safe figures: nothing small is shown, and nothing small can be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from beside.measures import safe
from beside.measures.safe import Counts, Safe


def test_a_table_in_words():
    found = safe.coverage(
        {"7": Counts(61, 80, 20), "8": Counts(78, 80, 3), "9": Counts(2, 30, 12)}, 5
    )
    assert found["8"].numerator is None
    assert found["8"].hint == "all"
    assert found["8"].not_known is None
    assert (found["9"].numerator, found["9"].hint) == (None, "few")


def test_one_cohort_alone_is_rounded():
    assert safe.coverage({"": Counts(61, 83, 22)}, 5) == {"": Safe(60, 85, 20)}


def test_no_pupils_give_no_figures():
    assert safe.coverage({}, 5) == {}


COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).map(
    lambda each: Counts(each[0], each[0] + each[1], each[2])
)


@given(
    st.dictionaries(st.sampled_from(["7", "8", "9", "10"]), COUNTS, min_size=1),
    st.sampled_from([5, 10]),
)
def test_nothing_small_is_shown_nor_left_alone(counts, threshold):
    found = safe.coverage(counts, threshold)
    whole = dict(counts)
    if len(counts) > 1:
        whole[safe.ALL] = Counts(*map(sum, zip(*counts.values(), strict=True)))
    for cohort, shown in found.items():
        true = whole[cohort]
        for value, count in zip(shown[:3], true, strict=True):
            assert value is None or (count >= threshold and abs(value - count) <= 2)
        if shown.numerator is not None and shown.denominator is not None:
            assert true.known - true.someone >= threshold
            assert shown.numerator <= shown.denominator
    if len(counts) > 1:
        for place in range(3):
            kept_back = [name for name in counts if found[name][place] is None]
            if found[safe.ALL][place] is not None and kept_back:
                assert sum(whole[name][place] for name in kept_back) >= threshold
