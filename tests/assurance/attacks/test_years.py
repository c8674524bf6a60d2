"""A head of year organises their own year."""

import pytest

from tests.assurance.attacks.doors import group_id

pytestmark = pytest.mark.assurance


def test_a_head_of_year_opens_no_letters_of_another_year(school):
    reid, group = school.visitor("reid"), group_id(school, "7AI")
    rounds = school.sql("SELECT id FROM ties_round WHERE 'carer_staff' = ANY(questions)")
    assert {reid.get(f"/surveys/{each}/letters/{group}/").status for (each,) in rounds} == {404}
