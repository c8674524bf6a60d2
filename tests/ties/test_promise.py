"""What a map, a year page and the audit show under each promise.

That nothing else shows whom a pupil named stands in test_promise_roles.py, for every reader and
every page; what an opened name shows to whom in test_promise_opened.py.
"""

from itertools import product

import pytest
from django.db import connection
from django.urls import reverse

from beside.access.actor import role
from beside.rights import Role
from beside.ties.actions import rounds
from beside.ties.models import Nomination, Round
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db


PUPILS_ASKED = ("adult", "peer", "care", "stage")


class Year9:
    """A tutor group whose pupils name one adult or another."""

    def __init__(self, promise: str = "yes_no"):
        self.made = made = Small()
        self.group = made.group("9KP")
        club = made.group("Chess", "club")
        self.pupils = [made.pupil(f"Pupil {n}", group=self.group) for n in "ABCDEF"]
        self.tutor = made.adult("Ravi Patel")
        self.adults = [made.adult("Ann Okafor"), made.adult("Bo Lund"), self.tutor]
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        self.head = made.adult("Miriam Bell", "head")
        self.federation_lead = made.adult("Folake Adeyemi", "federation_lead")
        made.member(self.tutor, self.group, "tutor")
        made.member(self.pupils[1], club)
        made.member(self.adults[0], club, "leader")
        made.settle()
        asked = {"promise": promise, "questions": ["staff_knows", *PUPILS_ASKED]}
        self.round = made.round("Autumn", **asked)
        for adult in self.adults:
            made.asked(self.round, adult, "staff_knows")
        for pupil, question in product(self.pupils, PUPILS_ASKED):
            made.asked(self.round, pupil, question)
        for pupil in self.pupils[:3]:
            made.names(self.round, self.adults[0], pupil, "staff_knows")
        self._name()

    def _name(self) -> None:
        """Pupils A to D name one of two adults each and the next pupil; E and F name nobody."""
        for place, pupil in enumerate(self.pupils[:4]):
            self.made.names(self.round, pupil, self.adults[1 - place % 2], "adult")
            self.made.names(self.round, pupil, self.pupils[place + 1], "peer")
        with role(Role.ROLL):
            said = Nomination.objects.filter(round=self.round, question="adult")
            said.update(qualities=["care"], stage="from", ring=1)
        self.made.reckon(self.round)

    def open_to_staff(self, place: int) -> None:
        """A pupil opens whom they named to their tutor and head of year."""
        with role(Role.ROLL):
            said = Nomination.objects.filter(round=self.round, ego=self.pupils[place].pk)
            said.filter(question="adult").update(opened_to_staff=True)

    def group_page(self, round_) -> str:
        return f"{reverse('group', args=[self.group.pk])}?round={round_.pk}"


def test_a_page_says_someone_whoever_said_so(client):
    world = Year9()
    sign_in(client, world.lead)
    page = client.get(reverse("year", args=[world.made.school.pk, "9"])).text
    assert "The pupil says so" in page
    assert "Both say so" not in page
    assert "Ann Okafor" not in page.replace("Chess with Ann Okafor", "")


def _map(client, world: Year9, person) -> str:
    sign_in(client, person)
    return client.get(world.group_page(world.round)).text


@pytest.mark.parametrize("who", ["tutor", "lead"])
def test_the_map_names_no_adult_under_yes_or_no(client, who):
    world = Year9()
    page = _map(client, world, getattr(world, who))
    assert "Ann Okafor" not in page
    assert "pair__pupil" not in page
    assert page.count("Someone") > 4


@pytest.mark.parametrize("who", ["tutor", "lead"])
def test_the_map_shows_whom_a_pupil_named_where_names_are_open(client, who):
    world = Year9("names")
    page = _map(client, world, getattr(world, who))
    assert page.count("The pupil named Ann Okafor") == 2
    assert page.count("The pupil named Bo Lund") == 2


@pytest.mark.parametrize("who", ["tutor", "lead"])
def test_the_map_shows_the_names_a_pupil_opened_and_no_others(client, who):
    world = Year9("choose")
    world.open_to_staff(1)
    page = _map(client, world, getattr(world, who))
    assert page.count("The pupil named Ann Okafor") == 1
    assert "Bo Lund" not in page


def test_an_adults_leaf_is_on_their_own_map_alone(client):
    world = Year9("names")
    world.made.names(world.round, world.tutor, world.pupils[5], "staff_knows")
    mine = _map(client, world, world.tutor)
    assert mine.count("You say you know them") == 1
    assert mine.count("pair__adult") == len(["in the key", "on the map"])
    theirs = _map(client, world, world.lead)
    assert "pair__adult" not in theirs


def test_the_map_is_for_who_looks_after_the_group(client):
    world = Year9("names")
    for person in (world.head, world.federation_lead, world.adults[0], world.pupils[0]):
        sign_in(client, person)
        assert client.get(world.group_page(world.round)).status_code == 404


def test_the_pupil_reads_who_looked_at_the_map(client):
    world = Year9()
    _map(client, world, world.tutor)
    sign_in(client, world.pupils[0])
    assert "your tutor group" in client.get(reverse("who_looked")).text


def test_who_ends_a_round_cannot_read_in_the_audit_what_that_reckoned():
    world = Year9()
    with role(Role.ROLL):
        Round.objects.filter(pk=world.round.pk).update(
            status="open", ended_at=None, year_groups=["9"]
        )
    world.round.refresh_from_db()
    rounds.end_asking(by=act(world.lead), round_=world.round, now=NOW)
    act(world.lead)
    with connection.cursor() as cursor:
        cursor.execute('SELECT DISTINCT "table" FROM audit_change')
        assert not {row[0] for row in cursor.fetchall()} & {"ties_state", "ties_exactstate"}
