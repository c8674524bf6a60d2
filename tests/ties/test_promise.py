"""Under the default promise nothing shows whom a pupil named.

Two worlds differ only in that: each page, list, count, order and print that a tutor and a head of
year can fetch, and every row their database session can read, must be the same in both.
"""

import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from beside.access.actor import role
from beside.access.bases import Role
from beside.ties.models import Commitment, FollowUp
from tests.factories import TODAY, Small, act, sign_in

pytestmark = pytest.mark.django_db


class Undo(Exception):
    """Leaves a world behind."""


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
        made.member(self.tutor, self.group, "tutor")
        made.member(self.pupils[1], club)
        made.member(self.adults[0], club, "leader")
        made.settle()
        self.earlier = made.round("Spring", promise=promise, taken_on=TODAY.replace(month=3))
        self.round = made.round("Autumn", promise=promise)
        for round_ in (self.earlier, self.round):
            for adult in self.adults:
                made.asked(round_, adult, "staff_knows")
            for pupil in self.pupils:
                made.asked(round_, pupil, "adult")
            for pupil in self.pupils[:3]:
                made.names(round_, self.adults[0], pupil, "staff_knows")
        with role(Role.ROLL):
            kept = Commitment.objects.create(
                school=made.school,
                pupil_id=self.pupils[4].pk,
                adult=self.tutor.subject,
                starts=TODAY,
            )
            FollowUp.objects.create(
                commitment=kept, pupil_id=kept.pupil_id, adult_id=kept.adult_id, due=TODAY
            )

    def name(self, first: int, second: int) -> None:
        """Pupils A to D name one of two adults each; E and F name nobody."""
        for round_ in (self.earlier, self.round):
            for place, pupil in enumerate(self.pupils[:4]):
                alter = self.adults[first if place % 2 else second]
                self.made.names(round_, pupil, alter, "adult")
            self.made.reckon(round_)

    def addresses(self) -> list[str]:
        school = self.made.school.pk
        year = reverse("year", args=[school, "9"])
        rounds = [self.earlier, self.round]
        return [
            reverse("home"),
            *(f"{year}?round={r.pk}&group={g}&all=1" for r in rounds for g in ("", "9KP")),
            *(f"{reverse('school', args=[school])}?round={r.pk}" for r in rounds),
            *(reverse("round_changes", args=[r.pk]) for r in rounds),
            *(reverse("pupil", args=[p.pk]) for p in self.pupils),
            *(reverse(name) for name in ("rounds", "who_sees", "limit", "raise_concern")),
            *(reverse(name, args=[r.pk]) for r in rounds for name in ("round", "round_screen")),
            *(reverse("meeting_after", args=[r.pk]) for r in rounds),
            f"{reverse('search')}?q=Pupil",
        ]


def _fetch(client, world: Year9, person) -> dict[str, tuple[int, str]]:
    sign_in(client, person)
    found = {}
    for address in world.addresses():
        response = client.get(address)
        text = re.sub(r'csrf\w*["\': =]+(value=)?["\']?\w{64}|X-CSRFToken[^}]*', "", response.text)
        found[address] = (response.status_code, re.sub(r'value="\w{64}"', "", text))
    return found


def _rows(person) -> dict[str, list]:
    """Every row of every table that this person's session can read, but for when it was reckoned."""
    act(person)
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label not in ("ties", "schools", "safeguarding", "access"):
                continue
            skipped = ("reckoned_at", "password", "last_login")
            columns = [f.column for f in model._meta.concrete_fields if f.column not in skipped]
            named = [c for c in columns if not (model._meta.model_name == "state" and c == "id")]
            listed = ", ".join(f'"{c}"::text' for c in named)
            cursor.execute(f"SELECT {listed} FROM {model._meta.db_table}")
            found[model.__name__] = sorted(map(str, cursor.fetchall()))
    return found


def _in_world(client, world: Year9, first: int, second: int, person):
    found = None
    try:
        with transaction.atomic():
            world.name(first, second)
            found = _fetch(client, world, person), _rows(person)
            raise Undo
    except Undo:
        return found


@pytest.mark.parametrize("who", ["tutor", "lead"])
def test_two_worlds_look_the_same(client, who):
    world = Year9()
    person = getattr(world, who)
    one, other = (_in_world(client, world, *pair, person) for pair in ((0, 1), (1, 0)))
    for address, shown in one[0].items():
        assert shown == other[0][address], address
    assert one[1] == other[1]
    statuses = {status for status, _text in one[0].values()}
    assert 200 in statuses
    assert not statuses - {200, 302, 404}


def test_the_comparison_sees_a_world_whose_promise_opens_names(client):
    """The same comparison goes red where names are open: it can fail."""
    world = Year9(promise="names")
    one, other = (_in_world(client, world, *pair, world.lead) for pair in ((0, 1), (1, 0)))
    assert one[1]["Nomination"] != other[1]["Nomination"]
    assert one[0] != other[0]


def test_a_page_says_someone_whoever_said_so(client):
    world = Year9()
    world.name(0, 1)
    sign_in(client, world.lead)
    page = client.get(reverse("year", args=[world.made.school.pk, "9"])).text
    assert "The pupil says so" in page
    assert "Both say so" not in page
    assert "Ann Okafor" not in page.replace("Chess with Ann Okafor", "")
