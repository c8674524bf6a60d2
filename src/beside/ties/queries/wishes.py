"""Whom pupils would like beside them more, within the promise, and which adults have room."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from beside.access import scopes
from beside.access.actor import Actor
from beside.access.locks import reached
from beside.access.reach import blocks
from beside.rights import Basis
from beside.schools import queries as schools
from beside.schools.models import Person
from beside.schools.queries import OnRoll
from beside.ties import questions
from beside.ties.doors import with_room
from beside.ties.models import Approach, Commitment, Figure, Nomination, Round
from beside.ties.rules import ASKED_AGAIN_AFTER

QUESTION = "wish"
Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True)
class Wish:
    """A pupil who would like somebody beside them more: whom, as far as the reader may know.

    `stands` says how it stands between the two: "beside", "asked" or "ended"; "room" where that
    adult has room and may be asked; "" else.
    """

    pupil: OnRoll
    name: str
    adult: Person | None = None
    stands: str = ""


@dataclass(frozen=True)
class Board:
    """The two lists: what pupils wish, by year, group and name, and the adults with room, by name.

    `agreeing` are the wishes whose adult has room, each with its adult, before `wishes`, the rest;
    `adults` are those with room to whom no wish in `agreeing` points. `figures` are counts of
    pupils with a wish by year group, where the promise lets nobody know whose it is.
    """

    agreeing: list[Wish]
    wishes: list[Wish]
    adults: list[Person]
    figures: list[Figure] = field(default_factory=list)

    @property
    def pupils(self) -> list[uuid.UUID]:
        """Everybody whose wish is on the board."""
        return sorted({each.pupil.pk for each in (*self.agreeing, *self.wishes)})


def asks_wish(round_: Round) -> bool:
    """Whether a round asks any of its pupils whom they would like beside them more."""
    years = round_.year_groups or [questions.EVERY_YEAR]
    asks_pupils = "adult" in round_.questions and not round_.imported
    return asks_pupils and any(
        QUESTION in questions.screens_of(round_.screens, year) for year in years
    )


def board(actor: Actor, round_: Round) -> Board:
    """The two lists of a round, with no more of the wishes than the actor may read."""
    staff = schools.names_of(actor, schools.staff_ids(round_.school, actor.today))
    free = with_room(staff)
    wishes = _wishes(actor, round_, staff, free)
    agreeing = [each for each in wishes if each.stands == "room"]
    pointed_to = {each.adult.pk for each in agreeing if each.adult}
    adults = [person for pk, person in staff.items() if pk in free - pointed_to]
    return Board(
        agreeing=agreeing,
        wishes=[each for each in wishes if each.stands != "room"],
        adults=sorted(adults, key=lambda p: (p.family_name, p.given_name)),
        figures=_figures(actor, round_),
    )


def _wishes(
    actor: Actor, round_: Round, staff: Mapping[uuid.UUID, Person], free: Collection[uuid.UUID]
) -> list[Wish]:
    rows = list(_named(actor).filter(round=round_))
    here = schools.pupils_of(actor, round_.school, round_.year_groups)
    listed = schools.on_roll(here.filter(person__in={each.ego_id for each in rows}))
    pupils = {each.pk: each for each in listed}
    names = schools.names_of(actor, [each.alter_id for each in rows if each.alter_id])
    pairs = {(e.ego_id, e.alter_id) for e in rows if e.ego_id in pupils and e.alter_id in staff}
    stands = _stands(actor, pairs, free)
    found = [
        Wish(
            pupils[each.ego_id],
            _name(each, names),
            staff.get(each.alter_id),
            stands.get((each.ego_id, each.alter_id), ""),
        )
        for each in rows
        if each.ego_id in pupils
    ]
    return sorted((each for each in found if each.name), key=_place)


def _stands(actor: Actor, pairs: Collection[Pair], free: Collection[uuid.UUID]) -> dict[Pair, str]:
    """How it stands between each of these pairs; "room" where the actor may ask the adult."""
    if not pairs:
        return {}
    pupils, adults = ({pair[place] for pair in pairs} for place in (0, 1))
    led = set(reached((Basis.HEAD_OF_YEAR,)).filter(pk__in=pupils))
    apart = blocks(adults)
    open_ = {
        (pupil, adult): "room"
        for pupil, adult in pairs
        if pupil in led and adult in free and (adult, pupil) not in apart
    }
    return open_ | between(actor, pupils, adults)


def _named(actor: Actor) -> QuerySet[Nomination]:
    """Whom pupils would like beside them more, as far as the promise lets the actor read it."""
    return (
        Nomination.objects.visible_to(actor)
        .filter(question=QUESTION, answer=True)
        .exclude(ego=actor.subject_id)
        .exclude(round__promise=Round.Promise.YES_NO)
    )


def _name(row: Nomination, names: Mapping[uuid.UUID, Person]) -> str:
    return names[row.alter_id].name if row.alter_id in names else row.alter_words


def _place(wish: Wish) -> tuple:
    pupil = wish.pupil
    return schools.year_key(pupil.year_group), pupil.group, pupil.family_name, pupil.given_name


def wished_pairs(actor: Actor, round_: Round) -> set[Pair]:
    """Pupil and person, of the wishes of a round that the actor may read."""
    rows = _named(actor).filter(round=round_, alter__isnull=False)
    return set(rows.values_list("ego_id", "alter_id"))


def between(
    actor: Actor, pupils: Collection[uuid.UUID], adults: Collection[uuid.UUID]
) -> dict[Pair, str]:
    """What goes on between these pupils and adults, or has ended not long ago; see `Wish`."""
    lately = Q(ends=None) | Q(ends__gt=actor.today - ASKED_AGAIN_AFTER)
    stands: dict[Pair, str] = {}
    for model, when, word in (
        (Approach, lately, "asked"),
        (Commitment, lately | Q(answer="no"), "beside"),
    ):
        found = model.objects.visible_to(actor).filter(when, pupil__in=pupils, adult__in=adults)
        for pupil, adult, ends in found.values_list("pupil", "adult", "ends"):
            if ends is None:
                stands[pupil, adult] = word
            else:
                stands.setdefault((pupil, adult), "ended")
    return stands


def _figures(actor: Actor, round_: Round) -> list[Figure]:
    found = Figure.objects.visible_to(actor).filter(
        round=round_, need=QUESTION, scope_id=scopes.pupils(round_.school_id)
    )
    return sorted(found, key=lambda each: (each.cohort == "", schools.year_key(each.cohort)))


def wished_by(actor: Actor, pupil: uuid.UUID) -> list[str]:
    """Whom a pupil would like beside them more, in their latest survey, if the actor may know."""
    rows = list(
        _named(actor).filter(ego=pupil).select_related("round").order_by("-round__taken_on")
    )
    latest = [each for each in rows if each.round_id == rows[0].round_id]
    names = schools.names_of(actor, [each.alter_id for each in latest if each.alter_id])
    return sorted(filter(None, (_name(each, names) for each in latest)))


def asked_of(actor: Actor) -> list[Approach]:
    """What the actor is asked and has not answered, the oldest first."""
    return list(
        Approach.objects.visible_to(actor)
        .filter(adult=actor.subject_id, ends=None)
        .order_by("asked_on", "pk")
    )


def asked_about(
    actor: Actor, pupil: uuid.UUID, adults: Collection[uuid.UUID]
) -> dict[uuid.UUID, str]:
    """How it stands between a pupil and each of these adults; see `Wish`."""
    return {adult: said for (_p, adult), said in between(actor, [pupil], adults).items()}
