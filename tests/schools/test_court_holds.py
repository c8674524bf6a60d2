"""What a roll says of courts, contact and care waits for the safeguarding lead, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from beside.access.actor import acting, role
from beside.access.models import Notice
from beside.rights import Role
from beside.schools import due
from beside.schools.actions import approvals
from beside.schools.actions import roll as actions
from beside.schools.models import Approval, FamilyLink, Held
from beside.schools.roll import Waiting
from beside.schools.roll.planned import Change
from beside.schools.roll.planned import Held as Asked
from beside.schools.rules.saying import NotYours
from tests.factories import NOW, OPERATOR, TODAY, act, sign_in
from tests.schools.keys_school import InUse

pytestmark = pytest.mark.django_db
SHEET = (
    "Id,Name,Form,Parent 1,Court order\n"
    "amina,amina,9KP,Bob Reed,see the file\nomar,Omar Khan,9KP,Bilal Khan,\n"
)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


@pytest.fixture
def school() -> InUse:
    made = InUse()
    made.sheet(made.kaur, SHEET, accept=["court:amina"])
    return made


def carers() -> set[str]:
    with role(Role.ROLL):
        return set(FamilyLink.objects.values_list("carer__family_name", flat=True))


def test_whoever_brings_it_in_accepts_nothing_of_it(school):
    assert "Reed" not in carers()
    (held,) = school.held("court:")
    assert held.rule == "court"


def test_the_lead_alone_reads_the_question_and_answers_it(school):
    (held,) = school.held("court:")
    for who in (school.kaur, school.rao, school.hughes, school.patel):
        act(who)
        assert not Held.objects.filter(pk=held.pk).exists()
        with pytest.raises(NotYours):
            approvals.say(by=act(who), held=held, yes=True, now=NOW)
        approval = Approval(held=held, scope_id=held.scope_id, by_id=who.pk, yes=True, at=NOW)
        with pytest.raises(DatabaseError), transaction.atomic():
            Approval.objects.bulk_create([approval])
    school.says(school.shah, held)
    assert "Reed" in carers()
    assert not school.held("court:")


def test_a_no_leaves_it_as_it_is(school):
    (held,) = school.held("court:")
    school.says(school.shah, held, yes=False)
    assert "Reed" not in carers() and not school.held("court:")


def test_we_need_to_see_the_order_holds_it_for_five_days(client, school):
    (held,) = school.held("court:")
    sign_in(client, school.rao)
    assert "Bob Reed" not in client.get("/waits/").text
    assert client.post(f"/waits/{held.pk}/", {"answer": "order"}).status_code == 404
    sign_in(client, school.shah)
    assert "Bob Reed" in client.get("/waits/").text
    page = client.post(f"/waits/{held.pk}/", {"answer": "order"}, follow=True).text
    assert "We need to see the order by Sunday 29 November" in page
    act(school.shah)
    owed = due.due(by_day=TODAY + timedelta(days=5), owners=[school.shah.pk])
    assert [(each.kind, each.object) for each in owed] == [("order", held.pk)]
    assert "Reed" not in carers()


def test_what_the_operator_accepts_is_told_to_the_lead(school, tmp_path):
    files = tmp_path / "x.csv"
    files.write_text(SHEET)
    with acting(OPERATOR), role(Role.ROLL):
        plan, _mark = actions.plan_files(
            files,
            by=OPERATOR,
            school_code="willow-lane",
            accept_held=["court:amina"],
            only_some=True,
        )
        assert [each.held.key for each in plan.said] == ["court:amina"]
        actions.apply(by=OPERATOR, plan=plan)
        approvals.tell_accepted(by=OPERATOR, said=plan.said, now=NOW)
        (notice,) = Notice.objects.filter(what="right_by_operator")
    assert notice.subject_id == school.shah.pk
    assert not school.held("court:")


def test_a_no_is_asked_again_by_a_person_alone_and_what_is_asked_anew_is_due_when_it_was(school):
    (held,) = school.held("court:")
    approvals.need_order(by=act(school.shah), held=held)
    question = Waiting(
        Asked(held.held_key, "court", "pupil", (), ""), "willow-lane", ("amina",), "", ()
    )
    assert [each.see_by for each in ask(OPERATOR, question)] == [TODAY + timedelta(days=5)]
    (anew,) = school.held("court:")
    assert anew.pk != held.pk
    school.says(school.shah, anew, yes=False)
    assert ask(OPERATOR, question) == [] and not school.held("court:")
    other = Change("person", "amina", "change", "email", "", "a@example.org")
    assert len(ask(OPERATOR, replace(question, changes=(other,)))) == 1
    assert len(ask(act(school.kaur), question)) == 1


def ask(by, question) -> list[Held]:
    with acting(by), role(Role.ROLL):
        return approvals.keep_held(by=by, waiting=[question], now=NOW)
