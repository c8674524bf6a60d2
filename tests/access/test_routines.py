"""The SQL of the apps: every file is read, put together, and missed in the database when it changes."""

import pytest
from django.db import connection

from beside.access import drift, routines
from beside.access.rowpolicies import statements
from beside.rights import Book, Line


def standing() -> list[str]:
    return [line for line in drift.drift() if "has a policy tests " not in line]


def as_owner(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute(text)
        cursor.execute("SET LOCAL ROLE beside_app")


@pytest.mark.django_db
@pytest.mark.parametrize("routine", routines.routines(), ids=lambda each: each.name)
def test_another_body_of_a_routine_is_missed(routine):
    other = routine.text.replace("$$", "$$ /* another */", 1)
    as_owner(other)
    assert standing() == [f"the function {routine.name} is not the one of its file"]


@pytest.mark.django_db
def test_another_owner_is_missed():
    as_owner("ALTER FUNCTION ties_begun OWNER TO beside_owner")
    assert standing() == [
        "the function ties_begun belongs to beside_owner and not to beside_reckoner"
    ]


@pytest.mark.django_db
def test_a_function_that_no_file_knows_is_named():
    as_owner("CREATE FUNCTION safeguarding_remove_talks() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    assert standing() == ["there is a function safeguarding_remove_talks that no file knows"]


@pytest.mark.django_db
def test_a_trigger_taken_off_is_missed():
    as_owner("DROP TRIGGER ties_promise ON ties_round")
    assert standing() == ["ties_round lacks its trigger ties_promise"]


def test_nothing_is_left_to_put_in():
    assert not [text for text in statements() if "{{" in text]


def test_a_part_is_put_in_with_its_value():
    assert routines.with_parts("{{in_force:e}}").startswith("(e.starts IS NULL OR e.starts <= ")


def test_an_unknown_part_is_named():
    with pytest.raises(routines.BadRoutine, match=r"nowhere\.sql"):
        routines.with_parts("SELECT {{nowhere}}")


def test_two_lines_of_a_kind_say_the_same():
    with pytest.raises(ValueError, match="two lines of seat"):
        Book([Line("seat", read="self"), Line("seat", read="self tutor")])


def test_a_line_knows_its_words():
    with pytest.raises(ValueError, match="nobody"):
        Line("seat", read="nobody")
    with pytest.raises(TypeError, match="no retention"):
        Line("seat", retention=3)
