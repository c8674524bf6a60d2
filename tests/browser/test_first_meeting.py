"""From an empty system to the first “I’ll get to know ...” in four browsers, first time."""

import pytest

from tests.browser.meeting import MARKED

pytestmark = pytest.mark.browser


def test_the_first_meeting_works_first_time_and_says_what_it_cost(meeting, capsys):
    with capsys.disabled():
        print(f"\n{meeting.report()}")
    complaints = [hand.complaints for hand in (meeting.organiser, *meeting.colleagues)]
    assert complaints == [[], [], [], []]


def test_the_organiser_needs_few_clicks_from_nothing_to_the_list(meeting):
    assert meeting.organiser.clicks <= 25


def test_marking_a_pupil_takes_at_most_three_keys_and_is_kept_at_once(meeting):
    marking = next(keys for step, _clicks, keys in meeting.steps if step.startswith("Mark"))
    assert marking <= MARKED * 3
    assert meeting.marking_seconds < 20


def test_the_colleague_gets_a_slip_with_the_name_and_both_days(meeting):
    first_name = meeting.said["offer"].removeprefix("I’ll get to know ").strip()
    assert f"You will get to know {first_name}" in meeting.said["slip"]
    assert "We look again on" in meeting.said["slip"]


def test_the_projector_shows_counts_and_no_name(meeting):
    assert "3 of 4 done" in meeting.said["screen"]
    first_name = meeting.said["offer"].removeprefix("I’ll get to know ").strip()
    assert first_name not in meeting.said["screen"]


def test_the_first_page_then_lists_who_has_nobody(meeting):
    assert "I’ll get to know" in meeting.said["home"]
