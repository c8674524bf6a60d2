"""Who is at the school, by what stands under Status, Leaver or On roll."""

import pytest

from beside.schools.roll.on_roll import has_left, is_not_here_yet

LEFT, HERE, TO_COME = (True, False), (False, False), (False, True)


@pytest.mark.parametrize(
    ("title", "cell", "is_"),
    [
        ("Status", "Left", LEFT),
        ("Status", "Leaver", LEFT),
        ("Status", "Transferred", LEFT),
        ("Status", "transferred out", LEFT),
        ("Status", "Transferred to Mill Lane", LEFT),
        ("Status", "Transferred in", HERE),
        ("Status", "Transferred from Mill Lane", HERE),
        ("Status", "Transferred information", LEFT),
        ("Status", "Left, re-admitted", HERE),
        ("Status", "Left in May, returned in June", HERE),
        ("Status", "Current", HERE),
        ("Leaver", "Yes", LEFT),
        ("Leaver", "No", HERE),
        ("On roll", "N", LEFT),
        ("On roll", "Y", HERE),
        ("Status", "Applicant", TO_COME),
        ("Status", "Future", TO_COME),
        ("Status", "Pending transfer in", TO_COME),
        ("Status", "Future leaver", HERE),
        ("Status", "Pending withdrawal", HERE),
        ("Status", "Applied to leave", HERE),
    ],
)
def test_a_cell_says_who_is_there(title, cell, is_):
    assert (has_left(title, cell), is_not_here_yet(cell)) == is_
