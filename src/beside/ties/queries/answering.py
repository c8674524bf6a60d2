"""A survey as the pupil who answers it sees it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.schools.models import Enrolment
from beside.ties import answers as said
from beside.ties import naming, questions
from beside.ties.models import Draft, Panelist, Respondent, Round


@dataclass(frozen=True)
class Somebody:
    """A person on a pupil's list, by the name the pupil knows them by."""

    key: str
    name: str
    hint: str
    question: str
    ring: int | None
    qualities: tuple[str, ...] = ()
    stage: str = ""
    helps: bool = False


@dataclass(frozen=True)
class Sheet:
    """A pupil's answers to a round so far: the screens they are shown, and who is on their list."""

    round: Round
    screens: tuple[str, ...]
    is_easier: bool
    begun: bool
    sent: bool
    is_panel: bool
    answers: said.Answers
    people: list[Somebody] = field(default_factory=list)
    wish: Somebody | None = None

    def of(self, question: str) -> list[Somebody]:
        """Those put down for one question."""
        return [each for each in self.people if each.question == question]


def asked_in(actor: Actor) -> QuerySet[Round]:
    """Rounds that ask this actor as a pupil, newest first: open ones, and those they try out."""
    mine = Respondent.objects.visible_to(actor).filter(
        person=actor.subject_id, question="survey", asked=True
    )
    panel = Panelist.objects.visible_to(actor).filter(pupil=actor.subject_id)
    open_ = Round.objects.filter(status=Round.Status.OPEN, pk__in=mine.values("round"))
    tried = Round.objects.filter(status=Round.Status.PREVIEW, pk__in=panel.values("round"))
    sent = mine.filter(round=OuterRef("pk"), sent_at__isnull=False)
    return (open_ | tried).annotate(sent=Exists(sent)).order_by("-taken_on")


def heard_by(actor: Actor) -> QuerySet[Round]:
    """Closed rounds with their answer to those asked, for whoever was asked or runs them."""
    mine = Respondent.objects.visible_to(actor).filter(asked=True)
    return Round.objects.filter(
        status=Round.Status.CLOSED, pk__in=mine.values("round"), imported=False
    ).exclude(heard="")


def sheet(actor: Actor, round_: Round) -> Sheet | None:
    """The actor's own sheet; None for somebody who was not asked as a pupil."""
    respondent = _respondent(actor, round_)
    if respondent is None:
        return None
    is_panel = round_.status == Round.Status.PREVIEW
    mine = Draft.objects.visible_to(actor).filter(round=round_, person=actor.subject_id)
    draft = mine.filter(tried=is_panel).first()
    answers = draft.answers if draft else said.empty()
    people, wish = _named(round_, answers)
    return Sheet(
        round=round_,
        screens=questions.screens_of(round_.screens, respondent.year_group),
        is_easier=respondent.year_group in round_.easier,
        begun=draft is not None,
        sent=respondent.sent,
        is_panel=is_panel,
        answers=answers,
        people=people,
        wish=wish,
    )


@dataclass(frozen=True)
class _Asked:
    year_group: str
    sent: bool


def _respondent(actor: Actor, round_: Round) -> _Asked | None:
    row = (
        Respondent.objects.visible_to(actor)
        .filter(round=round_, person=actor.subject_id, question="survey", asked=True)
        .first()
    )
    if row is None or not _may_open(actor, round_):
        return None
    year = (
        Enrolment.objects.filter(in_force(actor.today), person=actor.subject_id)
        .values_list("year_group", flat=True)
        .first()
    )
    return _Asked(year or "", row.sent_at is not None)


def _may_open(actor: Actor, round_: Round) -> bool:
    if round_.status != Round.Status.PREVIEW:
        return True
    return Panelist.objects.visible_to(actor).filter(round=round_, pupil=actor.subject_id).exists()


def _named(round_: Round, answers: said.Answers) -> tuple[list[Somebody], Somebody | None]:
    everyone = [*answers["people"], *answers["wish"]]
    ids = {uuid.UUID(each["alter"]) for each in everyone if each["alter"]}
    names = naming.names(round_.pk, ids)
    people = [_somebody(each, names) for each in answers["people"]]
    wish = [_somebody(each | {"key": "wish"}, names) for each in answers["wish"]]
    return people, wish[0] if wish else None


def _somebody(each: dict[str, Any], names: dict[uuid.UUID, naming.Found]) -> Somebody:
    found = names.get(uuid.UUID(each["alter"])) if each["alter"] else None
    return Somebody(
        key=each["key"],
        name=found.name if found else each["words"],
        hint=found.hint if found else "",
        question=each.get("question", "wish"),
        ring=each.get("ring"),
        qualities=tuple(each.get("qualities", ())),
        stage=each.get("stage", ""),
        helps=bool(each.get("helps")),
    )


def chips(sheet_: Sheet, screen: str) -> Sequence[naming.Found]:
    """People to tap without typing: my family; in the easier form my class and who teaches me."""
    listed = {each["alter"] for each in said.of_question(sheet_.answers, screen)}
    if screen == "family":
        found = naming.family()
    elif sheet_.is_easier and screen in ("adult", "peer"):
        found = naming.closest(sheet_.round.pk, screen)
    else:
        found = []
    return [each for each in found if str(each.person) not in listed]
