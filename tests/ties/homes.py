"""A school with homes of every kind, and what a carer does on the pages of their letter."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from beside.access.actor import NOBODY, role, tell_database
from beside.access.models import Block
from beside.rights import Role
from beside.ties.actions import asking, families
from beside.ties.models import (
    ExactState,
)
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, Small, act, sign_in


class Homes:
    """A school with separated parents, a carer of two, and one who is kept apart from a child."""

    def __init__(self, made: Small | None = None):
        self.made = made = made or Small()
        self.group = made.group("9A")
        self.isla = made.pupil("Isla Young", group=self.group)
        self.leo = made.pupil("Leo Young", "7")
        self.omar = made.pupil("Omar Khan", group=self.group)
        self.rachel = made.carer("Rachel Young", self.isla, self.leo)
        self.tom = made.carer("Tom Becker", self.isla)
        self.sana = made.carer("Sana Khan", self.omar)
        self.ben = made.carer("Ben Khan", self.omar)
        self.ann, self.bo = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        made.post(self.lead, "head_of_year", "7")
        self.office = made.adult("Olu Office", "office")
        made.member(self.ann, self.group, "tutor")
        made.proven()
        made.settle()
        write_as_owner(Block, [Block(actor_id=self.ben.pk, pupil_id=self.omar.pk)])
        plan = asking.Plan(
            name="Both sides",
            year_groups=["7", "9"],
            promise="yes_no",
            asks_families=True,
            closes_on=TODAY + timedelta(days=10),
        )
        self.round = asking.open_round(by=act(self.lead), school=made.school, plan=plan)

    def code(self, carer, *, anew: bool = False) -> str:
        numbers = families.make_links(
            by=act(self.lead), round_=self.round, carers=[carer.pk], anew=anew, now=NOW
        )
        return families.link_code(self.round.pk, carer.pk, numbers[carer.pk])

    def open(self, carer) -> Client:
        client = Client()
        code = self.code(carer)
        tell_nobody()
        assert client.post(reverse("family", args=[code])).status_code == 302
        return client

    def exact(self, pupil) -> str:
        with role(Role.MEASURE):
            return ExactState.objects.get(round=self.round, pupil=pupil.pk, need="family").state

    def letters(self, group=None, **post) -> str:
        client = Client()
        sign_in(client, self.lead)
        place = [self.round.pk, group or self.group.pk]
        page = client.post(reverse("letters_of_group", args=place), post)
        assert page.status_code == 200
        return page.content.decode()


def tell_nobody() -> None:
    tell_database(NOBODY)


def say(client: Client, screen: str, **form) -> None:
    page = client.post(reverse("family_screen", args=[screen]), {"next": "1", **form})
    assert page.status_code == 302, page.content.decode()


def send(client: Client) -> str:
    return client.post(reverse("family_send"))["Location"]


def text(response) -> str:
    body = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
