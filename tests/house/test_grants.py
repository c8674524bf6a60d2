"""What the app's own role may not do, whatever it is made to say."""

from contextlib import nullcontext

import pytest
from django.db import DatabaseError, connection, transaction

from beside.schools.models import RollImport
from beside.schools.rules import finding
from tests.factories import TODAY, Small, act

pytestmark = pytest.mark.django_db


def tried(sql: str, *values) -> str:
    """The state with which the database refuses, or nothing where it does not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as fault:
        return fault.__cause__.sqlstate
    return ""


JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
    " VALUES ('default', %s, '{}', %s)"
)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT setval('audit_change_id_seq', 1)",
        "SELECT nextval('audit_change_id_seq')",
        "SELECT setval('procrastinate_jobs_id_seq', 1)",
        "UPDATE procrastinate_jobs SET args = '{}'",
        "DELETE FROM procrastinate_jobs",
        "SELECT id FROM procrastinate_workers",
        "UPDATE procrastinate_workers SET last_heartbeat = now()",
        "DELETE FROM procrastinate_workers",
        "UPDATE safeguarding_helpline SET number = '1'",
        "INSERT INTO safeguarding_helpline (id) VALUES (gen_random_uuid())",
        "UPDATE schools_school SET name = 'x'",
        "INSERT INTO schools_group (id) VALUES (gen_random_uuid())",
        "UPDATE audit_change SET why = 'x'",
        "INSERT INTO audit_change (why) VALUES ('x')",
        "SELECT beside_apart_from(gen_random_uuid(), current_date)",
    ],
)
def test_it_is_refused(sql):
    assert tried(sql) in ("42501", "42703"), sql


@pytest.mark.parametrize(
    ("task", "status", "refused"),
    [
        ("schools.plan_import", "todo", ""),
        ("schools.plan_import", "doing", "42501"),
        ("home.nightly", "todo", "42501"),
        ("anything", "todo", "42501"),
    ],
)
def test_only_our_own_work_is_asked_for_and_not_the_clocks(task, status, refused):
    assert tried(JOB, task, status) == refused


def test_no_function_of_ours_is_everybodys():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace"
            " AND has_function_privilege('public', p.oid, 'EXECUTE')"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        assert cursor.fetchall() == []


def test_who_organises_nothing_changes_no_survey():
    school = Small()
    round_ = school.round(status="open", ended_at=None)
    teacher, lead = school.adult("Ann Okafor"), school.adult("Joan Reid", "organiser")
    school.settle()
    act(teacher)
    assert tried("UPDATE ties_round SET status = 'closed' WHERE id = %s", round_.pk) == "42501"
    act(None)
    assert tried("UPDATE ties_round SET status = 'closed' WHERE id = %s", round_.pk) == "42501"
    act(lead)
    assert tried("UPDATE ties_round SET status = 'closed' WHERE id = %s", round_.pk) == ""


def test_who_keeps_no_roll_brings_none_in():
    school = Small()
    teacher, office = school.adult("Ann Okafor"), school.adult("Simran Kaur", "office")
    school.settle()
    for who, refused in ((teacher, True), (office, False)):
        act(who)
        made = RollImport(school=school.school, by_id=who.pk, file_name="a.csv", content=b"")
        with pytest.raises(DatabaseError) if refused else nullcontext(), transaction.atomic():
            RollImport.objects.bulk_create([made])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT timetable_required(gen_random_uuid(), gen_random_uuid())",
        "SELECT count(*) FROM enrichment_asked(gen_random_uuid())",
        "SELECT count(*) FROM ties_with_room(ARRAY[gen_random_uuid()])",
    ],
)
def test_a_function_answers_nobody_who_does_not_act(sql):
    act(None)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.fetchone() == (0,)


def test_the_worker_is_nothing_until_it_says_what():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'procrastinate%%'"
            " AND has_table_privilege('beside_worker', c.oid, 'SELECT')"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT pg_has_role('beside_worker', 'beside_roll', 'MEMBER')")
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize(
    ("acts", "what", "refused"),
    [
        (True, "safeguarding.concern_read", ""),
        (False, "safeguarding.concern_read", "42501"),
        (True, "schools.export_roll", "42501"),
        (False, "states", "42501"),
    ],
)
def test_a_page_records_no_command_of_the_operators(acts, what, refused):
    act(Small().adult("Ann Okafor") if acts else None)
    assert tried("SELECT audit_command(%s, '{}'::jsonb)", what) == refused


def test_what_a_function_tells_of_a_school_it_tells_those_at_that_school():
    here, there = Small(), Small("Vale School")
    here.pupil("Amina Yusuf")
    lead, teacher = here.proven(), here.adult("Ann Okafor")
    ended = here.adult("Ed Moss", "organiser", ends=TODAY)
    chair, stranger = here.adult("Una Chai", "chair"), there.adult("Omar Lane", "organiser")
    fellow = here.pupil("Leo Dunn")
    here.settle()
    there.settle()
    named = ("SELECT schools_pupils_named(%s, %s, %s)", here.school.pk, *finding.keys("amina"))
    reached = ("SELECT safeguarding_reached(%s)", here.school.pk)
    told = {}
    for who in (fellow, chair, stranger, ended, teacher, lead):
        act(who)
        told[who] = [bool(_rows(*each)) for each in (named, reached)]
    assert [told[each] for each in (fellow, chair, stranger, ended)] == [[False, False]] * 4
    assert told[teacher] == [True, False] and told[lead] == [True, True]


def _rows(sql: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
