"""A row of each table and kind, about a pupil and by an author, for the cells of the policy."""

import uuid
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import models

from beside.access.models import (
    Account,
    Arrival,
    Belonging,
    Block,
    Invitation,
    Notice,
    OpenSession,
    Standing,
)
from beside.accounts.models import DomainYes, SchoolAccount, Vouching
from beside.audit.models import Seen
from beside.enrichment.models import Apart
from beside.messages.models import Letter
from beside.placement.models import Run
from beside.recognition.models import ThankYou
from beside.safeguarding.models import (
    Concern,
    ConcernEntry,
    Hold,
    LeaverFile,
    Talk,
    TalkEntry,
    ToPupil,
)
from beside.schools.models import Approval, FamilyLink, Held, Person, Release, RollImport
from beside.ties.models import (
    Approach,
    Commitment,
    ExactState,
    Figure,
    FollowUp,
    Gladly,
    Mentoring,
    Nomination,
    Reminder,
    Response,
    SharingChoice,
    TieFigure,
)
from tests.access.rows import NOW, ROW_MAKERS, run_fields
from tests.access.worlds import World
from tests.conftest import TODAY

OF_TWO = (
    *(Apart, Approach, Commitment, FamilyLink, FollowUp, Gladly, Mentoring, Nomination),
    *(ThankYou, ToPupil, Vouching),
)

Make = Callable[[World, uuid.UUID, uuid.UUID], models.Model]


def _turned(make: Make) -> Make:
    return lambda world, pupil, author: make(world, author, pupil)


TURNED = {FamilyLink, Seen}
BY_PUPIL = (*Nomination.PUPIL_QUESTIONS, "contact")
BY_ADULT = (*Nomination.ADULT_QUESTIONS, *Nomination.COLLEAGUE_QUESTIONS)


def _nomination(question: str, **opened: bool) -> Make:
    return lambda world, ego, alter: Nomination(
        round=world.round, ego_id=ego, alter_id=alter, question=question, **opened
    )


ROUTES = ("lead", "head", "chair")


def filed(model: type[models.Model], route: str) -> Make:
    """A record that goes one way, with its writer let at it by name."""

    def make(world, pupil, author):
        mine = {"receipt": uuid.uuid4().hex[:12], "writer_id": author} if model is Concern else {}
        return model(
            school=world.school,
            scope_id=world.scope,
            pupil_id=pupil,
            route=route,
            readers=[author],
            words="w",
            at=NOW,
            **mine,
        )

    return make


def _entry(file: str, kind: str, route: str) -> Make:
    """What somebody adds to a record that goes one way, at which the actor was let by name."""
    model = {"concern": ConcernEntry, "talk": TalkEntry}[file]
    shown = {"shown_at": NOW} if file == "talk" else {}
    return lambda world, pupil, author: model(
        **{file: world.files[file, route]},
        **shown,
        scope_id=world.scope,
        pupil_id=pupil,
        writer_id=author,
        kind=kind,
        at=NOW,
    )


def _to_pupil(status: str) -> Make:
    """Words to a pupil, as they stand."""
    shown = {"sent": {"shown_at": NOW, "words": ""}, "withdrawn": {"withdrawn_at": NOW}}
    return lambda world, pupil, author: ToPupil(
        **{"words": "w"} | shown.get(status, {}),
        school=world.school,
        pupil_id=pupil,
        writer_id=author,
        kind="note",
        about=uuid.uuid4(),
        at=NOW,
        status=status,
        past=[pupil, author],
    )


def _import(world: World, by: uuid.UUID) -> RollImport:
    return RollImport(school=world.school, by_id=by, file_name="roll.csv", content=b"")


def held_of(world: World, rule: str = "ending") -> Held:
    """A right that waits to be ended: the people it is about may say yes to that themselves."""
    return Held(
        school=world.school,
        scope_id=world.scope,
        held_key=str(uuid.uuid4()),
        rule=rule,
        people=[world.actor, world.third],
        asked_at=NOW,
    )


ROWS: list[tuple[type[models.Model], Make]] = [
    *(
        (m, _turned(make) if m in TURNED else make)
        for m, make in ROW_MAKERS.items()
        if m not in (Nomination, Figure, TieFigure, Reminder, Run)
    ),
    *((Nomination, _nomination(q)) for q in BY_PUPIL),
    *((Nomination, _turned(_nomination(q))) for q in BY_ADULT),
    (Nomination, _nomination("adult", opened_to_staff=True)),
    (Nomination, _turned(_nomination("adult", opened_to_named=True))),
    (
        ThankYou,
        lambda w, pupil, author: ThankYou(
            school=w.school,
            pupil_id=pupil,
            adult_id=author,
            at=NOW,
            status=ThankYou.TAKEN_BACK,
            taken_back_at=NOW,
        ),
    ),
    (
        ExactState,
        lambda w, pupil, author: ExactState(
            round=w.round, pupil_id=pupil, need="peer", state="both", reckoned_at=NOW
        ),
    ),
    (
        SharingChoice,
        lambda w, pupil, author: SharingChoice(
            nomination=w.named, pupil_id=pupil, audience="staff", opened=True, at=NOW
        ),
    ),
    (
        Response,
        lambda w, pupil, author: Response(
            round=w.round, person_id=author, about_id=pupil, question=Response.FOR_TUTOR, value="a"
        ),
    ),
    (Person, lambda w, pupil, author: Person.objects.model(subject_id=pupil)),
    (Account, lambda w, pupil, author: Account(subject_id=pupil, username=str(pupil))),
    (
        EmailAddress,
        lambda w, pupil, author: EmailAddress(user_id=pupil, email=f"{pupil}@a.example"),
    ),
    (
        Invitation,
        lambda w, pupil, author: Invitation(
            subject_id=pupil, token_hash=uuid.uuid4().hex, expires_at=NOW
        ),
    ),
    (
        Belonging,
        lambda w, pupil, author: Belonging(
            person_id=w.fourth, scope_id=w.scope, source=str(uuid.uuid4())
        ),
    ),
    (
        Seen,
        lambda w, pupil, author: Seen(
            reader=author, pupils=[pupil], what="concern", told=False, at=NOW
        ),
    ),
    (
        Block,
        lambda w, pupil, author: Block(actor_id=w.fourth, pupil_id=pupil, made_by_id=author),
    ),
    (
        Release,
        lambda w, pupil, author: Release(
            school=w.school,
            what="roll",
            about=uuid.uuid4(),
            label="l",
            asked_by_id=pupil,
            asked_at=NOW,
        ),
    ),
    (
        Figure,
        lambda w, pupil, author: Figure(
            round=w.round, scope_id=w.scope, need=uuid.uuid4().hex[:20], reckoned_at=NOW
        ),
    ),
    (
        TieFigure,
        lambda w, pupil, author: TieFigure(
            round=w.round, scope_id=w.scope, measure=uuid.uuid4().hex[:20], reckoned_at=NOW
        ),
    ),
    (
        Reminder,
        lambda w, pupil, author: Reminder(
            round=w.round, scope_id=w.scope, sent_by_id=author, at=NOW, colleagues=1, carers=0
        ),
    ),
    (
        Run,
        lambda w, pupil, author: Run(**run_fields(w), scope_id=w.scope, asked_by_id=author),
    ),
    (
        Standing,
        lambda w, pupil, author: Standing(actor_id=pupil, basis="staff", scope_id=uuid.uuid4()),
    ),
    (
        Standing,
        lambda w, pupil, author: Standing(actor_id=author, basis="beside", scope_id=pupil),
    ),
    (
        Standing,
        lambda w, pupil, author: Standing(actor_id=author, basis="mentor", scope_id=pupil),
    ),
    (
        Standing,
        lambda w, pupil, author: Standing(actor_id=author, basis="checked", scope_id=pupil),
    ),
    (RollImport, lambda w, pupil, author: _import(w, pupil)),
    (RollImport, lambda w, pupil, author: _import(w, author)),
    (Held, lambda w, pupil, author: held_of(w)),
    (Held, lambda w, pupil, author: held_of(w, "court")),
    (
        Approval,
        lambda w, pupil, author: Approval(
            held=w.held, scope_id=w.scope, by_id=author, yes=True, at=NOW
        ),
    ),
    (Arrival, lambda w, pupil, author: Arrival(subject_id=pupil, at=NOW)),
    (
        Notice,
        lambda w, pupil, author: Notice(subject_id=pupil, what="key", by=author, at=NOW),
    ),
    (
        OpenSession,
        lambda w, pupil, author: OpenSession(subject_id=pupil, opened_at=NOW, last_used_at=NOW),
    ),
    (
        Authenticator,
        lambda w, pupil, author: Authenticator(
            user_id=pupil, type="webauthn", data={}, created_at=NOW
        ),
    ),
    (
        SchoolAccount,
        lambda w, pupil, author: SchoolAccount(
            person_id=pupil,
            issuer=f"https://{uuid.uuid4()}.example",
            identifier=str(uuid.uuid4()),
            linked_at=NOW,
            last_used_at=NOW,
        ),
    ),
    (
        Vouching,
        lambda w, pupil, author: Vouching(person_id=pupil, colleague_id=author, at=NOW),
    ),
    (
        DomainYes,
        lambda w, pupil, author: DomainYes(
            issuer=f"https://{uuid.uuid4()}.example", domain="a.example", by_id=pupil, on_day=TODAY
        ),
    ),
    (Letter, lambda w, pupil, author: Letter(recipient=pupil, day=TODAY, kind="made up")),
    (
        FollowUp,
        lambda w, pupil, author: FollowUp(commitment=w.kept, pupil_id=pupil, adult_id=author),
    ),
    *((ToPupil, _to_pupil(status)) for status in ("waiting", "sent", "withdrawn")),
    *((Concern, filed(Concern, route)) for route in ROUTES),
    *((Talk, filed(Talk, route)) for route in ROUTES),
    *((ConcernEntry, _entry("concern", "note", route)) for route in ROUTES),
    *((TalkEntry, _entry("talk", kind, route)) for route in ROUTES for kind in ("said", "closed")),
    (
        LeaverFile,
        lambda w, pupil, author: LeaverFile(
            school=w.school, scope_id=w.scope, pupil_id=pupil, left_on=NOW
        ),
    ),
    (
        Hold,
        lambda w, pupil, author: Hold(
            school=w.school, scope_id=w.scope, pupil_id=pupil, by_id=author, reason="w", at=NOW
        ),
    ),
]
