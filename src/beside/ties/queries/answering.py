"""A survey as the pupil who answers it sees it."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from beside.access.actor import Actor
from beside.access.statement import Statement
from beside.ties import answers as said
from beside.ties import naming, questions
from beside.ties.models import Panelist, Respondent, Round


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


class Sheet:
    """A pupil's answers to a round so far: the screens they are shown, and who is on their list.

    Names of those on the list are read where they are asked for.
    """

    def __init__(
        self,
        actor: Actor,
        round_: Round,
        draft: said.Answers | None,
        *,
        year_group: str,
        sent: bool,
    ):
        self.actor, self.round, self.draft = actor, round_, draft
        self.year_group, self.sent = year_group, sent
        self.screens = questions.screens_of(round_.screens, year_group)
        self.is_easier = year_group in round_.easier
        self.is_panel = round_.status == Round.Status.PREVIEW

    def now(self, answers: said.Answers) -> "Sheet":
        """The same sheet after these answers were kept."""
        return Sheet(self.actor, self.round, answers, year_group=self.year_group, sent=self.sent)

    @property
    def begun(self) -> bool:
        return self.draft is not None

    @property
    def answers(self) -> said.Answers:
        return self.draft or said.empty()

    @cached_property
    def _names(self) -> dict[uuid.UUID, naming.Found]:
        everyone = [*self.answers["people"], *self.answers["wish"]]
        return naming.names(self.round.pk, {uuid.UUID(e["alter"]) for e in everyone if e["alter"]})

    @cached_property
    def people(self) -> list[Somebody]:
        return [_somebody(each, self._names) for each in self.answers["people"]]

    @cached_property
    def wish(self) -> Somebody | None:
        listed = [_somebody(e | {"key": "wish"}, self._names) for e in self.answers["wish"]]
        return listed[0] if listed else None

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


WAITING = """
  SELECT r.id FROM ties_respondent q JOIN ties_round r ON r.id = q.round_id
  WHERE q.person_id = %s AND q.question = 'survey' AND q.asked AND q.sent_at IS NULL
    AND (r.status = 'open' OR r.status = 'preview' AND EXISTS (
      SELECT FROM ties_panelist p WHERE p.round_id = r.id AND p.pupil_id = q.person_id))"""


def waiting_for(actor: Actor) -> list[uuid.UUID]:
    """Rounds that ask this actor as a pupil and have no answer of theirs yet."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [actor.subject_id])
        return [row[0] for row in cursor.fetchall()]


def heard_by(actor: Actor) -> QuerySet[Round]:
    """Closed rounds with their answer to those asked, for whoever was asked or runs them."""
    mine = Respondent.objects.visible_to(actor).filter(asked=True)
    return Round.objects.filter(
        status=Round.Status.CLOSED, pk__in=mine.values("round"), imported=False
    ).exclude(heard="")


SHEET = Statement(
    """
  SELECT {r}, q.sent_at, d.answers, coalesce((
    SELECT e.year_group FROM schools_enrolment e
    WHERE e.person_id = q.person_id
      AND (e.starts IS NULL OR e.starts <= (SELECT beside_today()))
      AND (e.ends IS NULL OR e.ends > (SELECT beside_today())) LIMIT 1), '')
  FROM ties_respondent q
  JOIN ties_round r ON r.id = q.round_id
  LEFT JOIN ties_draft d
    ON d.round_id = r.id AND d.person_id = q.person_id AND d.tried = (r.status = 'preview')
    AND d.browser = beside_browser()
  WHERE q.round_id = %s AND q.person_id = %s AND q.question = 'survey' AND q.asked
    AND (r.status <> 'preview' OR EXISTS (
      SELECT FROM ties_panelist p WHERE p.round_id = r.id AND p.pupil_id = q.person_id))""",
    r=Round,
)


def sheet(actor: Actor, round_id: uuid.UUID) -> Sheet | None:
    """The actor's own sheet; None for somebody who was not asked as a pupil.

    Every press of a button reads it, so it is one statement whose text never changes, which the
    database plans once. It reads the actor's own rows alone.
    """
    for own, sent_at, answers, year_group in SHEET.rows(round_id, actor.subject_id):
        draft = json.loads(answers) if answers else None
        return Sheet(actor, own, draft, year_group=year_group, sent=sent_at is not None)
    return None


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


def find(sheet_: Sheet, screen: str, typed: str) -> list[naming.Found]:
    """People whose names begin with what was typed, and who are not on this list yet."""
    listed = _listed(sheet_, screen)
    found = naming.find(sheet_.round.pk, screen, typed)
    return [each for each in found if str(each.person) not in listed]


def _listed(sheet_: Sheet, screen: str) -> set[str]:
    wished = sheet_.answers["wish"] if screen == "wish" else []
    return {each["alter"] for each in [*said.of_question(sheet_.answers, screen), *wished]}


def chips(sheet_: Sheet, screen: str) -> Sequence[naming.Found]:
    """People to tap without typing: my family, who teaches me, in the easier form my class."""
    listed = _listed(sheet_, screen)
    if screen == "family":
        found = naming.family()
    elif screen == "adult" or (sheet_.is_easier and screen == "peer"):
        found = naming.closest(sheet_.round.pk, screen)
    else:
        found = []
    return [each for each in found if str(each.person) not in listed]
