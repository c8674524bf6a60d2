"""The map of a tutor group: pupil by adult, with no more of it than the reader may read."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Person
from beside.ties.models import ExactState, Nomination, Respondent, Round, State
from beside.ties.queries.states import said_by, shows_exactly
from beside.ties.questions import needs_of

DRAWN = ("adult", "peer", "family")


@dataclass(frozen=True)
class Leaves:
    """What may be seen of a pair: that the pupil named the adult, or the adult the pupil."""

    pupil: bool = False
    adult: bool = False

    def __bool__(self) -> bool:
        return self.pupil or self.adult


@dataclass(frozen=True)
class Row:
    """A pupil: what is known of each need, and the leaves in the columns of `Map.adults`."""

    person: Person
    states: list[str]
    mine: Leaves
    leaves: list[Leaves] = field(default_factory=list)


@dataclass(frozen=True)
class Map:
    """A tutor group in a round: pupils and adults by name, the reader in a column of their own.

    Adults stand here only where the reader may read that a pupil named them; the adult's own leaf
    is there only in the reader's column, as what an adult said of a pupil is that adult's alone.
    """

    needs: tuple[str, ...]
    was_asked: bool
    adults: list[Person]
    rows: list[Row]

    @property
    def shows_named(self) -> bool:
        return bool(self.adults) or any(row.mine.pupil for row in self.rows)

    @property
    def shows_both(self) -> bool:
        return any(row.mine.pupil and row.mine.adult for row in self.rows)


def group_map(actor: Actor, round_: Round, pupils: list[Person]) -> Map:
    """What this actor may see of these pupils in a round, in the order of `pupils`."""
    ids = [each.pk for each in pupils]
    needs = tuple(each for each in needs_of(round_.questions) if each in DRAWN)
    known = _known(actor, round_, needs, ids)
    named = _named(actor, round_, ids)
    mine = _known_by_me(actor, round_, ids)
    others = {adult for adults in named.values() for adult in adults} - {actor.subject_id}
    names = schools.names_of(actor, others)
    adults = sorted(names.values(), key=lambda each: (each.family_name, each.given_name))
    rows = [
        Row(
            each,
            [known.get((each.pk, need), "not_known") for need in needs],
            Leaves(actor.subject_id in named[each.pk], each.pk in mine),
            [Leaves(pupil=adult.pk in named[each.pk]) for adult in adults],
        )
        for each in pupils
    ]
    was_asked = bool(mine) or _was_asked(actor, round_) or any(row.mine for row in rows)
    return Map(needs, was_asked, adults, rows)


def _known(
    actor: Actor, round_: Round, needs: Collection[str], pupils: list[uuid.UUID]
) -> dict[tuple[uuid.UUID, str], str]:
    exact = {need for need in needs if shows_exactly(round_, need)}
    known = {}
    for model, wanted in ((ExactState, exact), (State, {*needs} - exact)):
        found = model.objects.visible_to(actor).filter(
            round=round_, need__in=wanted, pupil__in=pupils
        )
        rows = found.values_list("pupil", "need", "state") if wanted else ()
        known |= {(pupil, need): said_by(need, state) for pupil, need, state in rows}
    return known


def _named(actor: Actor, round_: Round, pupils: list[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The adults each pupil named, as far as the promise lets this actor read it."""
    named: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    found = Nomination.objects.visible_to(actor).filter(
        round=round_, question="adult", answer=True, ego__in=pupils, alter__isnull=False
    )
    for pupil, adult in found.values_list("ego", "alter"):
        named[pupil].add(adult)
    return named


def _known_by_me(actor: Actor, round_: Round, pupils: list[uuid.UUID]) -> set[uuid.UUID]:
    mine = Nomination.objects.visible_to(actor).filter(
        round=round_, question="staff_knows", answer=True, ego=actor.subject_id, alter__in=pupils
    )
    return set(mine.values_list("alter", flat=True))


def _was_asked(actor: Actor, round_: Round) -> bool:
    mine = Respondent.objects.visible_to(actor)
    return mine.filter(round=round_, person=actor.subject_id, question="staff_knows").exists()
