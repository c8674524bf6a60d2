"""The comparison behind the kills sees what is lost, doubled or half there."""

import pytest

from tests.assurance import told

WHOLE = [(str(n), "Batch0", 4) for n in range(3)] + [(str(n), "Batch1", 4) for n in (3, 4)]


def test_nothing_lost_is_no_fault():
    assert told.lost_marks({"a": [["face"]], "b": [None, []]}, [("a", ["face"])]) == []
    assert told.lost_offers(["a"], [("a", 2, 1), ("b", 2, 1)]) == []
    assert told.lost_pupils(1, WHOLE, first=3, batch=2) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "the mark of pupil a is None and was [['face']]"),
        ([("a", ["family"])], "the mark of pupil a is ['family']"),
        ([("a", ["face"]), ("a", ["face"])], "pupil a is marked twice"),
    ],
    ids=["lost", "an older answer", "doubled"],
)
def test_a_mark_that_does_not_stand_is_named(found, words):
    (fault,) = told.lost_marks({"a": [["face"]]}, found)
    assert words in fault


@pytest.mark.parametrize(
    ("found", "words"),
    [([], "is gone"), ([("a", 1, 1)], "1 follow-ups"), ([("a", 2, 2)], "2 standings")],
)
def test_an_offer_that_is_gone_or_half_made_is_named(found, words):
    (fault,) = told.lost_offers(["a"], found)
    assert words in fault


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (WHOLE[:3], "Batch1 has 0 pupils and had 2"),
        (WHOLE[:4], "Batch1 has 1 pupils and had 2"),
        ([*WHOLE, ("3", "Batch1", 4)], "Batch1 has 3 pupils"),
        ([*WHOLE, ("5", "Batch2", 4)], "Batch2 came in half"),
        ([*WHOLE[:4], ("4", "Batch1", 2)], "pupil 4 belongs to 2 scopes"),
    ],
    ids=[
        "batch lost",
        "half applied",
        "doubled",
        "half of one nobody was told of",
        "pupil in part",
    ],
)
def test_an_import_that_is_lost_or_half_applied_is_named(found, words):
    (fault,) = told.lost_pupils(1, found, first=3, batch=2)
    assert words in fault
