"""Work that is done again because its worker was killed after it: done three times, it is once."""

import uuid

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import TestCase
from procrastinate.contrib.django import app

from beside.access import scopes
from beside.access.actor import role
from beside.rights import Role
from beside.schools.models import Approval, Held, RollImport
from tests.factories import NOW, act
from tests.test_urls import places  # noqa: F401
from tests.ties.joining import give_address

pytestmark = pytest.mark.django_db

# Held elsewhere: a process of its own, and work that only puts other work into the queue again.
ELSEWHERE = {
    "home.nightly": "tests/server/backup/test_nightly.py",
    "home.retry_stalled": "tests/assurance/test_hundred_kills.py",
}
BY_THE_CLOCK = (
    *("ties.morning_mail", "ties.figures", "schools.apply_due_changes", "schools.ask_wonde"),
    *("safeguarding.climb", "safeguarding.clear", "safeguarding.begin_blocks"),
)
# These change something in the world of these tests, or this proves nothing.
DO_SOMETHING = {
    *("safeguarding.climb", "ties.mail_door_code", "safeguarding.tell"),
    *("schools.plan_import", "schools.apply_import", "schools.mail_invitation"),
}
TABLES = """
SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'audit_%' ORDER BY 1
"""
FIRST = {"school": "New", "given_name": "Kim", "family_name": "Kaur", "email": "kim@example.org"}


def arguments(name: str, place) -> dict:
    """What a job of this name is given in the world of these tests."""
    if name in BY_THE_CLOCK:
        return {"timestamp": 0}
    if name == "schools.decide_held":
        return {"held_id": str(held(place))}
    ids, people = place.ids, place.people
    survey, staff = str(ids["round"]), str(people["staff"].pk)
    return {
        "ties.mail_door_code": {"round_id": survey, "person": staff, "address": "http://x/"},
        "ties.mail_families": {
            "round_id": survey,
            "numbers": {str(people["parent"].pk): 1},
            "language": "en",
            "address": "http://x/",
        },
        "ties.mail_reminders": {"round_id": survey, "staff": [staff], "tutors": []},
        "schools.plan_import": {"import_id": str(ids["import"])},
        "schools.apply_import": {"import_id": str(ids["import"]), "accept": []},
        "schools.take_back": {"import_id": str(ids["import"]), "apply": True},
        "schools.mail_invitation": {
            "person": staff,
            "by": str(people["office"].pk),
            "address": "http://x/",
        },
        "home.make_first_school": FIRST | {"token_hash": "a" * 64},
        "placement.solve": {"run_id": str(ids["run"])},
        "timetable.say_why": {"run_id": str(ids["run"])},
        "enrichment.say_why": {"run_id": str(ids["teamrun"])},
        "timetable.fill": {"session_id": str(ids["session"])},
        "safeguarding.tell": {"people": [staff], "about": "new", "key": str(ids["concern"])},
    }[name]


def held(place) -> uuid.UUID:
    """A right that waits, with a yes of another person."""
    with role(Role.ROLL):
        found = Held.objects.create(
            school=place.small.school,
            scope_id=scopes.adults(place.small.school.pk),
            held_key="tutors",
            rule="tutors",
            people=[place.people["staff"].pk],
            asked_by_id=place.people["office"].pk,
            asked_at=NOW,
        )
    act(place.people["safeguarding_lead"])
    fields = {"scope_id": found.scope_id, "by_id": place.people["safeguarding_lead"].pk}
    Approval.objects.bulk_create([Approval(held=found, yes=True, at=NOW, **fields)])
    act(None)
    return found.pk


def state() -> dict[str, str]:
    """Every table as one figure, and the mails that went out."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(
                f"SELECT count(*), md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{name}\" t"
            )
            found[name] = cursor.fetchone()
        cursor.execute("SET ROLE beside_app")
    return found | {"mails": [(each.to, each.subject) for each in mail.outbox]}


NAMES = sorted(name for name in app.tasks if "." in name and "builtin" not in name)


def ready(name: str, place) -> None:
    """Bring an import to where this job takes it up."""
    steps = {"schools.apply_import": 1, "schools.take_back": 2}.get(name, 0)
    for step in ("plan_import", "apply_import")[:steps]:
        app.tasks[f"schools.{step}"].func(**arguments(f"schools.{step}", place))
        if step == "plan_import":
            with role(Role.ROLL):
                RollImport.objects.filter(pk=place.ids["import"]).update(status="applying")
    act(None)


def done(name: str, given: dict) -> dict:
    """What stands after a job was done, mails that waited for its end too."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        app.tasks[name].func(**given)
    act(None)
    return state()


def test_every_job_done_three_times_is_done_once(places):  # noqa: F811
    here, _there = places
    give_address(*here.people.values())
    with role(Role.ROLL):
        RollImport.objects.filter(pk=here.ids["import"]).update(status="reading")
    doubled, idle = {}, set()
    for name in sorted(set(NAMES) - set(ELSEWHERE)):
        before = transaction.savepoint()
        mail.outbox.clear()
        ready(name, here)
        given = arguments(name, here)
        was, once = state(), done(name, given)
        for _again in range(2):
            if (again := done(name, given)) != once:
                doubled[name] = [table for table in once if again[table] != once[table]]
        if once == was:
            idle.add(name)
        transaction.savepoint_rollback(before)
    assert doubled == {}
    assert idle & DO_SOMETHING == set()
