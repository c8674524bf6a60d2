"""What somebody can do who has found a way to run SQL as one of the programs."""

import pytest

pytestmark = pytest.mark.assurance

REFUSED = {
    "stop every write by the sequence of the record": "SELECT setval('audit_change_id_seq', 1)",
    "have the worker do any job": "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'beside.schools.jobs.apply_import', '{}')",
}
CHANGES = {
    "whom a child rings": "UPDATE safeguarding_helpline SET who = 'x'",
    "the name of a school": "UPDATE schools_school SET name = 'x'",
    "the state of a survey": "UPDATE ties_round SET status = 'closed'",
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_app_is_refused(school, what):
    assert school.psql(REFUSED[what], role="beside_app").returncode != 0


@pytest.mark.parametrize("what", CHANGES)
def test_the_app_changes_nothing_without_an_actor(school, what):
    table = CHANGES[what].split()[1]
    everything = f"SELECT * FROM {table} ORDER BY 1"
    before = school.sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", everything)
    school.psql(CHANGES[what], role="beside_app")
    assert before and school.sql(everything) == before


@pytest.mark.parametrize("table", ["ties_nomination", "ties_exactstate"])
def test_the_worker_reads_nothing_in_its_own_name(school, table):
    read = school.psql(f"SELECT count(*) FROM {table}", role="beside_worker")
    assert read.returncode != 0 or read.stdout.strip() == "0"
