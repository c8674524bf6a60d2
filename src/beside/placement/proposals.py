"""Somebody for each pupil who has nobody: what the engine is given, and what it proposes."""

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from beside.access.actor import Actor
from beside.access.reach import blocks
from beside.engine.mentors.instance import Instance, Mentor, Pair, Pupil
from beside.placement.models import Run
from beside.placement.queries import runs_about
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties.doors import speak_alike, with_room
from beside.ties.models import Round
from beside.ties.queries import fit, mentoring, states, wishes

Pairs = tuple[uuid.UUID, uuid.UUID]


def about(school: School, year_group: str) -> uuid.UUID:
    """What a run is about that seeks people for a year group."""
    return uuid.uuid5(school.pk, f"beside:{year_group}")


def seeking(actor: Actor, school: School, year_group: str) -> list[states.Line]:
    """The pupils of a year group who have nobody by its latest survey, and no offer either."""
    round_ = latest(school, year_group)
    if round_ is None:
        return []
    lines = states.year(actor, school, [year_group], round_).where("nobody")
    offered = states.with_offers(actor, list(lines))
    return [line for line in offered if not line.beside]


def latest(school: School, year_group: str) -> Round | None:
    """The latest survey that asked about a year group."""
    rounds = states.ended_first(states.rounds_about(school, year_group))
    return states.latest_about(rounds, year_group)


def instance_of(actor: Actor, school: School, year_group: str) -> Instance:
    """Pupils who have nobody and the adults who have room, each for one pupil at a time.

    Only what the head of year may see goes in: wishes that were opened, beside whom adults would
    gladly be, groups and languages that are shared, what ended or was declined, who is kept apart,
    and whether the checks and the training of those from the community are in date. Which adult
    says they know a pupil does not.
    """
    lines = seeking(actor, school, year_group)
    pupils = [line.person.pk for line in lines]
    older = mentoring.prepared(actor, school)
    checked = schools.community(school, actor.today) | dict.fromkeys(older, True)
    checked |= dict.fromkeys(schools.staff_ids(school, actor.today), True)
    adults = with_room(checked) - {actor.subject_id}
    round_ = latest(school, year_group)
    wished = wishes.wished_pairs(actor, round_) if round_ else set()
    shared = _sharing(actor, pupils)
    blocked = _both_ways(blocks([*adults, *pupils]))
    stands = wishes.between(actor, pupils, adults)
    gladly, alike = fit.ranks(actor, pupils), speak_alike(pupils, adults)
    pairs = [
        Pair(
            str(pupil),
            str(adult),
            rank=int((pupil, adult) in wished),
            rank_by_mentor=gladly.get((pupil, adult), 0),
            shares_group=(pupil, adult) in shared,
            shares_language=(pupil, adult) in alike,
            vetoed=(adult, pupil) in blocked or stands.get((pupil, adult)) in ("asked", "beside"),
            ended=stands.get((pupil, adult)) == "ended",
        )
        for pupil in pupils
        for adult in sorted(adults)
        if adult != pupil
    ]
    people = tuple(Pupil(str(each), year=_place(year_group)) for each in pupils)
    mentors = tuple(
        Mentor(str(each), 1, checked[each], _place(older[each]) if each in older else 0)
        for each in sorted(adults)
    )
    return Instance(people, mentors, tuple(pairs))


def _place(year_group: str) -> int:
    """The place of a year group among all; nursery is the first."""
    return schools.year_key(year_group)[0] + 2


def _both_ways(pairs: set[Pairs]) -> set[Pairs]:
    return pairs | {(other, one) for one, other in pairs}


def _sharing(actor: Actor, pupils: list[uuid.UUID]) -> set[Pairs]:
    found = _shared(actor, pupils)
    return {(pupil, each.person.pk) for pupil, listed in found.items() for each in listed}


def _shared(actor: Actor, pupils: Collection[uuid.UUID]) -> dict[uuid.UUID, list[schools.Shared]]:
    return schools.shared_with_anybody(actor, pupils) if pupils else {}


@dataclass(frozen=True)
class Proposal:
    """Somebody for a pupil, and what speaks for it.

    A wish that was opened, that the adult would gladly, a group and a language they share.
    """

    pupil: schools.OnRoll
    adult: schools.Person
    is_wish: bool
    shared: str
    stands: str
    is_pupil: bool = False
    is_glad: bool = False
    language: str = ""


def proposed(actor: Actor, school: School, run: Run) -> list[Proposal]:
    """What a run proposes, with names, by group and name of the pupil."""
    pairs = {uuid.UUID(pupil): uuid.UUID(adult) for pupil, adult in run.allocation.items()}
    enrolled = schools.pupils_of(actor, school).filter(person__in=list(pairs))
    adults = schools.names_of(actor, pairs.values())
    glad, alike = fit.ranks(actor, pairs), speak_alike(pairs, pairs.values())
    wished = {(each["pupil"], each["mentor"]) for each in _wished(run)}
    stands = wishes.between(actor, list(pairs), set(pairs.values()))
    shared, older = _shared_words(actor, pairs), mentoring.prepared(actor, school)
    return [
        Proposal(
            pupil,
            adults[pairs[pupil.pk]],
            (str(pupil.pk), str(pairs[pupil.pk])) in wished,
            shared.get(pupil.pk, ""),
            stands.get((pupil.pk, pairs[pupil.pk]), ""),
            pairs[pupil.pk] in older,
            (pupil.pk, pairs[pupil.pk]) in glad,
            alike.get((pupil.pk, pairs[pupil.pk]), ""),
        )
        for pupil in schools.on_roll(enrolled)
        if pairs[pupil.pk] in adults
    ]


def _wished(run: Run) -> list[dict]:
    return [each for each in json.loads(run.instance)["pairs"] if each["rank"]]


def _shared_words(actor: Actor, pairs: Mapping[uuid.UUID, uuid.UUID]) -> dict[uuid.UUID, str]:
    found = _shared(actor, list(pairs))
    return {
        pupil: ", ".join(s.group for s in listed if s.person.pk == pairs[pupil])
        for pupil, listed in found.items()
    }


def latest_run(actor: Actor, school: School, year_group: str) -> Run | None:
    """The latest run that sought people for a year group."""
    return runs_about(actor, about(school, year_group)).first()
