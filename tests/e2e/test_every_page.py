"""Every page of every role at three widths."""

import pytest

from tests.browser.looking import faults_at_every_width
from tests.browser.pages import EVERY, PAGES

pytestmark = pytest.mark.e2e
# A browser says on its console that a page was not there, or that a form was refused.
REFUSED = {
    "wrong code": 422,
    "card, wrong code": 422,
    "letter not known": 422,
    "invitation not known": 404,
}


@pytest.mark.parametrize(("role", "name"), EVERY)
def test_a_page_is_whole(as_role, more_ids, role, name):
    hand = as_role(role)
    hand.go(PAGES[role][name].format_map(more_ids))
    answered = [REFUSED[name]] if name in REFUSED else []
    assert faults_at_every_width(hand, *answered) == []
