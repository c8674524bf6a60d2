"""What heads of year organise: their own years, in both locks, and nothing of another year."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from beside.access import locks, scopes, upgrading
from beside.access.actor import role
from beside.access.models import Place, Standing
from beside.enrichment.models import Season
from beside.placement.models import Run
from beside.rights import Role
from beside.schools.actions.standings import settle_school
from beside.schools.models import Enrolment, Post
from beside.ties.models import CarerLink, Figure, Panelist, Reminder, Respondent, Round, TieFigure
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, Small, act

pytestmark = pytest.mark.django_db
YEARS = {"nine": ["9"], "ten": ["10"], "both": ["9", "10"], "all": []}
SURVEYS = (Respondent, Panelist, CarerLink, Reminder, Run)


class World:
    """A school with four surveys, each with a pupil, a carer and a colleague who are asked."""

    def __init__(self) -> None:
        self.small = small = Small()
        self.group = small.group("Mixed")
        self.pupils = {year: small.pupil(f"Isla {year}", year, self.group) for year in ("9", "10")}
        self.carer = small.carer("Rachel Both", *self.pupils.values())
        self.staff = small.adult("Ann Okafor")
        self.heads = {
            "of 9": small.adult("Joan Reid", "head_of_year", "9"),
            "of 9 too": small.adult("Yvonne Francis", "head_of_year", "9"),
            "of 10": small.adult("Piotr Zielinski", "head_of_year", "10"),
            "of both": small.adult("Sana Akhtar", "head_of_year", "9"),
            "of all": small.adult("Gwen Hughes", "head_of_year", ""),
        }
        small.post(self.heads["of both"], "head_of_year", "10")
        self.rounds = {name: self._survey(name, years) for name, years in YEARS.items()}
        small.settle()

    def _survey(self, name: str, years: list[str]) -> Round:
        survey = self.small.round(name, year_groups=years, status="open", ended_at=None)
        for year in years or self.pupils:
            self.small.asked(survey, self.pupils[year], "adult")
        self.small.asked(survey, self.carer, "carer_staff")
        self.small.asked(survey, self.staff, "staff_knows")
        self._kept(survey, years)
        return survey

    def _kept(self, survey: Round, years: list[str]) -> None:
        scope, by = scopes.pupils(self.small.school.pk), self.staff.pk
        pupil = self.pupils[(years or ["9"])[0]]
        rows = [
            Panelist(round=survey, pupil_id=pupil.pk),
            CarerLink(round=survey, carer_id=self.carer.pk, token_hash=survey.name),
            Reminder(round=survey, scope_id=scope, sent_by_id=by, at=NOW, colleagues=1, carers=1),
            Figure(round=survey, scope_id=scope, need="adult", reckoned_at=NOW),
            TieFigure(round=survey, scope_id=scope, measure="people", reckoned_at=NOW),
            Run(
                school=self.small.school,
                scope_id=scope,
                year_groups=years,
                problem="sessions",
                about=survey.pk,
                instance="{}",
                limit=1,
                seed=0,
                asked_by_id=by,
                asked_at=NOW,
            ),
        ]
        for row in rows:
            write_as_owner(type(row), [row])


@pytest.fixture
def world() -> World:
    return World()


def seen_of(model, actor) -> set[str]:
    """The surveys of which this actor sees rows, if both locks say the same."""
    by_python = set(locks.visible(model, actor).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {model._meta.db_table}")
        by_sql = {pk for (pk,) in cursor.fetchall()}
    assert by_python == by_sql, model
    about = "about" if model is Run else "round_id"
    named = dict(Round.objects.values_list("pk", "name"))
    return {named[pk] for pk in model.objects.filter(pk__in=by_sql).values_list(about, flat=True)}


@pytest.mark.parametrize(
    ("head", "sees"),
    [
        ("of 9", {"nine"}),
        ("of 9 too", {"nine"}),
        ("of 10", {"ten"}),
        ("of both", {"nine", "ten", "both"}),
        ("of all", set(YEARS)),
    ],
)
def test_heads_see_what_is_about_their_years(world, head, sees):
    actor = act(world.heads[head])
    assert {model: seen_of(model, actor) for model in SURVEYS} == dict.fromkeys(SURVEYS, sees)
    assert (seen_of(Figure, actor), seen_of(TieFigure, actor)) == (sees, sees)


def test_heads_of_a_year_change_no_survey_of_another(world):
    act(world.heads["of 9"])
    for name, years in YEARS.items():
        changed = Round.objects.filter(pk=world.rounds[name].pk)
        if years == ["9"]:
            assert changed.update(door_number=1) == 1
            refused(lambda changed=changed: changed.update(year_groups=["9", "10"]))
        else:
            refused(lambda changed=changed: changed.update(door_number=1))


def refused(change) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_what_is_known_of_a_pupil_goes_with_them_into_their_year(world):
    pupil, head = world.pupils["10"], world.heads["of 9"]
    assert pupil.pk not in organised(world, head)
    with role(Role.ROLL):
        Enrolment.objects.filter(person=pupil).update(year_group="9")
    world.small.settle()
    assert pupil.pk in organised(world, head)
    assert pupil.pk not in organised(world, world.heads["of 10"])


def test_a_year_by_another_name_is_theirs_once_their_post_says_so(world):
    with role(Role.ROLL):
        Enrolment.objects.filter(year_group="9").update(year_group="Nine")
        Post.objects.filter(year_group="9").update(year_group="Nine")
    world.small.settle()
    assert world.pupils["9"].pk in organised(world, world.heads["of 9"])
    with role(Role.ROLL):
        Round.objects.filter(year_groups=["9"]).update(year_groups=["Nine"])
    assert seen_of(Respondent, act(world.heads["of 9"])) == {"nine"}


def test_a_head_who_takes_another_year_lets_go_of_theirs(world):
    head = world.heads["of 9"]
    with role(Role.ROLL):
        Post.objects.filter(person=head).update(year_group="10")
        settle_school(by=act(world.staff), school=world.small.school)
    assert organised(world, head) == {world.pupils["10"].pk, world.carer.pk}


def organised(world, head) -> set:
    act(head)
    return set(locks.reached(("organiser",)))


@pytest.mark.parametrize("place", ["pupils", "adults", "another year", "another school"])
def test_no_standing_goes_beyond_the_year_of_its_post(world, place):
    head, school = world.heads["of 9"], world.small.school.pk
    other = Small("Dale School", world.small.federation)
    other.pupil("Max Dale")
    other.settle()
    scope = {
        "pupils": scopes.pupils(school),
        "adults": scopes.adults(school),
        "another year": scopes.year(school, "10"),
        "another school": scopes.pupils(other.school.pk),
    }[place]
    act(head)
    fields = {"actor_id": head.pk, "basis": "organiser", "source": f"roll:{school}"}
    with role(Role.ROLL):
        refused(lambda: Standing.objects.create(scope_id=scope, **fields))


def test_what_stood_before_is_brought_to_the_years(world):
    """The migration leaves what settling the school would."""
    school = world.small.school.pk
    rows = [
        Standing(actor_id=head.pk, basis="organiser", scope_id=scope, source=f"roll:{school}")
        for head in world.heads.values()
        for scope in (scopes.pupils(school), scopes.adults(school), scopes.carers(school))
    ]
    wanted = organisers()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute("DELETE FROM access_place")
        cursor.execute("DELETE FROM access_standing WHERE basis = 'organiser'")
        Standing.objects.bulk_create(rows)
        editor = SimpleNamespace(connection=connection)
        import_module("beside.schools.migrations.0010_years_organised").bring_to_years(apps, editor)
        cursor.execute("SET LOCAL ROLE beside_app")
    assert organisers() == wanted
    assert seen_of(Respondent, act(world.heads["of 9"])) == {"nine"}


def test_an_upgrade_ends_with_every_school_settled_by_its_roll(world):
    """Of two posts the one that is over gives nothing, whatever a migration left of them."""
    head, school = world.heads["of 9"], world.small.school.pk
    with role(Role.ROLL):
        Post.objects.filter(person=head).update(ends=TODAY)
    upgrading.bring_in_step([("schools", "0009_court_hold")])
    assert organised(world, head)
    for _again in range(2):
        upgrading.bring_in_step([("schools", "0010_years_organised")])
    act(head)
    assert organised(world, head) == set()
    assert Place.objects.filter(school_id=school, year_group="9").exists()


@pytest.mark.parametrize("years", [["9"], []])
def test_a_run_from_before_gets_the_years_of_what_it_placed_for(world, years):
    small = world.small
    season = Season(school=small.school, name="Old", first_day=TODAY, last_day=TODAY)
    season.year_groups, season.closes_at = years, NOW
    write_as_owner(Season, [season])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        run = Run.objects.filter(year_groups=["9"])[0]
        Run.objects.filter(pk=run.pk).update(about=season.pk, year_groups=[])
        editor = SimpleNamespace(connection=connection)
        migration = import_module("beside.enrichment.migrations.0002_years_of_runs")
        migration.bring_years(apps, editor)
        run.refresh_from_db()
        cursor.execute("SET LOCAL ROLE beside_app")
    assert run.year_groups == years


def organisers() -> set:
    with role(Role.ROLL):
        return set(
            Standing.objects.filter(basis="organiser").values_list("actor", "scope_id", "ends")
        )
