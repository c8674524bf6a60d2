"""A pupil's own people, survey by survey; and whom a pupil let somebody else see."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Person
from beside.ties import naming, questions
from beside.ties.models import Nomination, Round
from beside.ties.queries import answering


@dataclass(frozen=True)
class Mine:
    """Somebody on my map, and who else may see that I put them there once it was sent."""

    key: str
    name: str
    hint: str
    kind: str
    ring: int | None
    sent: Nomination | None = None

    @property
    def may_be_told(self) -> bool:
        """Whether this is an adult at school, who could be told that I named them."""
        return bool(self.sent and self.sent.question == "adult" and self.sent.alter_id)


@dataclass(frozen=True)
class Map:
    """My people in one survey; `is_open` while I can still change them."""

    round: Round
    people: list[Mine] = field(default_factory=list)
    is_open: bool = False
    sent: bool = False

    @property
    def choosing(self) -> bool:
        """Whether I choose for each name who sees it, and have sent what there is to see."""
        return self.round.promise == Round.Promise.CHOOSE and self.sent


def maps(actor: Actor) -> list[Map]:
    """My maps, newest first: the survey that is open as I left it, and those before as I sent them.

    A survey in which I put nobody down has no map.
    """
    sent: dict[Round, list[Nomination]] = defaultdict(list)
    for each in sent_by(actor).select_related("round").order_by("-round__taken_on"):
        sent[each.round].append(each)
    open_ = list(answering.asked_in(actor))
    found = [_open_map(actor, round_, sent.get(round_, [])) for round_ in open_]
    found += [_sent_map(round_, rows) for round_, rows in sent.items() if round_ not in open_]
    return [each for each in found if each and each.people]


def sent_by(actor: Actor, asked: Collection[str] = questions.PEOPLE) -> QuerySet[Nomination]:
    """The people I named in surveys I sent when I was asked this, and have not taken back."""
    return Nomination.objects.visible_to(actor).filter(
        ego=actor.subject_id, question__in=asked, answer=True
    )


def wishes(actor: Actor) -> list[Mine]:
    """Whom I would like beside me more, in the latest survey in which I choose who sees a name."""
    rows = list(
        sent_by(actor, ("wish",))
        .filter(round__promise=Round.Promise.CHOOSE)
        .select_related("round")
        .order_by("-round__taken_on")
    )
    latest = [each for each in rows if each.round_id == rows[0].round_id]
    ids = [each.alter_id for each in latest if each.alter_id]
    names = naming.names(latest[0].round_id, ids) if latest else {}
    found = [_from_row(each, names.get(each.alter_id)) for each in latest]
    return [each for each in found if each.name]


def _open_map(actor: Actor, round_: Round, rows: list[Nomination]) -> Map | None:
    sheet = answering.sheet(actor, round_.pk)
    if sheet is None or sheet.is_panel:
        return None
    sent = {_place(each): each for each in rows}
    people = [
        _mine(each.key, each, sent.get((each.question, raw["alter"], raw["words"])))
        for each, raw in zip(sheet.people, sheet.answers["people"], strict=True)
    ]
    return Map(round_, people, is_open=True, sent=sheet.sent)


def _place(nomination: Nomination) -> tuple[str, str, str]:
    return nomination.question, str(nomination.alter_id or ""), nomination.alter_words


def _mine(key: str, who: answering.Somebody, sent: Nomination | None) -> Mine:
    return Mine(key, who.name, who.hint, who.question, who.ring, sent)


def _sent_map(round_: Round, rows: list[Nomination]) -> Map:
    names = naming.names(round_.pk, [each.alter_id for each in rows if each.alter_id])
    people = [_from_row(each, names.get(each.alter_id)) for each in rows]
    shown = sorted((each for each in people if each.name), key=lambda each: each.name)
    return Map(round_, shown, sent=True)


def _from_row(row: Nomination, found: naming.Found | None) -> Mine:
    name, hint = (found.name, found.hint) if found else (row.alter_words, "")
    return Mine(str(row.pk), name, hint, row.question, row.ring, row)


def who_told(actor: Actor) -> list[Person]:
    """Pupils who let this adult know that they named them."""
    opened = Nomination.objects.visible_to(actor).filter(
        alter=actor.subject_id, question="adult", opened_to_named=True, answer=True
    )
    names = schools.names_of(actor, opened.values_list("ego_id", flat=True))
    return sorted(names.values(), key=lambda person: person.name)


@dataclass(frozen=True)
class Named:
    """Somebody a pupil named, as far as the reader may know."""

    name: str
    ring: int | None


def named_by(actor: Actor, pupil: uuid.UUID) -> list[Named]:
    """Whom a pupil named in their latest survey, where its promise lets this reader see."""
    rows = list(
        Nomination.objects.visible_to(actor)
        .filter(ego=pupil, question__in=questions.PEOPLE, answer=True)
        .exclude(round__promise=Round.Promise.YES_NO)
        .select_related("round")
        .order_by("-round__taken_on")
    )
    latest = [each for each in rows if each.round_id == rows[0].round_id]
    names = schools.names_of(actor, [each.alter_id for each in latest if each.alter_id])
    found = [
        Named(
            names[each.alter_id].name if each.alter_id in names else each.alter_words,
            each.ring,
        )
        for each in latest
    ]
    return sorted(
        (each for each in found if each.name), key=lambda each: (each.ring or 4, each.name)
    )
