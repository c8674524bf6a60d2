"""Finding people by name while answering."""

import pytest
from django.db import connection

from beside.access.actor import role
from beside.access.models import Block
from beside.access.routines import with_parts
from beside.rights import Role
from beside.ties import naming
from tests.access.rows import write_as_owner
from tests.factories import act
from tests.ties.survey import Survey

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("le", ["Leo Gill"]),
        ("gill", ["Leo Gill"]),
        ("g le", ["Leo Gill"]),
        ("LEO", ["Leo Gill"]),
        ("l", []),
        ("%%", []),
        ("__", []),
        ("isla", []),
        ("ann", []),
        ("o'b", ["Zoë O'Brien"]),
        ("zoë o'brien", ["Zoë O'Brien"]),
        ("brien", ["Zoë O'Brien"]),
        ("zoe obrein", ["Zoë O'Brien"]),
        ("Mr Gil", ["Leo Gill"]),
        ("Gill, Leo", ["Leo Gill"]),
        ("mr", []),
        ("':*", []),
        ("ل", []),
        ("لي", ["ليلى Haddad"]),
        ("leo" * 2000, []),
        ("leo " * 2000, ["Leo Gill"]),
        ("le & gi | !zz", []),
        ("\\", []),
    ],
)
def test_a_name_is_found_as_people_type_it(typed, found):
    survey = Survey()
    for name in ("Zoë O'Brien", "ليلى Haddad"):
        survey.made.pupil(name, group=survey.group)
    survey.made.settle()
    act(survey.isla)
    assert [each.name for each in naming.find(survey.round.pk, "peer", typed)] == found


def test_two_who_are_kept_apart_do_not_find_each_other():
    survey = Survey()
    write_as_owner(Block, [Block(actor_id=survey.bo.pk, pupil_id=survey.isla.pk)])
    act(survey.isla)
    assert naming.find(survey.round.pk, "adult", "bo") == []
    assert naming.names(survey.round.pk, [survey.bo.pk]) == {}
    act(survey.leo)
    assert [each.name for each in naming.find(survey.round.pk, "adult", "bo")] == ["Bo Lund"]


def test_a_name_is_read_from_the_index_so_that_a_large_school_costs_no_more():
    with role(Role.MEASURE), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            with_parts("EXPLAIN {{found_by_name}}")
            .replace("p_exact", "'{^le}'")
            .replace("p_near", "'{le}'")
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert plan.count("Index Scan on person_name_keys") == 2
