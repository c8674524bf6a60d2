"""A form filled in on paper, typed in by somebody at school in the name of the pupil."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from beside.access.actor import Actor, tell_database
from beside.audit.actions import action
from beside.ties import answers as said
from beside.ties import rules
from beside.ties.actions import answering
from beside.ties.models import Respondent, Round


@dataclass(frozen=True)
class Line:
    """One person on a paper form: somebody of the school by id, or words; and what was ticked."""

    question: str
    alter: uuid.UUID | None = None
    words: str = ""
    ring: int | None = None
    ticks: Sequence[str] = ()


@dataclass(frozen=True)
class Paper:
    """A paper form: its people, its closed questions, who I would like beside me more."""

    lines: Sequence[Line]
    choices: dict[str, str] = field(default_factory=dict)
    wish: str = ""


@action
def type_in(
    *,
    by: Actor,
    round_: Round,
    pupil: uuid.UUID,
    paper: Paper,
    screens: Collection[str],
    now: datetime,
) -> None:
    """Send a paper form for a pupil of the round who has not sent yet; nobody reads it back.

    It is written as the pupil's own, and the audit says who typed it.
    """
    asked = Respondent.objects.visible_to(by).filter(
        round=round_, person=pupil, question="survey", asked=True
    )
    if not asked.exists():
        raise rules.NotAsked("This pupil was not asked in this survey.")
    if asked.filter(sent_at__isnull=False).exists():
        raise rules.RoundClosed("This pupil has sent their own answers. They can change them.")
    with _as_pupil(by, pupil) as own:
        _answer(own, round_, paper, screens, now)


@contextmanager
def _as_pupil(by: Actor, pupil: uuid.UUID) -> Iterator[Actor]:
    own = Actor(pupil, by.today)
    tell_database(own, why=f"typed from paper by {by.subject_id}")
    yield own
    tell_database(by)


def _answer(
    own: Actor, round_: Round, paper: Paper, screens: Collection[str], now: datetime
) -> None:
    draft = answering.start(by=own, round_=round_, now=now)
    draft.answers = said.empty()
    for line in paper.lines:
        _put(draft.answers, line)
    for name, value in paper.choices.items():
        said.say(draft.answers, name, {name: [value]})
    if paper.wish:
        said.wish_for(draft.answers, words=paper.wish)
    draft.save(update_fields=["answers", "at"])
    answering.send(by=own, round_=round_, screens=screens, now=now)


def _put(answers: said.Answers, line: Line) -> None:
    alter = str(line.alter) if line.alter else ""
    key = said.add_person(answers, line.question, alter=alter, words=line.words)
    said.place(answers, key, line.ring)
    who = said.person(answers, key)
    who["qualities"] = [tick for tick in line.ticks if tick in said.QUALITIES]
    who["helps"] = "helps" in line.ticks
