"""A small school, made for one test: people, groups, posts and families, with their standings."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from beside.access.actor import Actor, role, tell_database
from beside.access.models import Account, Subject
from beside.rights import Role
from beside.safeguarding.models import MessageTest
from beside.schools import models as m
from beside.schools.actions.standings import settle_school
from beside.ties.models import Nomination, Respondent, Round
from beside.ties.reckoning import reckon

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/London"))
OPERATOR = Actor(None, TODAY)
LATE = "9999-01-01T00:00:00+00:00"
BACKEND = "beside.access.sessions.Accounts"


class Small:
    """Builds a school as the roll role; `settle()` makes its standings what it says."""

    def __init__(self, name: str = "Hill School", federation: m.Federation | None = None):
        with role(Role.ROLL):
            self.federation = federation or m.Federation.objects.create(name="Hills")
            self.school = m.School.objects.create(
                federation=self.federation, source_id=name, name=name
            )

    def person(self, name: str) -> m.Person:
        given, _, family = name.partition(" ")
        with role(Role.ROLL):
            subject = Subject(id=uuid.uuid4())
            Subject.objects.bulk_create([subject])
            made = m.Person(
                subject=subject,
                federation=self.federation,
                source_id=name,
                given_name=given,
                family_name=family,
            )
            m.Person.objects.bulk_create([made])
        return made

    def group(self, name: str, kind: str = "tutor_group") -> m.Group:
        with role(Role.ROLL):
            return m.Group.objects.create(
                federation=self.federation,
                school=self.school,
                source_id=f"{self.school.source_id}/{name}",
                name=name,
                kind=kind,
            )

    def pupil(self, name: str, year: str = "9", group: m.Group | None = None, **dates) -> m.Person:
        made = self.person(name)
        with role(Role.ROLL):
            m.Enrolment.objects.create(
                person=made,
                school=self.school,
                source_id=f"{self.school.source_id}/{name}",
                year_group=year,
                tutor_group=group,
                **dates,
            )
        return made

    def adult(self, name: str, kind: str = "teacher", year: str = "", **dates) -> m.Person:
        made = self.person(name)
        self.post(made, kind, year, **dates)
        return made

    def post(self, person: m.Person, kind: str, year: str = "", **dates) -> None:
        with role(Role.ROLL):
            m.Post.objects.create(
                person=person,
                school=self.school,
                source_id=f"{self.school.source_id}/{person.source_id}/{kind}/{year}",
                kind=kind,
                year_group=year,
                **dates,
            )

    def member(self, person: m.Person, group: m.Group, as_: str = "pupil", **dates) -> None:
        with role(Role.ROLL):
            m.Membership.objects.create(
                person=person,
                group=group,
                role=as_,
                source_id=f"{group.source_id}/{person.source_id}/{as_}",
                **dates,
            )

    def carer(self, name: str, *pupils: m.Person) -> m.Person:
        made = self.person(name)
        with role(Role.ROLL):
            for pupil in pupils:
                m.FamilyLink.objects.create(
                    carer=made, pupil=pupil, source_id=f"{name}/{pupil.source_id}"
                )
        return made

    def settle(self, on: date = TODAY) -> "Small":
        with role(Role.ROLL):
            settle_school(by=Actor(None, on), school=self.school)
        return self

    def proven(self, lead: m.Person | None = None) -> m.Person:
        """A safeguarding lead whom a test message reached, so that surveys may open."""
        lead = lead or self.adult("Nadia Shah", "safeguarding_lead")
        with role(Role.ROLL):
            MessageTest.objects.create(
                school=self.school,
                to_id=lead.pk,
                sent_by_id=lead.pk,
                sent_at=NOW,
                confirmed_at=NOW,
            )
        return lead

    def round(self, name: str = "Survey", **fields) -> Round:
        with role(Role.ROLL):
            return Round.objects.create(
                school=self.school,
                name=name,
                **{"taken_on": TODAY, "status": "ended", "ended_at": NOW} | fields,
            )

    def asked(self, round_: Round, person, question: str, answered=True, reason="") -> None:
        with role(Role.ROLL):
            Respondent.objects.create(
                round=round_,
                person_id=person.pk,
                question=question,
                answered=answered,
                reason=reason,
            )

    def names(self, round_: Round, ego, alter, question: str, answer: bool = True) -> None:
        with role(Role.ROLL):
            Nomination.objects.bulk_create(
                [
                    Nomination(
                        round=round_,
                        ego_id=ego.pk,
                        alter_id=alter.pk,
                        question=question,
                        answer=answer,
                    )
                ]
            )

    def reckon(self, round_: Round) -> None:
        reckon(round_.pk)


def act(person: m.Person | None, on: date = TODAY) -> Actor:
    """Let this person act for the rest of the transaction."""
    actor = Actor(person.pk if person else None, on)
    tell_database(actor)
    return actor


def sign_in(client, person: m.Person, shown: bool = True) -> None:
    """Sign a person in to a test client; their account is made on the way.

    Their second step was shown and the session used just now, whatever clock a test sets.
    """
    with role(Role.ROLL):
        account, _made = Account.objects.get_or_create(
            subject_id=person.pk, defaults={"username": str(person.pk)}
        )
    act(person)
    client.force_login(account, backend=BACKEND)
    if shown:
        show_step(client)


def show_step(client) -> None:
    """As if whoever is signed in had shown their second step just now."""
    session = client.session
    session.update({"beside_used_at": LATE, "beside_step_at": LATE})
    session.save()
