"""What a roll says of courts, contact and care waits for the safeguarding lead, and for nobody else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from beside.access.actor import role
from beside.rights import Role
from beside.schools import due
from beside.schools.actions import approvals
from beside.schools.models import Approval, FamilyLink, Held
from beside.schools.rules.saying import NotYours
from tests.factories import NOW, TODAY, act, sign_in
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
