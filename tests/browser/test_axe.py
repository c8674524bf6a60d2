"""The main pages on a phone."""

import pytest

from tests.browser.looking import faults
from tests.browser.pages import MAIN, PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("role", "name"), MAIN)
def test_a_main_page_is_whole_on_a_phone(as_role, ids, role, name):
    hand = as_role(role, 390)
    hand.go(PAGES[role][name].format_map(ids))
    assert faults(hand) == []
