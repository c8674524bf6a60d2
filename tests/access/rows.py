"""One row of each table about people, made for a world of the locks."""

import uuid
from datetime import UTC, datetime

from beside.access.models import SignInCard
from beside.audit.models import Seen
from beside.enrichment.models import (
    Apart,
    Company,
    Member,
    Ranking,
    Reflection,
    Team,
    TeamPage,
)
from beside.placement.models import Given, Run
from beside.recognition.models import ThankYou
from beside.safeguarding.models import (
    Away,
    Concern,
    Duty,
    Hold,
    LeaverFile,
    Listener,
    MessageTest,
    OwnWord,
    Talk,
    ToPupil,
)
from beside.schools.models import (
    Enrolment,
    FamilyLink,
    Membership,
    Post,
)
from beside.ties.models import (
    Approach,
    Capacity,
    CarerLink,
    Commitment,
    Draft,
    Evidence,
    ExactState,
    Figure,
    Gladly,
    Mentoring,
    MentorNote,
    Nomination,
    Panelist,
    Reminder,
    Respondent,
    Response,
    Spoken,
    StaffOpening,
    State,
    TieFigure,
)
from beside.timetable.models import (
    CalendarLink,
    Choice,
    Invite,
    PeerTutor,
    Seat,
    Waiting,
)
from beside.timetable.models import Company as CycleCompany
from tests.conftest import TODAY

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def write_as_owner(model, rows: list) -> None:
    """Put rows in whatever the policies say: the test database lets its owner insert."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        model.objects.bulk_create(rows)
        cursor.execute("SET LOCAL ROLE beside_app")


def _seen(world, a, b):
    return Seen(reader=a, pupils=[b], what="pupil", at=NOW)


def run_fields(w) -> dict:
    """What a run needs besides its school's scope and who asked for it."""
    return {
        "school": w.school,
        "problem": "sessions",
        "about": w.cycle.pk,
        "year_groups": w.years,
        "instance": "{}",
        "limit": 1,
        "seed": 0,
        "asked_at": NOW,
    }


def _kept_run(w) -> Run:
    """A run of its own for what it was given: one each."""
    run = Run(**run_fields(w), scope_id=uuid.uuid4(), asked_by_id=w.people[0])
    write_as_owner(Run, [run])
    return run


def _new_team(w) -> Team:
    """A team of its own for a page: one each."""
    number = Team.objects.filter(challenge=w.team.challenge).count() + 1
    return Team.objects.create(challenge=w.team.challenge, number=number)


ROW_MAKERS = {
    Enrolment: lambda w, a, b: Enrolment(person_id=a, school=w.school, source_id=str(a)),
    Post: lambda w, a, b: Post(person_id=a, school=w.school, source_id=str(a), kind="teacher"),
    Membership: lambda w, a, b: Membership(
        person_id=a, group=w.group, source_id=str(a), role="pupil"
    ),
    FamilyLink: lambda w, a, b: FamilyLink(carer_id=a, pupil_id=b, source_id=f"{a}/{b}"),
    Respondent: lambda w, a, b: Respondent(round=w.round, person_id=a, question="peer"),
    State: lambda w, a, b: State(
        round=w.round, pupil_id=a, need="adult", state="someone", reckoned_at=NOW
    ),
    ExactState: lambda w, a, b: ExactState(
        round=w.round, pupil_id=a, need="adult", state="both", reckoned_at=NOW
    ),
    Figure: lambda w, a, b: Figure(round=w.round, scope_id=a, need="adult", reckoned_at=NOW),
    TieFigure: lambda w, a, b: TieFigure(
        round=w.round, scope_id=a, measure="people", reckoned_at=NOW
    ),
    Commitment: lambda w, a, b: Commitment(school=w.school, pupil_id=a, adult_id=b, starts=TODAY),
    Approach: lambda w, a, b: Approach(
        school=w.school, pupil_id=a, adult_id=b, asked_by_id=a, asked_on=TODAY
    ),
    Mentoring: lambda w, a, b: Mentoring(
        school=w.school, pupil_id=a, looked_after_by_id=b, invited_by_id=b, invited_on=TODAY
    ),
    MentorNote: lambda w, a, b: MentorNote(school=w.school, pupil_id=a, words="w", at=NOW),
    Capacity: lambda w, a, b: Capacity(adult_id=a),
    Spoken: lambda w, a, b: Spoken(person_id=a, languages=["Polish"]),
    Gladly: lambda w, a, b: Gladly(school=w.school, pupil_id=a, adult_id=b, rank=1),
    Evidence: lambda w, a, b: Evidence(
        school=w.school, pupil_id=a, adult_id=b, kind="choice_time", source=w.cycle.pk, on=TODAY
    ),
    Concern: lambda w, a, b: Concern(
        school=w.school,
        pupil_id=a,
        writer_id=b,
        receipt=uuid.uuid4().hex[:8],
        words="w",
        at=NOW,
    ),
    Talk: lambda w, a, b: Talk(school=w.school, pupil_id=a, readers=[b], words="w", at=NOW),
    OwnWord: lambda w, a, b: OwnWord(pupil_id=a, secret="x", set_at=NOW),
    Listener: lambda w, a, b: Listener(school=w.school, adult_id=a),
    Duty: lambda w, a, b: Duty(school=w.school, adult_id=a, weekday=0, reads_at=NOW.time()),
    Away: lambda w, a, b: Away(school=w.school, adult_id=a, first=TODAY, last=TODAY),
    MessageTest: lambda w, a, b: MessageTest(
        school=w.school, to_id=a, sent_by_id=b, sent_at=NOW, secret="x"
    ),
    LeaverFile: lambda w, a, b: LeaverFile(school=w.school, pupil_id=a, left_on=TODAY),
    Hold: lambda w, a, b: Hold(school=w.school, pupil_id=a, by_id=b, reason="w", at=NOW),
    ThankYou: lambda w, a, b: ThankYou(school=w.school, pupil_id=a, adult_id=b, words="w", at=NOW),
    Seen: _seen,
    Response: lambda w, a, b: Response(round=w.round, person_id=a, question="go_to", value="yes"),
    StaffOpening: lambda w, a, b: StaffOpening(school=w.school, person_id=a, opened=True, at=NOW),
    Draft: lambda w, a, b: Draft(round=w.round, person_id=a),
    Panelist: lambda w, a, b: Panelist(round=w.round, pupil_id=a),
    Reminder: lambda w, a, b: Reminder(
        round=w.round, scope_id=a, sent_by_id=b, at=NOW, colleagues=1, carers=0
    ),
    CarerLink: lambda w, a, b: CarerLink(round=w.round, carer_id=a, token_hash=uuid.uuid4().hex),
    Run: lambda w, a, b: Run(**run_fields(w), scope_id=a, asked_by_id=b),
    Given: lambda w, a, b: Given(run=_kept_run(w), instance="{}"),
    Ranking: lambda w, a, b: Ranking(school=w.school, season=w.season, pupil_id=a, at=NOW),
    Company: lambda w, a, b: Company(school=w.school, season=w.season, pupil_id=a),
    ToPupil: lambda w, a, b: ToPupil(
        school=w.school,
        pupil_id=b,
        writer_id=a,
        kind="note",
        about=uuid.uuid4(),
        words="w",
        at=NOW,
        past=[a, b],
    ),
    CycleCompany: lambda w, a, b: CycleCompany(school=w.school, cycle=w.cycle, pupil_id=a),
    Apart: lambda w, a, b: Apart(
        school=w.school, season=w.season, pupil_id=a, other_id=b, by_id=b, ended_at=NOW
    ),
    Member: lambda w, a, b: Member(
        school=w.school,
        season=w.season,
        team=w.team,
        pupil_id=a,
        helper_id=b,
        since=NOW,
        ended_at=NOW,
    ),
    TeamPage: lambda w, a, b: TeamPage(team=_new_team(w), pupils=[a], helper_id=b),
    Reflection: lambda w, a, b: Reflection(
        school=w.school, team=w.team, pupil_id=a, stage="plan", words="w", at=NOW
    ),
    Choice: lambda w, a, b: Choice(school=w.school, cycle=w.cycle, pupil_id=a, at=NOW),
    Invite: lambda w, a, b: Invite(
        school=w.school, session=w.session, pupil_id=a, by_id=b, at=NOW, ended_at=NOW
    ),
    Seat: lambda w, a, b: Seat(
        school=w.school,
        session=w.session,
        period=w.period,
        pupil_id=a,
        leader_id=b,
        number=1,
        since=NOW,
        ended_at=NOW,
    ),
    Waiting: lambda w, a, b: Waiting(
        school=w.school, session=w.session, pupil_id=a, since=NOW, ended_at=NOW
    ),
    PeerTutor: lambda w, a, b: PeerTutor(
        school=w.school,
        session=w.session,
        period=w.period,
        pupil_id=a,
        leader_id=b,
        asked_by_id=b,
        asked_at=NOW,
        ended_at=NOW,
    ),
    CalendarLink: lambda w, a, b: CalendarLink(
        person_id=a, token_hash=uuid.uuid4().hex, made_at=NOW, ended_at=NOW
    ),
    SignInCard: lambda w, a, b: SignInCard(
        subject_id=a, made_by_id=b, made_at=NOW, expires_at=NOW, code_hash=uuid.uuid4().hex
    ),
}


def _nomination(question, **opened):
    def make(w, a, b):
        return Nomination(round=w.round, ego_id=a, alter_id=b, question=question, **opened)

    return make


NOMINATIONS = {
    q: _nomination(q) for q in ("peer", "adult", "staff_knows", "carer_staff", "contact", "wish")
}
NOMINATIONS["adult, opened to staff"] = _nomination("adult", opened_to_staff=True)
NOMINATIONS["adult, opened to them"] = _nomination("adult", opened_to_named=True)
ROW_MAKERS[Nomination] = lambda w, a, b: NOMINATIONS[w.question](w, a, b)
