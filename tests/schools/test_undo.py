"""Imports taken back: what they made goes, what others made since stays, and keys end at once."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from beside.access import actions as access
from beside.access.actor import acting, role
from beside.access.models import Account, Invitation, Standing, Subject, in_force
from beside.rights import Role
from beside.schools import snapshot
from beside.schools.actions import roll as actions
from beside.schools.actions import undoing
from beside.schools.models import Enrolment, FamilyLink, Person, RollImport
from beside.ties.models import Nomination, Round
from tests.factories import NOW, OPERATOR, TODAY
from tests.schools.roll.builders import changed, small_school, user, with_row, without, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_roll():
    with acting(OPERATOR), role(Role.ROLL):
        yield


@pytest.fixture
def bring_in(tmp_path):
    def bring(files, *accept) -> RollImport:
        count = len(list(tmp_path.iterdir()))
        path = write(tmp_path / f"roll-{count}", files)
        plan, mark = actions.plan_files(path, by=OPERATOR, accept_held=accept)
        actions.apply(by=OPERATOR, plan=plan)
        at = NOW + timedelta(minutes=count)
        return actions.keep_applied(by=OPERATOR, plan=plan, mark=mark, name=path.name, now=at)

    return bring


def undo(found: RollImport, *, apply: bool = True, now=NOW):
    found = undoing.find_import(str(found.pk))
    act = undoing.take_back if apply else undoing.plan_taking_back
    return act(by=OPERATOR, found=found, now=now)


def stored():
    return snapshot.stored()


def person(source_id: str) -> Person:
    return Person.objects.get(source_id=source_id)


def status(found: RollImport) -> str:
    return RollImport.objects.get(pk=found.pk).status


def stands(subject) -> bool:
    return Standing.objects.filter(in_force(OPERATOR.today), actor=subject).exists()


def test_a_whole_import_is_as_if_it_had_never_been(bring_in):
    before = stored()
    found = bring_in(small_school())
    assert len(stored()["person"]) == 24
    plan = undo(found, apply=False)
    assert plan.totals["held"] == 0 and len(stored()["person"]) == 24
    assert undo(found).roll == plan.roll
    assert stored() == before
    assert Subject.objects.count() == 0
    assert status(found) == "taken_back"


def test_changes_leavers_and_links_are_set_back(bring_in):
    bring_in(small_school())
    before = stored()
    files = changed(small_school(), "users.csv", "Given p3,Family", "Given p3,Other")
    files = changed(files, "users.csv", '"c1,c2"', '"c1"')
    files = without(without(files, "users.csv", "p9"), "enrollments.csv", "h-p9", "m-p9", "m-p4")
    second = bring_in(files, "family_link:c2/p0")
    assert stored() != before
    assert undo(second).totals["held"] == 0
    assert stored() == before
    assert FamilyLink.objects.get(source_id="c2/p0").ends is None


def _add_account(source_id: str) -> None:
    Account(subject_id=person(source_id).pk, username=source_id).save()


def _add_answer(source_id: str) -> None:
    ego, alter = person(source_id), person("p1")
    round_ = Round.objects.create(
        school=Enrolment.objects.get(person=ego).school, name="R", taken_on=TODAY
    )
    said = Nomination(round=round_, ego_id=ego.pk, alter_id=alter.pk, question="peer", answer=True)
    Nomination.objects.bulk_create([said])


@pytest.mark.parametrize(("hang", "words"), [(_add_account, "account"), (_add_answer, "answer")])
def test_whoever_something_hangs_on_stays_and_is_named(bring_in, hang, words):
    found = bring_in(small_school())
    hang("p5")
    plan = undo(found)
    held = {h.ids[0]: h.reason for h in plan.held}
    assert words in held["p5"] and "s1/p5" in held
    left = stored()
    assert "p5" in left["person"] and "s1/p5" in left["enrolment"] and "p6" not in left["person"]
    assert status(found) == "applied"


def test_rights_and_keys_end_at_once_where_the_person_stays(bring_in):
    found = bring_in(small_school())
    teacher = person("t1").pk
    _add_account("t1")
    access.invite(by=OPERATOR, subject=teacher, now=NOW)
    assert stands(teacher)
    undo(found)
    assert not stands(teacher) and "s1/t1/teacher" not in stored()["post"]
    assert Invitation.objects.get(subject=teacher).expires_at <= NOW


def test_what_others_changed_since_is_not_overwritten(bring_in):
    bring_in(small_school())
    second = bring_in(changed(small_school(), "users.csv", "Given p3,Family", "Given p3,Other"))
    Person.objects.filter(source_id="p3").update(family_name="Third")
    plan = undo(second)
    assert [(h.rule, h.ids) for h in plan.held] == [("changed_since", ("p3",))]
    assert stored()["person"]["p3"].family_name == "Third"


def test_a_later_import_is_taken_back_first(bring_in):
    first = bring_in(small_school())
    more = with_row(small_school(), "users.csv", user("new"))
    more = with_row(more, "enrollments.csv", "h-new,active,,g1,s1,new,student,false,,")
    second = bring_in(more)
    plan = undo(first, apply=False)
    assert {h.ids[0] for h in plan.held if h.rule == "later_import"} >= {"g1", "s1"}
    assert undo(second).totals["held"] == 0
    assert undo(first).totals["held"] == 0
    assert stored()["person"] == {}


def test_twice_is_once_and_too_late_is_said(bring_in):
    found = bring_in(small_school())
    assert [e.code for e in undo(found, now=NOW + timedelta(days=31)).errors] == ["too_old"]
    undo(found)
    assert [e.code for e in undo(found).errors] == ["taken_back"]


def test_nothing_but_what_the_import_made_can_be_removed(bring_in):
    bring_in(small_school())
    second = bring_in(with_row(small_school(), "users.csv", user("new")))
    _call("schools_take_back(%s, 'enrolment', %s)", [second.pk, ["s1/p1", "s1/new"]])
    left = stored()["enrolment"]
    assert "s1/p1" in left and "s1/new" not in left


def _call(function: str, values: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}", values)


@pytest.mark.parametrize("who", [Role.APP, Role.RECKONER, Role.PLACER, Role.MEASURE])
def test_no_other_role_takes_an_import_back(bring_in, who):
    found = bring_in(small_school())
    with pytest.raises(Error), transaction.atomic(), role(who):
        _call("schools_take_back(%s, 'enrolment', %s)", [found.pk, ["s1/p1"]])


@pytest.mark.parametrize("who", [Role.APP, Role.ROLL])
def test_nobody_removes_a_person_themselves(bring_in, who):
    bring_in(small_school())
    with pytest.raises(Error), transaction.atomic(), role(who), connection.cursor() as cursor:
        cursor.execute("DELETE FROM schools_enrolment")
    with pytest.raises(Error), transaction.atomic(), role(who):
        _call("schools_remove('enrolment', %s)", [["s1/p1"]])
