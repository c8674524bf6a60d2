"""Which contact is a parent or carer, and what of a child's status is never told."""

import pytest

from beside.schools.roll.families import is_careful, is_family, relation_word

FAMILY = "Mother|father|Step-mother|Parent/Guardian|Uncle|Other Relative|Legal Guardian|Carer|"
NONE = "Friend|Family Friend|Doctor|Social Worker|Childminder|Emergency Contact|Neighbour"
UNKNOWN = "Godfather|Landlady|PAL"


@pytest.mark.parametrize(
    ("words", "family"), [(FAMILY, True), (NONE, False), (UNKNOWN, None)], ids=str
)
def test_words_that_are_not_known_are_never_decided(words, family):
    assert {is_family(word) for word in words.split("|")} == {family}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Foster Mother", "carer"),
        ("Adoptive Father", "father"),
        ("Special Guardian", "guardian"),
        ("Great Aunt", "great aunt"),
    ],
)
def test_a_relation_is_kept_as_said_but_for_care(said, kept):
    assert relation_word(said) == kept


@pytest.mark.parametrize(
    "text", ["court order", "NO CONTACT", "do not contact", "Adoptive mother", "foster father"]
)
def test_words_of_courts_and_care_ask_for_the_lead(text):
    assert is_careful(text)


@pytest.mark.parametrize("text", ["Mother", "Ann Court", "Emergency contact", ""])
def test_plain_words_and_names_do_not(text):
    assert not is_careful(text)


def test_a_family_may_be_called_foster():
    assert not is_careful("Mother", "Ann", "Foster")
