"""Names that a promise opens: to whom it says, of whom it says, and nothing beside."""

import pytest

from beside.access.actor import role
from beside.rights import Role
from beside.ties.actions import sharing
from beside.ties.models import ExactState, Nomination, SharingChoice
from beside.ties.questions import OPENED_BY_NAMES
from tests.factories import NOW, act
from tests.ties.reading_worlds import (
    Reading,
    differing,
    differing_rows,
    in_words,
    read,
    subject_of,
)
from tests.ties.two_worlds import READERS, World

pytestmark = pytest.mark.django_db

# Whoever could see an opened name, and some of those who could not.
NEAR = ("tutor", "head_of_year", "staff", "other tutor", "head")
LOOK_AFTER = ("tutor", "other tutor", "head_of_year", "other head of year")


@pytest.fixture
def tell(monkeypatch):
    """The first of the two worlds under a promise."""
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())

    def told(promise: str) -> World:
        world = World(promise)
        world.tell(0)
        return world

    return told


def names_read(world: World, reader: str) -> set:
    """Of the answers that pupils gave, those of others which this reader's session can read."""
    person = subject_of(world, reader)
    act(person)
    found = Nomination.objects.filter(question__in=Nomination.PUPIL_QUESTIONS, answer=True)
    return set(found.exclude(ego=person.pk if person else None).values_list("pk", "ego"))


@pytest.mark.parametrize("promise", ["yes_no", "choose", "names"])
def test_who_reads_the_names_under_a_promise(tell, promise):
    world = tell(promise)
    for reader in READERS:
        egos = {ego for _pk, ego in names_read(world, reader)}
        opened = world.looked_after(reader) if promise == "names" else []
        assert egos == {pupil.pk for pupil in opened}, reader


@pytest.mark.parametrize("promise", ["yes_no", "choose", "names"])
def test_who_reads_exact_states_under_a_promise(tell, promise):
    """Never that of a peer: it rests on what pupils of other tutors said."""
    world = tell(promise)
    for reader in READERS:
        act(subject_of(world, reader))
        needs = set(ExactState.objects.values_list("need", flat=True))
        opens = promise == "names" and reader in LOOK_AFTER
        assert needs == (set(OPENED_BY_NAMES) if opens else set()), reader


def choose(world: World, audience: str, *, opened: bool) -> Nomination:
    """The first pupil opens the first adult they named in the survey that is over, or closes it."""
    pupil, adult = world.namers[0], world.named_by(0, 0)["adult"][0]
    by = act(pupil)
    named = Nomination.objects.get(round=world.over, ego=pupil.pk, alter=adult.pk, question="adult")
    sharing.choose(by=by, nomination=named, audience=audience, opened=opened, now=NOW)
    act(None)
    return named


# What a name changes that a pupil opens to their tutor and head of year, and then to the adult.
CHANGES = {
    "staff": {
        "tutor": ({"group", "pupil"}, {"ties_nomination"}),
        "head_of_year": ({"group", "pupil"}, {"ties_nomination"}),
    },
    "named": {"staff": ({"home"}, {"ties_nomination"})},
}


def test_one_opened_name_shows_to_exactly_whom_it_was_opened(tell):
    world = tell("choose")
    assert subject_of(world, "staff") == world.named_by(0, 0)["adult"][0]
    first = {reader: read(world, reader, wide=False) for reader in NEAR}
    for audience, changes in CHANGES.items():
        choose(world, audience, opened=True)
        for reader in NEAR:
            after = read(world, reader, wide=False, known=first[reader])
            assert_changed(first[reader], after, *changes.get(reader, (set(), set())))
            if audience == "staff" and reader in changes:
                assert_only_that_name(world, first[reader], after)
        assert {who for who in READERS if names_read(world, who)} == changes.keys()
        choose(world, audience, opened=False)
    after = read(world, "tutor", wide=False, known=first["tutor"])
    assert_changed(first["tutor"], after, set(), set())


def assert_changed(before: Reading, after: Reading, pages: set[str], tables: set[str]) -> None:
    """These pages changed, and in each of these tables one row came."""
    found = differing(before, after)
    assert found.keys() == pages, in_words(before, after, [k for n in found for k in found[n]])
    rows = differing_rows(before, after)
    assert {table: len(each) for table, each in rows.items()} == dict.fromkeys(tables, 1)


def assert_only_that_name(world: World, before: Reading, after: Reading) -> None:
    """Of all the pupil named, the one they opened came to the pages, and no other."""
    keys = [key for keys in differing(before, after).values() for key in keys]
    added = {
        line for key in keys for line in {*after.pages[key].lines} - {*before.pages[key].lines}
    }
    opened, *kept = [each for people in world.named_by(0, 0).values() for each in people]
    assert opened.name in "".join(added)
    assert not [each for each in kept if str(getattr(each, "name", each)) in "".join(added)]


def test_nobody_but_the_pupil_reads_what_they_decided(tell):
    world = tell("choose")
    choose(world, "staff", opened=True)
    for reader in READERS:
        act(subject_of(world, reader))
        assert SharingChoice.objects.exists() == (reader == "pupil"), reader
    with role(Role.MEASURE):
        assert not SharingChoice.objects.exists()
