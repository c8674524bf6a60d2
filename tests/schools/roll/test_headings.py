"""What a heading of an office's own sheet says a column holds."""

import pytest

from beside.schools.roll.columns import guess_columns, is_carer_title


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Contact 1 Name", "Contact 1 Email"], ["carer:contact1:name", "carer:contact1:email"]),
        (
            ["Priority 1 Contact", "Priority 1 Email"],
            ["carer:contact1:any", "carer:contact1:email"],
        ),
        (["First contact name", "2nd contact"], ["carer:contact1:name", "carer:contact2:any"]),
        (["Priority 2 Contact", "Relationship"], ["carer:contact2:any", "carer:contact2:relation"]),
        (["First name", "Surname"], ["given_name", "family_name"]),
    ],
)
def test_a_contact_has_its_number_wherever_it_stands(header, expected):
    assert list(guess_columns(header).values()) == expected


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Parental Responsibility", True),
        ("Court Order", True),
        ("Contact 2 mobile", True),
        ("Lives with", True),
        ("UPN", False),
        ("Date of birth", False),
        ("Locker", False),
    ],
)
def test_a_heading_is_about_a_carer_whether_it_is_read_or_not(title, about):
    assert is_carer_title(title) is about
