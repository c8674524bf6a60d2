"""Every page, opened and written to by everybody; and nobody's ids work in another's hands."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from beside.access import scopes
from beside.access.actor import role
from beside.access.models import Block
from beside.enrichment.models import Challenge, Member, Season, Team, TeamPage
from beside.placement.models import Run
from beside.recognition.models import ThankYou
from beside.rights import Role
from beside.safeguarding.models import Concern, LeaverFile, OwnWord, Talk, ToPupil
from beside.schools.models import Group, Release, RollImport
from beside.ties import doors
from beside.ties.actions.door import mail_codes
from beside.ties.answers import empty
from beside.ties.models import (
    Approach,
    Commitment,
    Draft,
    FollowUp,
    Mentoring,
    Nomination,
    Respondent,
)
from beside.timetable.models import Cycle, Invite, PeerTutor, Period, Seat, Session
from tests.access.rows import write_as_owner
from tests.factories import NOW, TODAY, Small, act, sign_in
from tests.pages import GETS, POSTS, ROLES

CODE = "HHLLWW"
POSTS_OF = {
    "staff": "teacher",
    "tutor": "teacher",
    "head_of_year": "head_of_year",
    "organiser": "organiser",
    "office": "office",
    "safeguarding_lead": "safeguarding_lead",
}


class Place:
    """A school with one person of every role and one row of everything that has an address."""

    def __init__(self, name: str, code: str, federation=None):
        self.small = small = Small(name, federation)
        self.people = {"pupil": small.pupil(f"Isla {name}", group=self._group())}
        pupil = self.people["pupil"]
        self.people["parent"] = small.carer(f"Rachel {name}", pupil)
        for each, kind in POSTS_OF.items():
            year = "9" if kind == "head_of_year" else ""
            self.people[each] = small.adult(f"{each} {name}", kind, year)
        self.people["colleague"] = small.adult(f"colleague {name}")
        small.member(self.people["tutor"], self.group, "tutor")
        small.proven(self.people["safeguarding_lead"])
        other = small.pupil(f"Max {name}", year="11")
        small.settle()
        block = Block(actor_id=self.people["colleague"].pk, pupil_id=other.pk)
        write_as_owner(Block, [block])
        self.ids = {
            "block": block.pk,
            "pupil": pupil.pk,
            "school": small.school.pk,
            "year": "9",
            "code": code,
        }
        self.ids["group"] = self.group.pk
        self._rows(code)

    def _group(self) -> Group:
        self.group = self.small.group("9A")
        return self.group

    def _rows(self, code: str) -> None:
        closes = NOW.replace(year=NOW.year + 5)
        self.round = self.small.round(
            status="open",
            ended_at=None,
            year_groups=["9"],
            questions=["staff_knows", "carer_staff"],
            door_code=code,
            door_closes_at=closes,
        )
        pupil, staff = self.people["pupil"], self.people["staff"]
        with role(Role.ROLL):
            for each in (staff, self.people["colleague"]):
                Respondent.objects.create(
                    round=self.round, person_id=each.pk, question="staff_knows"
                )
            commitment = Commitment.objects.create(
                school=self.small.school, pupil_id=pupil.pk, adult_id=staff.pk, starts=TODAY
            )
            approach = Approach(
                school=self.small.school,
                pupil_id=pupil.pk,
                adult_id=staff.pk,
                asked_by_id=self.people["head_of_year"].pk,
                asked_on=TODAY,
            )
            talk = FollowUp.objects.create(
                commitment=commitment, pupil_id=pupil.pk, adult_id=staff.pk, done=TODAY, words="Hi"
            )
            kept = RollImport.objects.create(
                school=self.small.school,
                by_id=self.people["office"].pk,
                file_name="a.csv",
                content=b"First name,Surname,Year\nAva,Bell,9\n",
                status="planned",
            )
            concern = Concern(
                school=self.small.school,
                pupil_id=pupil.pk,
                writer_id=staff.pk,
                receipt=code,
                words="Worried.",
                at=NOW,
            )
            Concern.objects.bulk_create([concern])
            self.mentoring = Mentoring(
                school=self.small.school,
                pupil_id=pupil.pk,
                looked_after_by_id=staff.pk,
                invited_by_id=self.people["head_of_year"].pk,
                invited_on=TODAY,
                said_yes_on=TODAY,
            )
        release = Release(
            school=self.small.school,
            what="roll",
            about=self.small.school.pk,
            label="The roll",
            asked_by_id=self.people["office"].pk,
            asked_at=NOW,
        )
        act(self.people["office"])
        Release.objects.bulk_create([release])
        self.ids["release"] = release.pk
        act(self.people["head_of_year"])
        Approach.objects.bulk_create([approach])
        Mentoring.objects.bulk_create([self.mentoring])
        self._talks()
        self._survey(code)
        self.ids |= {
            "round": self.round.pk,
            "commitment": commitment.pk,
            "approach": approach.pk,
            "mentoring": self.mentoring.pk,
            "part": "listening",
            "change": "leave",
            "talk": talk.pk,
            "import": kept.pk,
            "concern": concern.pk,
            "person": self.people["colleague"].pk,
            "asked": self.people["colleague"].pk,
            "group": self.group.pk,
            "cardcode": "CARDCODE",
            "screen": "adult",
            "template": "people.csv",
            "secret": "nothing",
            "provider": "nobody",
            "number": 1,
            "session_id": commitment.pk,
            "uid": "a",
            "key": "b",
        }

    def _talks(self) -> None:
        """Two talks of the pupil, one of them urgent, their word, and the file of one who left."""
        pupil, staff = self.people["pupil"], self.people["staff"]
        common = {"school": self.small.school, "pupil_id": pupil.pk, "readers": [staff.pk]}
        written = Talk(**common, words="Hi", reader_id=staff.pk, at=NOW, due_at=NOW)
        urgent = Talk(**common, is_urgent=True, at=NOW, due_at=NOW)
        left = LeaverFile(
            school=self.small.school, pupil_id=pupil.pk, left_on=TODAY, receipt_on=TODAY
        )
        act(staff)
        words = ToPupil(school=self.small.school, pupil_id=pupil.pk, writer_id=staff.pk, at=NOW)
        words.kind, words.about, words.words = "note", staff.pk, "Come and see."
        words.past = [staff.pk, pupil.pk]
        ToPupil.objects.bulk_create([words])
        self.ids["words"] = words.pk
        with role(Role.ROLL):
            Talk.objects.bulk_create([written, urgent])
            OwnWord.objects.bulk_create([OwnWord(pupil_id=pupil.pk, secret="", set_at=NOW)])
        with role(Role.KEEPER):
            LeaverFile.objects.bulk_create([left])
        self.ids |= {"written": written.pk, "urgent": urgent.pk, "left": left.pk}

    def _survey(self, code: str) -> None:
        """A survey that the pupil has begun and sent, and one that is closed."""
        pupil, heard = self.people["pupil"], {"heard": "Much", "will_do": "More", "by_when": TODAY}
        asks = {"year_groups": ["9"], "questions": ["adult"]}
        survey = self.small.round("Asked", status="open", ended_at=None, **asks)
        closed = self.small.round("Heard", status="closed", closed_at=NOW, **heard)
        for each in (survey, closed):
            self.small.asked(each, pupil, "survey", answered=False)
        self.small.names(survey, pupil, self.people["staff"], "adult")
        act(pupil)
        Draft.objects.create(round=survey, person_id=pupil.pk, answers=empty())
        with role(Role.MEASURE):
            nomination = Nomination.objects.get(round=survey)
        self.ids |= {"survey": survey.pk, "closed": closed.pk, "nomination": nomination.pk}
        self._thanks(pupil)

    def _thanks(self, pupil) -> None:
        act(pupil)
        to = {"pupil_id": pupil.pk, "adult_id": self.people["staff"].pk, "words": "You came."}
        thanks = ThankYou.objects.create(school=self.small.school, at=NOW, **to)
        self.ids["thanks"] = thanks.pk
        self._choice_time(pupil)

    def _choice_time(self, pupil) -> None:
        """A cycle in which pupils choose, and one whose places are given out."""
        act(self.people["organiser"])
        choosing, given = self._cycle("Next", 7), self._cycle("Now", -7)
        period = Period.objects.get(cycle=given)
        session = Session.objects.create(
            period=period, title="Art", seats=9, leader_id=self.people["staff"].pk
        )
        run = Run.objects.create(
            school=self.small.school,
            scope_id=scopes.pupils(self.small.school.pk),
            year_groups=["9"],
            problem="sessions",
            about=given.pk,
            instance='{"pupils": [], "sessions": [], "wishes": []}',
            limit=1,
            seed=0,
            asked_by_id=self.people["organiser"].pk,
            asked_at=NOW,
            status="optimal",
        )
        Cycle.objects.filter(pk=given.pk).update(published=run, published_at=NOW)
        Seat.objects.create(
            school=self.small.school,
            session=session,
            period=period,
            pupil_id=pupil.pk,
            leader_id=session.leader_id,
            number=1,
            since=NOW,
        )
        offered = Session.objects.create(
            period=Period.objects.get(cycle=choosing), title="Art", seats=9
        )
        peer = PeerTutor.objects.create(
            school=self.small.school,
            session=session,
            period=period,
            pupil_id=pupil.pk,
            leader_id=session.leader_id,
            asked_by_id=session.leader_id,
            asked_at=NOW,
        )
        self.ids["peer"] = peer.pk
        season, team = self._teams(pupil, run)
        self.ids |= {"season": season.pk, "team": team.pk, "challenge": team.challenge_id}
        act(self.people["staff"])
        invite = Invite.objects.create(
            school=self.small.school,
            session=offered,
            pupil_id=pupil.pk,
            by_id=self.people["staff"].pk,
            at=NOW,
        )
        self.ids["sinvite"] = invite.pk
        own = {"choosing": choosing, "given": given, "period": period, "session": session}
        self.ids |= {name: row.pk for name, row in (own | {"run": run}).items()}

    def _teams(self, pupil, run: Run) -> tuple[Season, Team]:
        """A season in which pupils choose, and a team of it in which the pupil is."""
        season = Season.objects.create(
            school=self.small.school,
            name="Summer",
            first_day=TODAY + timedelta(days=9),
            last_day=TODAY + timedelta(days=30),
            year_groups=["9"],
            opens_at=NOW - timedelta(days=1),
            closes_at=NOW + timedelta(days=7),
        )
        challenge = Challenge.objects.create(
            season=season, title="Cycling", helper_id=self.people["staff"].pk
        )
        team = Team.objects.create(challenge=challenge, number=1)
        helper = {"helper_id": self.people["staff"].pk}
        Member.objects.create(
            school=self.small.school,
            season=season,
            team=team,
            pupil_id=pupil.pk,
            since=NOW,
            **helper,
        )
        TeamPage.objects.bulk_create([TeamPage(team=team, pupils=[pupil.pk], **helper)])
        run = Run.objects.create(
            school=self.small.school,
            scope_id=run.scope_id,
            year_groups=["9"],
            problem="teams",
            about=season.pk,
            instance="",
            limit=1,
            seed=0,
            asked_by_id=self.people["organiser"].pk,
            asked_at=NOW,
            status="optimal",
        )
        self.ids["teamrun"] = run.pk
        return season, team

    def _cycle(self, name: str, days: int) -> Cycle:
        first = NOW + timedelta(days=days)
        cycle = Cycle.objects.create(
            school=self.small.school,
            name=name,
            first_day=first.date(),
            last_day=first.date() + timedelta(days=11),
            year_groups=["9"],
            opens_at=NOW - timedelta(days=20),
            closes_at=first - timedelta(days=1),
        )
        starts = first + timedelta(days=8)
        Period.objects.create(cycle=cycle, starts_at=starts, ends_at=starts + timedelta(hours=1))
        return cycle


@pytest.fixture
def places(db, monkeypatch) -> tuple[Place, Place]:
    """Two schools of one federation."""
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    here = Place("Hill", CODE)
    return here, Place("Dale", "DDLLEE", here.small.federation)


def come_in(who: str, places: tuple[Place, Place]) -> Client:
    """A browser of somebody of this role; `elsewhere` teaches at the other school."""
    client = Client()
    here, there = places
    if who == "door":
        colleague = here.people["colleague"].pk
        number = next(c.number for c in doors.colleagues(CODE) if c.person == colleague)
        key = {"key": mail_codes(colleague, number, NOW)[0]}
        came = client.post(reverse("join_confirm", args=[CODE, colleague]), key)
        assert came.status_code == 302
    elif who == "elsewhere":
        sign_in(client, there.people["head_of_year"])
    elif who != "anonymous":
        sign_in(client, here.people[who])
    return client


def address(page, ids: dict) -> str:
    return reverse(page.name, args=[ids[each] for each in page.args])


def names() -> set[str]:
    """The name of every page that the project's urls know."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_every_page_is_in_the_table():
    assert {page.name for page in GETS} == names()


@pytest.mark.parametrize("who", ROLES)
def test_everybody_is_answered_as_the_table_says(places, who):
    client = come_in(who, places)
    got = {page.name: client.get(address(page, places[0].ids)).status_code for page in GETS}
    assert got == {page.name: page.answers[who] for page in GETS}


@pytest.mark.parametrize("who", ROLES)
def test_a_post_of_nothing_is_answered_as_the_table_says(places, who):
    got = {page.name: _post_alone(who, places, page) for page in POSTS}
    assert got == {page.name: page.answers[who] for page in POSTS}


def _post_alone(who: str, places, page) -> int:
    """Post, and take back what it changed."""
    before = transaction.savepoint()
    status = come_in(who, places).post(address(page, places[0].ids)).status_code
    transaction.savepoint_rollback(before)
    return status


ROWS = {"pupil", "round", "school", "commitment", "talk", "import", "concern", "person"}
ROWS |= {"written", "urgent", "left", "words"}
ROWS |= {"approach", "mentoring", "survey", "closed", "nomination", "group", "thanks"}
ABOUT_ROWS = [page for page in GETS if ROWS & set(page.args)]


@pytest.mark.parametrize("who", [who for who in ROLES if who != "elsewhere"])
def test_an_id_of_another_school_is_answered_like_an_id_that_is_nobodys(places, who):
    client = come_in(who, places)
    theirs = places[1].ids
    nobodys = theirs | {each: uuid.uuid4() for each in ROWS}
    for page in ABOUT_ROWS:
        for send in (client.get, client.post):
            got, missing = send(address(page, theirs)), send(address(page, nobodys))
            assert got.status_code in (302, 404, 405), page.name
            assert _answer(got, theirs) == _answer(missing, nobodys), page.name


def _answer(response, ids: dict) -> tuple[int, str, str]:
    """Everything a reader could tell two answers apart by, less the ids they asked with."""
    text = response.content.decode() + response.headers.get("Location", "")
    for each in ROWS:
        text = text.replace(str(ids[each]), each)
    text = re.sub(r"csrfmiddlewaretoken\" value=\"\w+|X-CSRFToken\": \"\w+", "", text)
    return response.status_code, response.headers.get("Content-Type", ""), text
