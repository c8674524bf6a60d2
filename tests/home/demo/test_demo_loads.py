"""What the database holds once the small school is in."""

import uuid
from collections import Counter, defaultdict

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q

from beside.access.actor import Actor, role, tell_database
from beside.access.models import Account, Standing
from beside.home import queries
from beside.home.demo.cast import PASSWORD, SIGN_INS
from beside.home.demo.generate import small
from beside.home.demo.loaded import Loaded
from beside.home.demo.loading import bring_in
from beside.recognition import queries as thanks
from beside.rights import Role
from beside.safeguarding.models import Concern, HelpLine
from beside.schools.here import Here
from beside.schools.models import Enrolment, FamilyLink, Federation, Person, School
from beside.ties.models import Commitment, ExactState, Respondent, Round
from beside.ties.queries import mentoring
from tests.conftest import TODAY

HERE = [each for each in SIGN_INS if each.role != "primary teacher"]
STATES = {"both", "one_side_each", "pupil_only", "adult_only", "nobody", "waiting", "not_known"}


def person(source_id: str) -> uuid.UUID:
    with role(Role.ROLL):
        return Person.objects.get(source_id=source_id).pk


def here_as(source_id: str) -> Here:
    actor = Actor(person(source_id), TODAY)
    tell_database(actor)
    return Here(actor)


def states(round_name: str) -> dict[str, Counter[str]]:
    """How many pupils of each year are in each state of the need for an adult."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with role(Role.RECKONER):
        years = dict(Enrolment.objects.values_list("person", "year_group"))
        rows = ExactState.objects.filter(round__name=round_name, need="adult")
        for pupil, state in rows.values_list("pupil_id", "state"):
            found[years[pupil]][state] += 1
    return found


def test_it_is_labelled_fictional(loaded):
    assert Federation.objects.get().fictional


def test_in_every_year_every_state_has_pupils(loaded):
    october = states("October survey")
    assert set(october) == {"7", "8", "9", "10", "11"}
    for year, counts in october.items():
        assert set(counts) == STATES, year


def test_the_year_that_came_in_september_is_not_in_the_spring_survey(loaded):
    assert set(states("Spring survey")) == {"8", "9", "10", "11"}


def test_more_have_somebody_in_october_than_in_spring(loaded):
    spring, october = states("Spring survey"), states("October survey")
    for year in spring:
        assert october[year]["both"] > spring[year]["both"]


def test_the_asking_of_adults_has_ended_but_for_the_meeting(loaded):
    statuses = Counter(Round.objects.values_list("status", flat=True))
    assert statuses == {"ended": 2, "open": 2}
    with role(Role.ROLL):
        meeting = Respondent.objects.filter(round__status="open")
        assert meeting.filter(answered=True, sent_at__isnull=False).exists()
        assert meeting.filter(answered=False, joined_at__isnull=False).exists()


def test_every_role_can_sign_in(loaded):
    with role(Role.ROLL):
        accounts = {a.username: a for a in Account.objects.all()}
    assert {name: a.subject_id for name, a in accounts.items()} == {
        each.username: person(each.username) for each in HERE
    }
    assert len({a.password for a in accounts.values()}) == 1
    assert accounts["reid"].check_password(PASSWORD)


def test_the_head_of_year_finds_all_her_lists_filled(loaded):
    home = queries.adult_home(here_as("reid"))
    assert home["needs"] and home["due"] and home["leaving"]
    assert any(need.person.name == "Isla Young" for need in home["needs"])
    assert {due.follow_up.due < TODAY for due in home["due"]} == {True, False}
    adults = [left.adult for left in home["leaving"]]
    assert None in adults, "whose adult left without handing over"
    assert {adult.pk for adult in adults if adult} == {person("carvalho")}


def test_the_pupils_of_the_story_find_their_pages(loaded):
    amina, leo, isla = (queries.pupil_home(here_as(each)) for each in ("amina", "leo", "isla"))
    assert [adult.name for adult, _ in amina["offers"]] == ["Ifeoma Okafor"]
    assert [adult.name for adult, _ in leo["beside"]] == ["Joan Marsh"]
    assert len(leo["talks"]) == 3 and all(talk.reply for _, talk in leo["talks"])
    assert not isla["offers"] and not isla["beside"] and not isla["talks"]


def test_amina_has_thanked_two_adults_of_whom_one_has_yet_to_read_it(loaded):
    amina = here_as("amina").actor
    sent = {s.adult.name: s.thank_you for s in thanks.sent(thanks.of_pupil(amina))}
    assert set(sent) == {"Kiran Patel", "Ifeoma Okafor"}
    assert sent["Kiran Patel"].answered_at and not sent["Ifeoma Okafor"].read_at
    assert [p.name for p in queries.adult_home(here_as("okafor"))["thanks"]] == ["Amina Yusuf"]
    (from_leo,) = thanks.received(here_as("marsh").actor)
    assert from_leo.pupil.name == "Leo Dunn"


def test_an_adult_who_left_leaves_a_commitment_open(loaded):
    with role(Role.ROLL):
        left = Commitment.objects.get(left_open=True)
    assert left.adult_id == person("lund") and left.ends < TODAY


def test_a_commitment_that_goes_on_gives_a_standing_and_an_ended_one_none(loaded):
    with role(Role.ROLL):
        for commitment in Commitment.objects.all():
            pair = {"actor": commitment.adult_id, "scope_id": commitment.pupil_id}
            own = Q(source=f"commitment:{commitment.pk}") | Q(basis="mentor", **pair)
            standing = Standing.objects.get(own)
            assert (standing.ends is None) == (commitment.ends is None)


def test_three_mentors_are_prepared_and_one_of_them_talks_with_a_younger_pupil(loaded):
    actor = here_as("okafor").actor
    found = mentoring.whom_i_look_after(actor)
    assert len(found) == 3
    assert sorted((each.beside, each.talks) for each in found) == [(0, 0), (0, 0), (1, 2)]
    everybody = mentoring.of_school(
        here_as("hughes").actor, School.objects.get(name__startswith="W")
    )
    assert len([each for each in everybody if not each.mentoring.prepared_on]) == 1


def test_a_teacher_is_a_parent(loaded):
    with role(Role.ROLL):
        child = FamilyLink.objects.get(carer=person("okafor")).pupil
    assert child.given_name == "Chidi"


def test_the_safeguarding_lead_has_three_concerns_one_taken_on(loaded):
    lead = here_as("shah").actor
    concerns = Concern.objects.visible_to(lead)
    kinds = [set(c.entries.values_list("kind", flat=True)) for c in concerns.order_by("at")]
    assert kinds == [{"taken", "note"}, set(), set()]
    assert HelpLine.objects.count() == School.objects.count()


def test_others_see_no_concern(loaded):
    assert not Concern.objects.visible_to(here_as("reid").actor).exists()


def test_again_it_does_nothing_but_say_how_to_sign_in(loaded, capsys):
    with pytest.raises(Loaded):
        bring_in(loaded, today=Actor(None, TODAY))
    call_command("demo", port=8123)
    printed = capsys.readouterr().out
    assert "http://127.0.0.1:8123/" in printed and PASSWORD in printed
    for each in SIGN_INS:
        assert any(each.username in line and each.name in line for line in printed.splitlines())
    assert Federation.objects.count() == 1


def test_what_was_done_is_in_the_audit_by_those_who_did_it(loaded):
    with connection.cursor() as cursor:
        tell_database(Actor(person("okafor"), TODAY))
        cursor.execute("SELECT count(*) FROM audit_change WHERE \"table\" = 'ties_commitment'")
        assert cursor.fetchone()[0] >= 1


def test_it_loads_all_or_nothing(db):
    broken = small(1, TODAY)
    broken.limits["nobody-of-that-id"] = 3
    with pytest.raises(KeyError):
        bring_in(broken, today=Actor(None, TODAY))
    assert not School.objects.exists()


def test_it_never_stands_beside_a_real_school(db, capsys):
    with role(Role.ROLL):
        federation = Federation.objects.create(name="Real")
        School.objects.create(federation=federation, source_id="1", name="A real school")
    with pytest.raises(SystemExit) as ended:
        call_command("demo")
    assert ended.value.code == 2
    assert "A real school is in this system" in capsys.readouterr().err
