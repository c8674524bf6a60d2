"""With whom a pupil would like to be: named, counted last, and read by the pupil alone."""

import uuid
from itertools import combinations

import pytest
from django.db import DatabaseError, transaction

from beside.access.actor import Actor, role
from beside.access.models import Block
from beside.access.refusals import Refusal
from beside.engine.plain import WrongInstance
from beside.engine.sessions.instance import Friend, Instance
from beside.placement import jobs
from beside.placement.models import Given, Run
from beside.placement.problems import BUILDERS
from beside.rights import Role
from beside.timetable import building, companions
from beside.timetable.actions import allotting, company, explaining
from beside.timetable.models import Choice, Company
from beside.timetable.queries import company as queries
from tests.access.rows import write_as_owner
from tests.factories import NOW, act, sign_in
from tests.timetable.school import AFTER, Choosing

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Choosing:
    return Choosing()


def name(school, pupil, *others, named: bool = True) -> None:
    for other in others:
        company.name_companion(
            by=act(pupil), cycle=school.cycle, companion=other.pk, named=named, now=NOW
        )


def explained(school, run) -> None:
    with role(Role.PLACER):
        explaining.say_why(by=Actor(None, NOW.date()), run_id=run.pk)


def friends(run) -> list[Friend]:
    with role(Role.PLACER):
        return list(Instance.from_json(building.build(run)).friends)


def test_a_pupil_finds_those_of_the_cycle_and_nobody_else(school):
    school.open()
    act(school.amina)
    assert [each.name for each in companions.find(school.cycle.pk, "leo")] == ["Leo Dunn"]
    for typed in ("l", "amina", "tom", "ann"):
        assert companions.find(school.cycle.pk, typed) == []
    act(school.younger)
    assert companions.find(school.cycle.pk, "leo") == []
    act(school.okafor)
    assert companions.names(school.cycle.pk, [school.leo.pk]) == {}


def test_three_can_be_named_and_taken_off_again(school):
    school.open()
    name(school, school.amina, school.leo, school.isla, school.leo, school.sam)
    with pytest.raises(Refusal, match="You can name 3"):
        name(school, school.amina, school.noor)
    name(school, school.amina, school.isla, named=False)
    named = queries.named(act(school.amina), school.cycle)
    assert [each.name for each in named] == ["Leo Dunn", "Sam Hart"]
    with pytest.raises(Refusal, match="who take part"):
        name(school, school.amina, school.younger)


def test_nobody_names_themselves(school):
    school.ranked()
    with pytest.raises(Refusal, match="who take part"):
        name(school, school.amina, school.amina)
    name(school, school.amina, school.eve)
    Company.objects.filter(cycle=school.cycle).update(named=[school.amina.pk, school.eve.pk])
    run = school.solved()
    assert friends(run) == [Friend(str(school.amina.pk), str(school.eve.pk))]
    assert run.status == Run.Status.OPTIMAL


def test_who_is_not_there_any_more_leaves_room_for_another(school):
    school.open()
    name(school, school.amina, school.leo, school.isla, school.sam)
    write_as_owner(Block, [Block(actor_id=school.sam.pk, pupil_id=school.amina.pk)])
    name(school, school.amina, school.noor)
    named = queries.named(act(school.amina), school.cycle)
    assert [each.name for each in named] == ["Leo Dunn", "Isla Bell", "Noor Khan"]


def test_a_run_that_fails_can_be_asked_for_again(school, monkeypatch):
    school.ranked()
    run = allotting.ask(by=act(school.organiser), cycle=school.cycle, now=AFTER)
    monkeypatch.setitem(BUILDERS, "sessions", lambda _run: "no instance")
    with pytest.raises(WrongInstance):
        jobs.solve(run_id=str(run.pk))
    act(school.organiser)
    assert Run.objects.get(pk=run.pk).status == Run.Status.UNKNOWN
    monkeypatch.undo()
    again = allotting.ask(by=act(school.organiser), cycle=school.cycle, now=AFTER)
    assert again.pk != run.pk


def test_of_a_run_from_before_companions_nothing_is_said(school, monkeypatch):
    school.ranked()
    name(school, school.amina, school.eve)
    monkeypatch.delitem(BUILDERS, "sessions")
    run = school.solved()
    school.publish(run)
    explained(school, run)
    assert queries.reasons(act(school.amina), school.cycle) == []


def test_nobody_is_named_when_choosing_is_over(school):
    school.given_out()
    with pytest.raises(Refusal, match="Choosing is not open"):
        name(school, school.amina, school.leo)


def test_of_two_ways_that_are_as_good_the_one_with_company_is_taken(school):
    school.ranked()
    one, other = next(pair for pair in apart(school, school.solved()))
    name(school, one, other)
    run = school.solved()
    assert (run.status, run.is_proven) == (Run.Status.OPTIMAL, True)
    assert (one, other) not in apart(school, run)


def apart(school, run) -> list:
    """Every two who sit in no session together that they asked for."""
    asked = {str(school.session(title).pk) for title in ("Art", "Music", "Maths again")}
    held = {pupil: asked & {*run.allocation[str(pupil.pk)]} for pupil in school.pupils}
    return [pair for pair in combinations(school.pupils, 2) if not held[pair[0]] & held[pair[1]]]


def test_the_pupil_alone_reads_whom_they_named_and_what_follows(school):
    school.ranked()
    name(school, school.amina, school.eve)
    run = school.solved()
    school.publish(run)
    explained(school, run)
    said = queries.reasons(act(school.amina), school.cycle)
    assert said and said[0].startswith("You and Eve Long were both given a place in ")
    assert queries.reasons(act(school.eve), school.cycle) == []
    for person in (school.organiser, school.tutor, school.eve, school.head_of_year):
        actor = act(person)
        assert not Company.objects.visible_to(actor).exists()
        assert not Company.objects.exists()
        assert not Given.objects.exists()
    seen = Run.objects.visible_to(act(school.organiser)).get(pk=run.pk)
    told = [seen.instance, str(seen.reasons), *map(str, seen.proof)]
    assert Instance.from_json(seen.instance).friends == ()
    assert not any("company" in each for each in told)
    assert len(seen.objective) == len(seen.bound) == len(seen.proof) == 5
    assert {len(each["objective"]) for each in seen.steps} == {5}
    choice = Choice.objects.visible_to(act(school.tutor)).get(pupil=school.amina.pk)
    assert "company" not in str(choice.reasons)


def test_what_others_are_told_is_the_same_whomever_a_pupil_named(school):
    school.ranked()
    before = school.solved()
    name(school, school.amina, school.eve)
    after = school.solved()
    told = ("instance", "objective", "bound", "proof", "is_proven", "status")
    assert {each: getattr(before, each) for each in told} == {
        each: getattr(after, each) for each in told
    }


def test_a_block_between_two_is_kept_though_one_named_the_other(school):
    school.ranked()
    name(school, school.amina, school.eve, school.leo)
    run = school.solved()
    pair = [Friend(str(school.amina.pk), str(each.pk)) for each in (school.eve, school.leo)]
    assert friends(run) == pair
    write_as_owner(Block, [Block(actor_id=school.eve.pk, pupil_id=school.amina.pk)])
    assert friends(run) == pair[1:]
    named = queries.named(act(school.amina), school.cycle)
    assert [each.name for each in named] == ["Leo Dunn"]
    act(school.amina)
    assert companions.find(school.cycle.pk, "eve") == []
    act(school.eve)
    assert companions.find(school.cycle.pk, "amina") == []


def test_of_an_old_run_nothing_more_is_said(school):
    school.ranked()
    name(school, school.amina, school.eve)
    old = school.solved()
    new = school.solved()
    school.publish(new)
    explained(school, old)
    assert queries.reasons(act(school.amina), school.cycle) == []
    explained(school, new)
    explained(school, new)
    assert len(queries.reasons(act(school.amina), school.cycle)) >= 1


def test_a_row_for_another_pupil_is_refused_by_the_database(school):
    act(school.leo)
    row = {"school": school.made.school, "cycle": school.cycle, "pupil_id": school.amina.pk}
    with pytest.raises(DatabaseError), transaction.atomic():
        Company.objects.create(**row)


def test_a_pupil_names_somebody_without_a_script(client, school, monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    school.open()
    sign_in(client, school.amina)
    page = f"/choice-time/{school.cycle.pk}/company/"
    choose = f"/choice-time/{school.cycle.pk}/choose/"
    assert "Leo Dunn" in client.get(page, {"name": "leo"}).text
    at_the_search = client.get(page, {"name": "leo"}).text
    assert f'action="{choose}"' in at_the_search and f'hx-post="{page}"' not in at_the_search
    assert "No one of that name" in client.get(page, {"name": "zzz"}).text
    sent = {"pupil": str(school.leo.pk), "named": "yes"}
    answer = client.post(page, sent)
    assert (answer.status_code, answer.url) == (302, f"{choose}#company")
    assert "Take Leo Dunn off" in client.get(choose).text
    assert client.post(page, sent).status_code == 302
    for wrong, words in (("x", "Pick a name first."), (str(uuid.uuid4()), "who take part")):
        answer = client.post(page, {"pupil": wrong, "named": "yes"})
        assert answer.status_code == 409 and words in answer.text
    client.post(page, {"pupil": str(school.leo.pk), "named": "no"})
    assert "Take Leo Dunn off" not in client.get(choose).text
    sign_in(client, school.tutor)
    with_them = f"/choice-time/{school.cycle.pk}/with/{school.amina.pk}/"
    assert "With whom?" not in client.get(with_them).text
