"""Whom a concern or a talk goes to: plain values in, a way out. It goes past everybody it names."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class Route(StrEnum):
    """Who looks after it: the safeguarding leads, the head, the chair, or nobody at the school."""

    LEAD = "lead"
    HEAD = "head"
    CHAIR = "chair"
    OFFICER = "officer"


People = Collection[uuid.UUID]


@dataclass(frozen=True)
class School:
    """Who holds which post at a school today; `leads` are the lead and the deputies, in order."""

    leads: Sequence[uuid.UUID] = ()
    heads: Sequence[uuid.UUID] = ()
    chairs: Sequence[uuid.UUID] = ()


def route(
    school: School,
    *,
    about_adult: bool,
    past: People = (),
    low_level: bool = False,
    low_level_to: str = "head",
) -> Route:
    """The way of a concern: about an adult to the head, about the head to the chair.

    A small worry about an adult goes where the school's policy says, unless a lead is named. Where
    nobody at the school is left who may read it, it goes to nobody here.
    """
    if not about_adult and _free(school.leads, past):
        return Route.LEAD
    if about_adult and low_level and low_level_to == Route.LEAD and _all(school.leads, past):
        return Route.LEAD
    if _all(school.heads, past):
        return Route.HEAD
    return Route.CHAIR if _all(school.chairs, past) else Route.OFFICER


def _free(people: Sequence[uuid.UUID], past: People) -> list[uuid.UUID]:
    return [each for each in people if each not in past]


def _all(people: Sequence[uuid.UUID], past: People) -> bool:
    """Whether there are such people and none of them is named: a colleague of theirs conflicts."""
    return bool(people) and len(_free(people, past)) == len(people)


def reads(school: School, way: Route, past: People = ()) -> list[uuid.UUID]:
    """Who looks after what came this way, and may open it, in order."""
    posts = {Route.LEAD: school.leads, Route.HEAD: school.heads, Route.CHAIR: school.chairs}
    return _free(posts.get(way, ()), past)


@dataclass(frozen=True)
class Rota:
    """Who is away from when to when, both days included; who reads on a weekday or a date."""

    away: Sequence[tuple[uuid.UUID, date, date]] = ()
    weekdays: dict[int, tuple[uuid.UUID, time]] = field(default_factory=dict)
    days: dict[date, tuple[uuid.UUID, time]] = field(default_factory=dict)


def is_away(rota: Rota, person: uuid.UUID, day: date) -> bool:
    """Whether somebody is away on a day."""
    return any(who == person and first <= day <= last for who, first, last in rota.away)


def on_duty(rota: Rota, day: date) -> tuple[uuid.UUID, time] | None:
    """Who reads on a day and when, where the rota names somebody who is there."""
    found = rota.days.get(day) or rota.weekdays.get(day.weekday())
    return found if found and not is_away(rota, found[0], day) else None


def told_at_once(
    school: School, way: Route, rota: Rota, day: date, past: People = ()
) -> list[uuid.UUID]:
    """Who gets a message the moment something comes: lead and deputies who are there.

    With nobody of them there, whoever is on the rota; with nobody on it, everybody of them.
    """
    readers = reads(school, way, past)
    here = [each for each in readers if not is_away(rota, each, day)]
    if here or way != Route.LEAD:
        return here or readers
    duty = on_duty(rota, day)
    if duty and duty[0] not in past:
        return [duty[0], *readers]
    return [*readers, *_free(school.heads, past)] if not about_heads(school, past) else readers


def about_heads(school: School, past: People) -> bool:
    """Whether a head is among those whom something goes past."""
    return any(each in past for each in school.heads)


def next_reader(
    school: School, rota: Rota, day: date, *, way: Route, past: People, declined: People
) -> uuid.UUID | None:
    """To whom it goes when somebody cannot now: the rota, lead, deputies, head; never back."""
    duty = on_duty(rota, day)
    order = [*([duty[0]] if duty and way == Route.LEAD else []), *reads(school, way, past)]
    order += [] if way == Route.CHAIR else _free(school.heads, past)
    free = [each for each in order if each not in declined and each not in past]
    return next((each for each in free if not is_away(rota, each, day)), next(iter(free), None))


def is_late(due_at: datetime, now: datetime) -> bool:
    """Whether a promised minute has passed."""
    return now >= due_at


def above(school: School, way: Route, past: People = ()) -> list[uuid.UUID]:
    """Who is told half an hour after a promised minute: the head, about the head the chair."""
    if way == Route.LEAD and not about_heads(school, past):
        return _free(school.heads, past)
    return _free(school.chairs, past)
