"""Finding a person by a name as people type it."""

from collections import Counter
from random import Random

import pytest
from django.db import connection

from beside.schools.rules import finding
from tests.schools.misspelt import misspelt, names

PUPILS, MISSPELT = 2300, 500


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ms Okafor", ["Ifeoma Okafor"]),
        ("okafro", ["Ifeoma Okafor"]),
        ("okaf", ["Ifeoma Okafor"]),
        ("Okafor, Ifeoma", ["Ifeoma Okafor"]),
        ("abdi rahman", ["Abdirahman Warsame"]),
        ("Abdulrahman", ["Abdirahman Warsame"]),
        ("lukasz", ["Łukasz Wiśniewski"]),
        ("wisniewski", ["Łukasz Wiśniewski"]),
        ("kathryn", ["Catherine Lane"]),
        ("kate lane", ["Catherine Lane"]),
        ("obrien", ["Zoë O’Brien"]),
        ("zoe o brien", ["Zoë O’Brien"]),
        ("smith jones", ["Ann-Marie Smith-Jones"]),
        ("ann marie", ["Ann-Marie Smith-Jones"]),
        ("annmarie", ["Ann-Marie Smith-Jones"]),
        ("Елена", ["Елена Петрова"]),
        ("петрва", ["Елена Петрова"]),
        ("o", []),
        ("Mr", []),
        ("xyzzy", []),
        ("okafor lane", []),
        ("", []),
    ],
)
def test_the_nearest_name_is_found(typed, found):
    people = [
        "Ifeoma Okafor",
        "Abdirahman Warsame",
        "Łukasz Wiśniewski",
        "Catherine Lane",
        "Zoë O’Brien",
        "Ann-Marie Smith-Jones",
        "Елена Петрова",
    ]
    assert finding.nearest(_candidates(_keys(people), typed), typed, str, 3) == found


def test_of_500_misspelt_names_95_in_100_are_among_the_first_three():
    chance = Random(2300)
    people = _keys(names(PUPILS, chance))
    missed: Counter[str] = Counter()
    for _each in range(MISSPELT):
        meant = chance.choice(list(people))
        how, typed = misspelt(meant, chance)
        found = finding.nearest(_candidates(people, typed), typed, str, 3)
        missed[how] += not any(_is_meant(how, meant, each) for each in found)
    assert missed.total() <= MISSPELT * 0.05, missed


@pytest.mark.django_db
def test_the_database_has_the_keys_that_are_looked_for():
    people = [
        *names(300, Random(1)),
        "Łukasz ßtraße",
        "İpek Ħ",
        "O'Brien-Æsc",
        "X",
        "Phoebe  Quick",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, schools_name_keys(n) FROM unnest(%s::text[]) n", [people])
        found = {name: set(keys) for name, keys in cursor.fetchall()}
    assert found == _keys(people)


def _keys(people: list[str]) -> dict[str, set[str]]:
    return {name: finding.name_keys(name) for name in people}


def _candidates(people: dict[str, set[str]], typed: str) -> list[str]:
    wanted = {key for keys in finding.keys(typed) for key in keys}
    return [name for name, keys in people.items() if not wanted.isdisjoint(keys)]


def _is_meant(how: str, meant: str, found: str) -> bool:
    """With a title no first name was typed, so that another of the family is right as well."""
    if how == "with_a_title":
        return found.split()[-1] == meant.split()[-1]
    return found == meant
