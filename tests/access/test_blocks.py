"""Two between whom a block stands are put together by no table, and nobody but a second lifts it."""

import uuid
from datetime import timedelta
from importlib import resources

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey

from beside.access import registry
from beside.access.models import Block, Standing, Subject
from beside.schools.models import Person
from tests.access.rows import ROW_MAKERS, write_as_owner
from tests.access.worlds import World
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db

PAIRED = [each for each in registry.registrations() if each.on.other]
# What names two people and does not put them together, each with the reason.
NOT_TOGETHER = {
    "access.Block": "keeps them apart",
    "access.SignInCard": "says who printed it",
    "safeguarding.Concern": "anybody may be worried about anybody",
    "safeguarding.ConcernEntry": "says what the lead did",
    "safeguarding.TalkEntry": "says what was done in a talk",
    "safeguarding.MessageTest": "says who made a test",
    "safeguarding.LeaverFile": "says who sent the file",
    "safeguarding.Hold": "says who stopped the clearing out",
    "safeguarding.OwnWord": "says who set a word anew",
    "accounts.Vouching": "is between colleagues, about an account",
    "schools.Release": "says who asked for a file and who let it out",
    "ties.Nomination": "is what somebody says, and reaches nobody",
    "ties.Response": "is what a carer says, and reads stop at the block",
    "ties.Evidence": "is what the pupil keeps for themselves",
    "schools.FamilyLink": "is a fact of the roll, and reads stop at the block",
    "enrichment.Apart": "keeps them apart",
    "timetable.Choice": "says who sat beside them while they chose",
}


@pytest.fixture
def world() -> World:
    people = [uuid.uuid4() for _ in range(3)]
    made = World(people, [], [], [], "yes_no", [], uuid.uuid4(), ["9"])
    made.write()
    return made


def row(world: World, registration, pupil: uuid.UUID, other: uuid.UUID):
    """A row of this table that puts the two together, and is open."""
    model, on = registration.model, registration.on
    if model is Standing:
        return Standing(actor_id=other, scope_id=pupil, basis="beside", source=str(uuid.uuid4()))
    if on.model == "FollowUp":
        commitment = ROW_MAKERS[registry_model("Commitment")](world, pupil, world.people[2])
        write_as_owner(type(commitment), [commitment])
        return model(commitment=commitment, pupil_id=pupil, adult_id=other)
    made = ROW_MAKERS[model](world, pupil, other)
    setattr(made, made._meta.get_field(on.other).attname, other)
    if on.until:
        setattr(made, on.until, None)
    return made


def registry_model(name: str):
    return next(each.model for each in registry.registrations() if each.on.model == name)


def block(one, other, **dates) -> None:
    write_as_owner(Block, [Block(actor_id=one, pupil_id=other, **dates)])


@pytest.mark.parametrize("registration", PAIRED, ids=lambda each: f"{each.table}.{each.on.other}")
@pytest.mark.parametrize("other_way", [False, True])
def test_no_table_puts_the_blocked_together(world, registration, other_way):
    pupil, adult, _third = world.people
    block(*((pupil, adult) if other_way else (adult, pupil)))
    with pytest.raises(IntegrityError, match="kept_apart"), transaction.atomic():
        write_as_owner(registration.model, [row(world, registration, pupil, adult)])
    write_as_owner(registration.model, [row(world, registration, pupil, world.people[2])])


# To whom a thank-you was written never changes.
CHANGED = [each for each in PAIRED if each.on.model != "ThankYou"]


@pytest.mark.parametrize("registration", CHANGED, ids=lambda each: f"{each.table}.{each.on.other}")
def test_nor_does_a_row_that_is_changed(world, registration):
    pupil, adult, third = world.people
    written = row(world, registration, pupil, third)
    write_as_owner(registration.model, [written])
    block(adult, pupil)
    with pytest.raises(IntegrityError, match="kept_apart"), transaction.atomic():
        as_owner(registration.model, written.pk, **{registration.on.other: adult})


def as_owner(model, pk, **values) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        model._default_manager.filter(pk=pk).update(**values)
        cursor.execute("SET LOCAL ROLE beside_app")


def test_a_block_that_is_over_or_has_not_begun_refuses_nothing(world):
    pupil, adult, _third = world.people
    block(adult, pupil, ends=TODAY)
    block(adult, pupil, starts=TODAY + timedelta(days=400))
    for each in PAIRED:
        write_as_owner(each.model, [row(world, each, pupil, adult)])


def test_every_table_that_names_two_people_holds_them_apart_or_says_why_not():
    named = {}
    for each in registry.registrations():
        columns = {
            f.name
            for f in each.model._meta.get_fields()
            if isinstance(f, ForeignKey) and f.related_model in (Subject, Person)
        }
        if len(columns) > 1:
            label = f"{each.model._meta.app_label}.{each.model.__name__}"
            named[label] = named.get(label, False) or bool(each.on.other)
    assert {label for label, held in named.items() if not held} == set(NOT_TOGETHER) & set(named)
    assert set(NOT_TOGETHER) <= set(named)


def test_every_app_that_puts_two_together_ends_it_when_a_block_begins():
    owners = {each.model._meta.app_label for each in PAIRED} - {"recognition"}
    for label in owners:
        folder = resources.files(apps.get_app_config(label).name) / "sql"
        assert (folder / f"{label}_block_begins.sql").is_file(), label
