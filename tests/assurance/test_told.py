"""The comparison behind the kills names what is lost, doubled or half there."""

import pytest

from tests.assurance import told

WHOLE = [(str(n), "Batch0", 4) for n in range(3)] + [(str(n), "Batch1", 4) for n in (3, 4)]


def test_nothing_lost_is_no_fault():
    assert told.faults_of_marks({"a": [["face"]], "b": [None, []]}, [("a", ["face"])]) == []
    assert told.faults_of_offers(["a"], [("a", 2, 1), ("b", 2, 1)]) == []
    assert told.faults_of_imports({"i": 1}, [("i", "applied"), ("j", "reading")]) == []
    assert told.faults_of_pupils(1, WHOLE, first=3, batch=2) == []


@pytest.mark.parametrize("knows", [["face"], ["family"]])
def test_either_answer_may_stand_where_nobody_could_tell(knows):
    assert told.faults_of_marks({"a": [["face"], ["family"]]}, [("a", knows)]) == []


@pytest.mark.parametrize("batch", [[], [("5", "Batch2", 4), ("6", "Batch2", 4)]])
def test_an_import_that_nobody_was_told_of_may_be_there_whole_or_not_at_all(batch):
    assert told.faults_of_pupils(1, [*WHOLE, *batch], first=3, batch=2) == []


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ([], "the mark of pupil a is lost: acknowledged ['face'], found None"),
        ([("a", [])], "the mark of pupil a is lost: acknowledged ['face'], found []"),
        ([("a", ["face"])] * 2, "the mark of pupil a is there 2 times"),
    ],
    ids=["lost", "an older answer", "doubled"],
)
def test_a_mark_that_does_not_stand_is_named(found, fault):
    assert told.faults_of_marks({"a": [["face"]]}, found) == [fault]


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ([], "the offer to pupil a is lost"),
        ([("a", 2, 1)] * 2, "the offer to pupil a is there 2 times"),
        ([("a", 1, 1)], "the offer to pupil a is half made: 1 follow-ups, 1 standings"),
        ([("a", 2, 0)], "the offer to pupil a is half made: 2 follow-ups, 0 standings"),
    ],
    ids=["lost", "doubled", "without a follow-up", "without a standing"],
)
def test_an_offer_that_is_lost_or_half_made_is_named(found, fault):
    assert told.faults_of_offers(["a"], found) == [fault]


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ([], "the approved import of Batch1 is lost"),
        ([("i", "applying")], "the approved import of Batch1 is applying"),
    ],
    ids=["lost", "never done"],
)
def test_an_approved_import_that_did_not_end_is_named(found, fault):
    assert told.faults_of_imports({"i": 1}, found) == [fault]


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (WHOLE[:3], "the import of Batch1 is lost: 0 of 2 pupils"),
        (WHOLE[:4], "the import of Batch1 is half applied: 1 of 2 pupils"),
        (WHOLE[1:], "the import of Batch0 is half applied: 2 of 3 pupils"),
        ([*WHOLE, ("5", "Batch2", 4)], "the import of Batch2 is half applied: 1 of 2 pupils"),
        ([*WHOLE[:4], ("3", "Batch1", 4)], "pupil 3 is there 2 times"),
        ([*WHOLE[:4], ("4", "Batch1", 2)], "pupil 4 is half brought in: 2 of 4 belongings"),
    ],
    ids=["lost", "half", "half of the first", "half of one untold", "doubled", "half a pupil"],
)
def test_an_import_that_is_lost_or_half_applied_is_named(found, fault):
    assert told.faults_of_pupils(1, found, first=3, batch=2) == [fault]
