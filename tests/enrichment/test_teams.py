"""From a catalogue to teams: ranking, company, the engine, publishing, moving by hand."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from beside.access.actor import role
from beside.access.models import Block
from beside.access.refusals import Refusal
from beside.engine.teams.instance import Instance
from beside.enrichment import building, companions, rules
from beside.enrichment.actions import pupils, seasons
from beside.enrichment.models import Apart, Company, Member, Ranking, Team, TeamPage
from beside.enrichment.queries import mine, outcomes
from beside.enrichment.queries import seasons as queries
from beside.placement import rules as placing
from beside.placement.models import Given, Run
from beside.rights import Role
from tests.access.rows import write_as_owner
from tests.enrichment.school import AFTER, Challenging
from tests.factories import NOW, act

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Challenging:
    return Challenging()


def members(school, team: Team) -> set:
    rows = Member.objects.visible_to(act(school.organiser)).filter(team=team, ended_at=None)
    return set(rows.values_list("pupil_id", flat=True))


def test_everybody_is_in_one_team_of_its_size_with_a_friend_where_one_was_named(school):
    school.formed()
    formed = queries.teams(act(school.organiser), school.season)
    placed = [pupil.pk for each in formed for _m, pupil in each.members]
    assert sorted(placed) == sorted(p.pk for p in school.pupils)
    assert all(2 <= len(each.members) <= 4 and not each.broken for each in formed)
    assert school.noor.pk in members(school, school.team_of(school.amina))


def test_nobody_but_the_pupil_reads_whom_they_named_nor_what_follows_from_it(school):
    school.ranked()
    run = school.made_teams()
    school.publish(run)
    for person in (school.organiser, school.tutor, school.noor, school.okafor):
        actor = act(person)
        assert not Company.objects.visible_to(actor).filter(pupil=school.amina.pk).exists()
        assert not Given.objects.visible_to(actor).exists()
        assert not Given.objects.exists()
    seen = Run.objects.visible_to(act(school.organiser)).get(pk=run.pk)
    assert (seen.instance, any(seen.reasons.values())) == ("", False)
    said = mine.reasons(act(school.amina), school.season)
    assert "You are with Noor Khan, whom you named." in said
    assert not any("named" in each for each in mine.reasons(act(school.leo), school.season))


def test_whom_staff_keep_apart_are_in_different_teams_and_do_not_hear_of_it(school):
    school.ranked()
    by = act(school.organiser)
    for _ in range(2):
        seasons.keep_apart(
            by=by, season=school.season, pair=(school.amina.pk, school.leo.pk), now=NOW
        )
    assert Apart.objects.visible_to(by).count() == 1
    school.publish(school.made_teams())
    assert school.team_of(school.amina) != school.team_of(school.leo)
    for pupil in (school.amina, school.leo):
        assert not Apart.objects.visible_to(act(pupil)).exists()
        said = " ".join(mine.reasons(act(pupil), school.season))
        assert "apart" not in said and "different" not in said


def test_a_pupil_moved_by_hand_stays_and_what_it_breaks_is_shown(school):
    school.formed()
    team = school.team_of(school.amina)
    by = act(school.organiser)
    other = Team.objects.filter(challenge__season=school.season, ended_at=None).exclude(pk=team.pk)[
        0
    ]
    member = Member.objects.visible_to(by).get(pupil=school.amina.pk, ended_at=None)
    for _ in range(2):
        seasons.move(by=by, member=member, team=other, now=AFTER)
    assert school.team_of(school.amina) == other
    assert school.amina.pk in TeamPage.objects.visible_to(act(school.amina)).get(team=other).pupils
    formed = queries.teams(act(school.organiser), school.season)
    full = next(each for each in formed if each.team == other)
    assert bool(full.broken) == (len(full.members) > 4)
    again = school.made_teams()
    school.publish(again, seen=str(school.season.published_id))
    assert school.team_of(school.amina).challenge == other.challenge
    history = Member.objects.visible_to(act(school.organiser)).filter(pupil=school.amina.pk)
    assert history.count() == 3


def test_of_two_who_publish_one_is_told(school):
    school.ranked()
    one, other = school.made_teams(), school.made_teams(by=school.second)
    school.publish(one)
    with pytest.raises(Refusal, match="published another"):
        school.publish(other, by=school.second)


def test_teams_are_not_made_while_choosing_is_open_nor_opened_without_places(school):
    with pytest.raises(rules.NotReady):
        seasons.make_teams(by=act(school.organiser), season=school.season, now=NOW)
    school.season.challenges.update(teams=1, most=2)
    with pytest.raises(rules.NotReady, match="6 places in teams, and 8 pupils"):
        school.open()


def test_what_cannot_be_is_named_without_saying_who_named_whom(school):
    school.ranked()
    by = act(school.organiser)
    seasons.keep_apart(by=by, season=school.season, pair=(school.sam.pk, school.isla.pk), now=NOW)
    run = school.made_teams()
    school.publish(run)
    team = school.team_of(school.sam)
    by = act(school.organiser)
    for pupil in (school.sam, school.isla):
        member = Member.objects.visible_to(by).get(pupil=pupil.pk, ended_at=None)
        seasons.move(by=by, member=member, team=team, now=AFTER)
    member = Member.objects.filter(pupil=school.sam.pk, ended_at=None)
    act(school.organiser)
    member.update(is_pinned=True)
    run = school.made_teams()
    assert run.status == Run.Status.INFEASIBLE
    said = outcomes.clashes(act(school.organiser), run, school.season)
    assert any("Isla Bell" in each and "Sam Hart" in each for each in said)


def test_a_list_of_a_pupil_is_theirs_and_companions_are_few_and_of_the_season(school):
    school.open()
    school.rank(school.amina, school.cycling, school.cooking)
    by = act(school.amina)
    pupils.rank(by=by, season=school.season, do="up", challenge=school.cooking.pk, now=NOW)
    assert mine.wishes(by, school.season) == [str(school.cooking.pk), str(school.cycling.pk)]
    assert not Ranking.objects.visible_to(act(school.leo)).exists()
    with pytest.raises(placing.NotThere):
        school.name(school.amina, school.younger)
    school.name(school.amina, school.leo, school.isla, school.sam)
    with pytest.raises(placing.TooMany):
        school.name(school.amina, school.noor)
    school.name(school.amina, school.leo, named=False)
    assert len(mine.named(act(school.amina), school.season)) == 2
    with pytest.raises(rules.NotOpen):
        pupils.rank(by=by, season=school.season, do="up", challenge=school.cooking.pk, now=AFTER)


def test_only_pupils_of_the_season_find_each_other(school):
    act(school.amina)
    assert [each.name for each in companions.find(school.season.pk, "leo")] == ["Leo Dunn"]
    assert companions.find(school.season.pk, "tom") == []
    for person in (school.younger, school.okafor):
        act(person)
        assert companions.find(school.season.pk, "leo") == []


def test_a_team_page_is_the_teams_and_its_helpers(school):
    school.formed()
    team = school.team_of(school.amina)
    inside = {"words": "Borrow a pump", "id": "1"}
    for _ in range(2):
        pupils.write(by=act(school.amina), team=team, kind="tasks", line=inside)
    page = TeamPage.objects.visible_to(act(school.noor)).get(team=team)
    assert [each["words"] for each in page.tasks] == ["Borrow a pump"]
    helper = school.okafor if team.challenge == school.cycling else school.marsh
    assert mine.page_of(act(helper), team) is not None
    assert school.amina.pk in {each.person for each in companions.team(team.pk)}
    outside = next(p for p in school.pupils if p.pk not in members(school, team))
    for person in (outside, school.lund, school.younger):
        act(person)
        assert companions.team(team.pk) == []
        assert mine.page_of(act(person), team) is None


def test_what_a_pupil_writes_for_themselves_nobody_else_reads(school):
    school.formed()
    team = school.team_of(school.amina)
    pupils.reflect(
        by=act(school.amina),
        season=school.season,
        team=team,
        stage="plan",
        words="I was shy.",
        now=AFTER,
    )
    assert [each.words for each in mine.reflections(act(school.amina), team)] == ["I was shy."]
    for person in (school.noor, school.organiser, school.tutor, school.okafor):
        assert mine.reflections(act(person), team) == []


def test_the_engine_alone_writes_reasons(school):
    school.formed()
    with pytest.raises(DatabaseError), transaction.atomic():
        act(school.organiser)
        Company.objects.create(
            school=school.made.school, season=school.season, pupil_id=school.leo.pk
        )
    with role(Role.PLACER):
        assert Company.objects.filter(season=school.season).count() == 8


def test_a_block_between_two_keeps_them_in_different_teams_though_one_named_the_other(school):
    school.ranked()
    school.name(school.sam, school.isla)
    write_as_owner(Block, [Block(actor_id=school.isla.pk, pupil_id=school.sam.pk)])
    run = school.made_teams()
    with role(Role.PLACER):
        built = Instance.from_json(building.build(run))
    pair = {str(school.isla.pk), str(school.sam.pk)}
    assert pair in [{each.one, each.other} for each in built.apart]
    assert pair not in [{each.pupil, each.friend} for each in built.friends]


def test_of_two_pupils_the_one_who_is_blocked_leaves_the_team(school):
    school.formed()
    team = school.team_of(school.amina)
    mate = (members(school, team) - {school.amina.pk}).pop()
    write_as_owner(Block, [Block(actor_id=mate, pupil_id=school.amina.pk)])
    assert mate not in members(school, team)
    assert school.amina.pk in members(school, team)
    formed = queries.teams(act(school.organiser), school.season)
    assert [each.broken for each in formed if each.team == team] == [[]]


def test_whoever_organises_is_told_of_a_helper_with_a_block(school):
    school.formed()
    formed = queries.teams(act(school.organiser), school.season)
    team = next(each for each in formed if each.team.challenge == school.cycling)
    pupil = team.members[0][1].pk
    write_as_owner(Block, [Block(actor_id=school.okafor.pk, pupil_id=pupil)])
    formed = queries.teams(act(school.organiser), school.season)
    assert [each.team for each in formed if each.broken] == [team.team]
    left = Member.objects.visible_to(act(school.organiser)).filter(team=team.team, ended_at=None)
    assert set(left.values_list("helper", flat=True)) == {None}
    assert pupil in set(left.values_list("pupil", flat=True))


def test_nobody_is_put_in_a_team_whose_helper_they_are_kept_apart_from(school):
    school.ranked()
    write_as_owner(Block, [Block(actor_id=school.okafor.pk, pupil_id=school.amina.pk)])
    school.publish(school.made_teams())
    assert school.team_of(school.amina).challenge != school.cycling
    formed = queries.teams(act(school.organiser), school.season)
    assert not any(each.broken for each in formed)


def test_teams_made_before_a_block_are_made_again(school):
    school.ranked()
    run = school.made_teams()
    team = run.allocation[str(school.amina.pk)]
    mates = [key for key, each in run.allocation.items() if each == team]
    mate = next(key for key in mates if key != str(school.amina.pk))
    write_as_owner(Block, [Block(actor_id=mate, pupil_id=school.amina.pk)])
    with pytest.raises(Refusal, match="Make them again"):
        school.publish(run)
    school.publish(school.made_teams())
    assert uuid.UUID(mate) not in members(school, school.team_of(school.amina))


def test_nobody_is_moved_to_whom_they_are_kept_apart_from(school):
    school.formed()
    mine = school.team_of(school.amina)
    by = act(school.organiser)
    other = next(e for e in queries.teams(by, school.season) if e.team != mine and e.members)
    write_as_owner(Block, [Block(actor_id=other.members[0][1].pk, pupil_id=school.amina.pk)])
    member = Member.objects.visible_to(act(school.organiser)).get(
        pupil=school.amina.pk, ended_at=None
    )
    with pytest.raises(Refusal, match="cannot be in this team"):
        seasons.move(by=act(school.organiser), member=member, team=other.team, now=AFTER)
