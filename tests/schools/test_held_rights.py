"""Nobody becomes more than they are alone: the office, its files, and a second person's yes."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, transaction

from beside.access.actor import acting, role
from beside.access.locks import reached
from beside.access.models import Notice, Standing
from beside.rights import Basis, Role
from beside.schools.actions import approvals
from beside.schools.models import Approval, Post
from beside.schools.rules.saying import NotYours
from tests.factories import NOW, act, sign_in
from tests.schools.keys_school import POSTS, InUse

pytestmark = pytest.mark.django_db

LEAD = "kaur,willow-lane,safeguarding_lead,x,,2026-09-01,\n"
PEOPLE = (
    "id,given_name,family_name,email,role,school,year_group,tutor_group\n"
    "amina,amina,,,pupil,willow-lane,9,willow-lane/9KP\n"
)
NO_LEAD = "shah,willow-lane,safeguarding_lead,x,,2020-09-01,2026-11-20\n"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


@pytest.fixture
def school():
    return InUse()


def leads(person) -> bool:
    act(person)
    return reached((Basis.SAFEGUARDING_LEAD,)).exists()


def test_the_office_does_not_become_the_lead_nor_end_one(school):
    found = school.bring_in(school.kaur, posts=POSTS + LEAD + NO_LEAD)
    found.refresh_from_db()
    assert found.status == "applied"
    assert {h["rule"] for h in found.plan["held"]} == {"grant", "ending"}
    assert not leads(school.kaur)
    assert leads(school.shah)
    assert {h.rule for h in school.held()} == {"grant", "ending"}


def test_one_other_person_of_the_two_is_not_enough_and_whoever_asked_none(school):
    school.bring_in(school.kaur, posts=POSTS + LEAD)
    (held,) = school.held("grant")
    with pytest.raises(NotYours):
        school.says(school.kaur, held)
    with pytest.raises(NotYours):
        school.says(school.patel, held)
    school.says(school.rao, held)
    assert not leads(school.kaur)
    school.says(school.shah, held)
    assert leads(school.kaur)
    assert "willow-lane/safeguarding_lead" in school.posts(school.kaur)


def test_a_no_ends_the_question_and_everybody_is_told(school):
    school.bring_in(school.kaur, posts=POSTS + LEAD)
    (held,) = school.held()
    school.says(school.hughes, held, yes=False)
    school.says(school.shah, held)
    assert not school.held()
    assert not leads(school.kaur)
    assert told() == {("right_refused", p.pk) for p in (school.kaur, school.shah, school.hughes)}


def told() -> set:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT what, subject_id FROM access_notice")
        rows = set(cursor.fetchall())
        cursor.execute("SET ROLE beside_app")
    return rows


def test_the_lead_who_would_go_may_say_yes_to_that(school):
    school.bring_in(school.kaur, posts=POSTS + NO_LEAD)
    (held,) = school.held("ending")
    school.says(school.shah, held)
    assert not leads(school.shah)


@pytest.mark.parametrize(
    "kind", ["head_of_year", "organiser", "office", "head", "safeguarding_deputy", "chair"]
)
def test_every_post_with_rights_is_held(school, kind):
    year = "9" if kind == "head_of_year" else ""
    school.bring_in(school.kaur, posts=POSTS + f"patel,willow-lane,{kind},x,{year},,\n")
    assert [h.rule for h in school.held()] == ["grant"]
    assert school.posts(school.patel) == {"willow-lane/teacher"}


def test_a_post_without_rights_is_not(school):
    people = PEOPLE + "cook,Carl,Cook,,staff,willow-lane,,\n"
    found = school.bring_in(
        school.kaur, people=people, posts=POSTS + "cook,willow-lane,staff,Cook,,,\n"
    )
    found.refresh_from_db()
    assert found.plan["held"] == []


def test_tutors_teachers_and_carers_are_one_question_each_and_the_rest_goes_on(school):
    found = school.bring_in(
        school.kaur,
        people=PEOPLE
        + "lee,Lea,Lee,,teacher,willow-lane,,\nfay,Fay,Farr,,carer,,,\n"
        + "new,Nel,New,,pupil,willow-lane,9,willow-lane/9KP\n",
        posts=POSTS,
        memberships="person,group,role\nkaur,willow-lane/9KP,tutor\nlee,willow-lane/9KP,tutor\n",
        family_links="carer,pupil,relation\nfay,amina,aunt\nfadumo,amina,\n",
    )
    found.refresh_from_db()
    assert found.plan["rejected"] == []
    assert {h["rule"] for h in found.plan["held"]} == {"tutors", "teachers", "carers"}
    assert found.plan["by_kind"]["enrolment"]["added"] == 1
    act(school.kaur)
    assert not reached((Basis.TUTOR,)).exists()
    (tutors,) = school.held("tutors")
    school.says(school.hughes, tutors)
    act(school.kaur)
    assert reached((Basis.TUTOR,)).exists()


def test_another_school_is_refused_by_the_plan(school):
    rows = "kaur,mill-lane,office,x,,,\nreid,mill-lane,head,x,,,2026-11-01\n"
    found = school.bring_in(school.kaur, posts=POSTS + rows)
    found.refresh_from_db()
    assert {r["code"] for r in found.plan["rejected"]} == {"other_school"}
    assert school.posts(school.kaur) == {"willow-lane/office"}
    assert school.posts(school.reid) == {"mill-lane/head"}


def test_an_address_is_a_key(school):
    people = (
        PEOPLE
        + "shah,shah,,k@x.example,teacher,willow-lane,,\nfadumo,fadumo,,j@x.example,carer,,,\n"
    )
    found = school.bring_in(school.kaur, people=people)
    found.refresh_from_db()
    assert {h["rule"] for h in found.plan["held"]} == {"address", "addresses"}


@contextmanager
def as_roll(by):
    """What a job does that forgets to ask."""
    with acting(by), role(Role.ROLL):
        yield


@contextmanager
def refused(why: str):
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        yield


@pytest.mark.parametrize(
    "kind", ["safeguarding_lead", "safeguarding_deputy", "chair", "office", "organiser", "head"]
)
def test_the_database_refuses_a_post_that_nobody_said_yes_to(school, kind):
    by = act(school.kaur)
    fields = {"school": school.made.school, "kind": kind, "source_id": "planted"}
    with refused("needs_another_yes"), as_roll(by):
        Post.objects.create(person_id=school.patel.pk, **fields)


def test_the_database_refuses_the_end_of_a_post_and_standings_without_one(school):
    by = act(school.kaur)
    with refused("needs_another_yes"), as_roll(by):
        Post.objects.filter(person=school.shah, kind="safeguarding_lead").update(ends=by.today)
    for change in (
        lambda: Standing.objects.filter(actor=school.shah.pk, basis="safeguarding_lead").update(
            ends=by.today
        ),
        lambda: Standing.objects.create(
            actor_id=school.kaur.pk,
            basis="safeguarding_lead",
            scope_id=school.made.school.pk,
            source=f"roll:{school.made.school.pk}",
        ),
    ):
        with refused("standing_without"), as_roll(by):
            change()


def test_the_database_takes_no_yes_in_another_name(school):
    school.bring_in(school.kaur, posts=POSTS + LEAD)
    (held,) = school.held()
    fields = {"held": held, "scope_id": held.scope_id, "yes": True, "at": NOW}
    for by, named in ((school.kaur, school.kaur), (school.kaur, school.shah), (school.patel,) * 2):
        act(by)
        with pytest.raises(DatabaseError), transaction.atomic():
            Approval.objects.bulk_create([Approval(by_id=named.pk, **fields)])


def test_the_operator_says_yes_on_the_machine_and_lead_and_head_are_told(school, tmp_path):
    from beside.access.actor import Actor
    from beside.schools.actions import roll as actions
    from tests.factories import OPERATOR, TODAY
    from tests.schools.keys_school import folder

    files = folder(tmp_path, posts=POSTS + LEAD)
    with acting(Actor(None, TODAY)), role(Role.ROLL):
        plan, _mark = actions.plan_files(files, by=OPERATOR)
        assert [h.rule for h in plan.held] == ["grant"]
        assert not [c for c in plan.changes if c.kind == "post"]
        plan, _mark = actions.plan_files(files, by=OPERATOR, accept_held=[plan.held[0].key])
        assert plan.held == []
        actions.apply(by=OPERATOR, plan=plan)
        approvals.tell_accepted(by=OPERATOR, said=plan.said, now=NOW)
    assert leads(school.kaur)
    assert {p for what, p in told() if what == "right_by_operator"} == {
        school.kaur.pk,
        school.shah.pk,
        school.hughes.pk,
    }


def test_whoever_is_told_reads_it(school):
    school.bring_in(school.kaur, posts=POSTS + NO_LEAD)
    (held,) = school.held("ending")
    school.says(school.hughes, held)
    assert [n.what for n in Notice.objects.visible_to(act(school.shah))] == ["right_done"]


def test_whoever_is_at_two_schools_chooses_where_they_go_on(school, client):
    school.mill.post(school.kaur, "office")
    school.mill.settle()
    sign_in(client, school.kaur)
    assert "mill-lane" in client.get("/roll/").text
    chosen = {"school": str(school.made.school.pk)}
    assert client.post("/school/", chosen).status_code == 302
    assert "willow-lane" in client.get("/roll/").text
    assert client.post("/school/", {"school": "x"}).status_code == 404
