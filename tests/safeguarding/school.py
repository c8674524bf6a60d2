"""A school with lead, deputy, head, chair, a teacher whom pupils may pick, and two pupils."""

import uuid
from datetime import datetime, timedelta

from beside.access.actor import Actor, role
from beside.rights import Role
from beside.safeguarding.actions import climbing, new_key, talks
from beside.safeguarding.models import Listener, Talk
from beside.schools.models import Person
from tests.factories import NOW, TODAY, Small, act

WORDS = "My friends do not talk to me any more."


class School:
    def __init__(self, name: str = "Hill School"):
        self.made = made = Small(name)
        group = made.group("9A")
        self.pupil = made.pupil("Amina Yusuf", group=group)
        self.other = made.pupil("Isla Young", group=group)
        self.lead = made.adult("Nadia Shah", "safeguarding_lead")
        self.deputy = made.adult("Gwen Hughes", "safeguarding_deputy")
        self.head = made.adult("Miriam Bell", "head")
        self.chair = made.adult("Carol Amos", "chair")
        self.ann = made.adult("Ann Okafor")
        self.tom = made.adult("Tom Reid")
        made.settle()
        for each in (self.lead, self.deputy, self.head, self.ann, self.tom):
            self.address(each)
        self.listens(self.ann)

    @property
    def school(self):
        return self.made.school

    def address(self, person) -> None:
        with role(Role.ROLL):
            email = f"{person.given_name}.{person.family_name}@hill.example".lower()
            Person.objects.filter(pk=person.pk).update(email=email)

    def listens(self, person, **facts) -> None:
        given = {
            "is_employed": True,
            "checked_on": TODAY,
            "trained_on": TODAY,
            "said_yes_at": NOW,
        } | facts
        with role(Role.ROLL):
            Listener.objects.create(school=self.school, adult_id=person.pk, **given)

    def writes(self, who=None, at: datetime = NOW, key: uuid.UUID | None = None, **wanted) -> Talk:
        sent = {"picked": self.ann.pk, "words": WORDS} | wanted
        return talks.send(
            by=act(who or self.pupil),
            school=self.school,
            wanted=talks.Wanted(**sent),
            at=at,
            key=key or new_key(),
        )

    def climbs(self, at: datetime) -> list[tuple[list[uuid.UUID], str]]:
        by = Actor(None, at.date())
        act(None, at.date())
        with role(Role.KEEPER):
            return climbing.climb(by=by, now=at)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)
