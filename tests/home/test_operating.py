"""How Beside runs: what the operator's page says, and what watches over Beside is told."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils.timezone import now
from procrastinate.jobs import Job

from beside.home import operating, rules
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("last", "overdue"),
    [
        (None, True),
        (LATER - timedelta(hours=25), False),
        (LATER - timedelta(hours=27), True),
        (LATER, False),
    ],
)
def test_a_backup_is_overdue_a_little_after_a_day(last, overdue):
    assert rules.is_overdue(last, LATER) == overdue


@pytest.mark.parametrize(
    ("free", "total", "short"),
    [(1e9, 5e9, True), (3e9, 20e9, False), (3e9, 100e9, True), (50e9, 100e9, False)],
)
def test_a_disk_is_short(free, total, short):
    assert rules.is_short(int(free), int(total)) == short


@pytest.mark.parametrize(("minutes", "stuck"), [(None, False), (5, False), (11, True)])
def test_work_is_stuck(minutes, stuck):
    since = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert rules.is_stuck(since, NOW) == stuck


@pytest.fixture
def office(client, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    small = Small()
    office = small.adult("Kim Kaur", "office")
    small.settle()
    sign_in(client, office)
    return client


def _write(folder, what: str, *, well: bool, at: datetime, words: str = "") -> None:
    entry = {"at": at.isoformat(), "went_well": well, "words": words, "file": "/b/a.backup"}
    kept = {"last": entry, "good": entry if well else None}
    (folder / f"last_{what}.json").write_text(json.dumps(kept))


def test_without_a_backup_the_page_says_what_to_do(office):
    page = office.get("/how-it-runs/").content.decode()
    assert "Name a folder in BESIDE_BACKUP_FOLDER" in page and "PostgreSQL" in page


def test_a_backup_and_a_drill_are_told(office, settings):
    for what in ("backup", "drill"):
        _write(settings.DATA_FOLDER, what, well=True, at=now())
    page = office.get("/how-it-runs/").content.decode()
    assert page.count("It last went well") == 2 and "a.backup" in page


def test_a_drill_that_is_older_than_a_night_wants_a_look(office, settings):
    for hours, wants in ((1, 0), (27, 1)):
        _write(settings.DATA_FOLDER, "backup", well=True, at=now())
        _write(settings.DATA_FOLDER, "drill", well=True, at=now() - timedelta(hours=hours))
        lines = operating.lines(act(None), now())
        late = [each.what for each in lines if each.wants_a_look and each.what.startswith("Last")]
        assert late == ["Last drill (a backup put back and tried)"] * wants


def test_a_failed_drill_is_told_with_why(office, settings):
    _write(settings.DATA_FOLDER, "drill", well=False, at=now(), words="schools_person has 3 rows")
    page = office.get("/how-it-runs/").content.decode()
    assert "schools_person has 3 rows" in page and "failed" in page


def test_failed_work_is_told_by_its_name_alone(office):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_worker")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status)"
            " VALUES ('schools.plan_import', 'default', '{\"secret\": 1}', 'failed') RETURNING id"
        )
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', now())",
            cursor.fetchone(),
        )
        cursor.execute("SET LOCAL ROLE beside_app")
    page = office.get("/how-it-runs/").content.decode()
    assert "schools.plan_import, 1 time" in page and "secret" not in page


def test_health_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/health/", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies and answer.headers["Cache-Control"] == "no-store"


def test_ready_says_no_where_migrations_are_not_in_step(django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = Client().get("/ready/", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM django_migrations WHERE app = 'ties'", "older"),
        ("INSERT INTO django_migrations VALUES (9999, 'outbox', '9999_later', now())", "newer"),
        ("ALTER TABLE django_migrations RENAME TO away", "does not answer"),
    ],
)
def test_not_ready(sql, words):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(sql)
        cursor.execute("SET ROLE beside_app")
    answer = Client().get("/ready/")
    assert answer.status_code == 503 and words in answer.content.decode()


@pytest.mark.parametrize(("folder", "started"), [("", 0), ("/nowhere", 1)])
def test_the_worker_starts_a_night_of_its_own(settings, monkeypatch, folder, started):
    """A process beside the worker; here there is nothing to back up, which it says, and ends."""
    from beside.home import jobs

    monkeypatch.setattr(jobs, "_nights", [])
    monkeypatch.delenv("BESIDE_BACKUP_FOLDER", raising=False)
    settings.BACKUP_FOLDER = folder
    jobs.nightly.func(0)
    assert [each.wait(60) for each in jobs._nights] == [2] * started


def test_every_job_is_done_again_where_the_database_was_disturbed():
    from procrastinate.contrib.django import app

    assert "schools.apply_import" in app.tasks
    assert [name for name, task in app.tasks.items() if not task.retry_strategy] == []
    again = app.tasks["schools.apply_import"].retry_strategy
    disturbed = again.get_retry_decision(exception=OperationalError(), job=_job(1))
    assert disturbed.retry_at
    assert again.get_retry_decision(exception=ValueError(), job=_job(1)) is None
    assert again.get_retry_decision(exception=OperationalError(), job=_job(12)) is None


def _job(attempts: int) -> Job:
    return Job(
        id=1, lock=None, queueing_lock=None, queue="default", task_name="x", attempts=attempts
    )
