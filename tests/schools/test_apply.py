"""Rolls through the door into the database: applied whole, found unchanged the second time."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from beside.access import scopes
from beside.access.actor import Actor, acting, role
from beside.access.locks import reached
from beside.access.models import Belonging, Standing, in_force
from beside.rights import Basis, Role
from beside.schools import snapshot
from beside.schools.actions import roll as actions
from beside.schools.models import Enrolment, Person
from beside.ties.models import Commitment
from tests.factories import OPERATOR, TODAY, Small, act
from tests.realdata.folder import DATA

pytestmark = pytest.mark.django_db

SETS = sorted(
    path
    for pattern in ("oneroster_*", "sds_microsoft/*", "oneroster_catalyst/*.zip")
    for path in DATA.glob(pattern)
    if path.suffix == ".zip" or (path.is_dir() and list(path.glob("*.csv")))
)


def bring_in(path: Path, by: Actor = OPERATOR, **options):
    with acting(by), role(Role.ROLL):
        plan, _mark = actions.plan_files(path, by=by, **options)
        if not plan.errors:
            actions.apply(by=by, plan=plan)
    return plan


@pytest.mark.skipif(not SETS, reason="the real data is not here: set BESIDE_REAL_DATA")
@pytest.mark.parametrize("path", SETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_roll_comes_in_and_again_changes_nothing(path):
    first = bring_in(path)
    assert not first.errors
    assert first.totals["added"] > 0
    again = bring_in(path)
    unchanged = {"added": 0, "changed": 0, "leaving": 0}
    assert {count: again.totals[count] for count in unchanged} == unchanged
    assert again.roll == first.roll


def test_the_database_knows_a_new_roll_before_its_first_page(tmp_path):
    bring_in(_csv(tmp_path, _pupils(*range(40))))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'schools_enrolment'")
        assert cursor.fetchone()[0] >= 40


def _csv(folder: Path, pupils: str) -> Path:
    header = "sourcedId,givenName,familyName,role,orgSourcedIds,grades\n"
    (folder / "users.csv").write_text(header + pupils)
    (folder / "orgs.csv").write_text("sourcedId,name,type\ns1,Hill School,school\n")
    return folder


def _pupils(*numbers: int) -> str:
    return "".join(f"p{n},Name{n},Family,student,s1,09\n" for n in numbers)


def test_leaver_ends_with_a_date_and_can_return(tmp_path):
    everyone = range(30)
    bring_in(_csv(tmp_path, _pupils(*everyone)))
    gone = bring_in(_csv(tmp_path, _pupils(*range(1, 30))))
    assert gone.by_kind["person"]["leaving"] == 1
    with role(Role.ROLL):
        left = Enrolment.objects.get(person__source_id="p0")
        assert left.ends == TODAY
        open_ = Belonging.objects.filter(in_force(TODAY), person=left.person_id)
        assert not open_.filter(scope_id=scopes.pupils(left.school_id)).exists()
    back = bring_in(_csv(tmp_path, _pupils(*everyone)))
    assert back.by_kind["enrolment"]["changed"] == 1
    with role(Role.ROLL):
        assert Enrolment.objects.get(person__source_id="p0").ends is None
        assert Person.objects.count() == 30


def test_half_a_roll_does_not_expel_the_school(tmp_path):
    bring_in(_csv(tmp_path, _pupils(*range(30))))
    held = bring_in(_csv(tmp_path, _pupils(*range(10))))
    assert [h.rule for h in held.held] == ["leavers"]
    assert held.totals["leaving"] == 0
    with role(Role.ROLL):
        assert not Enrolment.objects.exclude(ends=None).exists()
    bring_in(_csv(tmp_path, _pupils(*range(10))), accept_held=[held.held[0].key])
    with role(Role.ROLL):
        assert Enrolment.objects.filter(ends=TODAY).count() == 20


def test_what_was_open_ends_when_an_adult_leaves():
    made = Small()
    adult, pupil = made.adult("Ann Okafor"), made.pupil("Isla Young")
    stays = made.adult("Bo Lund")
    made.settle()
    from beside.schools import leaving

    with role(Role.ROLL):
        kept = Commitment.objects.create(
            school=made.school, pupil_id=pupil.pk, adult_id=adult.pk, starts=TODAY - timedelta(9)
        )
        other = Commitment.objects.create(
            school=made.school, pupil_id=pupil.pk, adult_id=stays.pk, starts=TODAY - timedelta(9)
        )
        leaving.people_leave(by=OPERATOR, people=[adult.pk])
        kept.refresh_from_db()
        other.refresh_from_db()
    assert (kept.ends, kept.left_open) == (TODAY, True)
    assert other.ends is None


def test_standings_follow_the_roll_on_the_day():
    made = Small()
    group = made.group("9A")
    tutor = made.adult("Ann Okafor")
    pupil = made.pupil("Isla Young", group=group)
    made.member(tutor, group, "tutor", ends=TODAY + timedelta(days=2))
    made.settle()
    act(tutor)
    assert list(reached((Basis.TUTOR,))) == [pupil.pk]
    act(tutor, TODAY + timedelta(days=2))
    assert not reached((Basis.TUTOR,)).exists()


def test_settling_twice_changes_nothing():
    made = Small()
    made.adult("Ann Okafor", "head_of_year", "9")
    made.pupil("Isla Young")
    made.settle()
    with role(Role.ROLL):
        before = list(Standing.objects.order_by("id").values_list())
    made.settle()
    with role(Role.ROLL):
        assert list(Standing.objects.order_by("id").values_list()) == before


def test_stored_roll_is_what_was_read(tmp_path):
    plan = bring_in(_csv(tmp_path, _pupils(1, 2)))
    with role(Role.ROLL):
        stored = snapshot.stored()
    added = {c.id: c.new for c in plan.changes if c.kind == "person"}
    assert {id: record.given_name for id, record in stored["person"].items()} == {
        id: new["given_name"] for id, new in added.items()
    }


def test_command_prints_one_object_and_refuses_nothing_to_read(tmp_path):
    command = [sys.executable, "-m", "beside", "import-roll", str(tmp_path / "none"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    assert done.returncode == 2
    assert next(iter(answer)) == "schema"
    assert answer["errors"]
    assert answer["applied"] is False
    assert set(answer["totals"].values()) == {0}
