"""Older pupils as mentors: one's own, those of a school, and what it gives them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Person, School
from beside.schools.queries import OnRoll
from beside.ties.doors import looked_after
from beside.ties.models import Commitment, FollowUp, Mentoring, MentorNote
from beside.ties.naming import Mentored, mentored


def mine(actor: Actor) -> Mentoring | None:
    """The actor's own invitation, or what became of it, until it ends."""
    found = Mentoring.objects.visible_to(actor).filter(pupil=actor.subject_id, ends=None)
    return found.select_related("school").first()


def prepared(actor: Actor, school: School) -> dict[uuid.UUID, str]:
    """The prepared mentors of a school whom the actor may see, with their year group."""
    ready = Mentoring.objects.visible_to(actor).filter(school=school, ends=None)
    ready = ready.exclude(prepared_on=None).values("pupil")
    found = schools.pupils_of(actor, school).filter(person__in=ready)
    return dict(found.select_related(None).order_by().values_list("person_id", "year_group"))


def of_pupil(actor: Actor, pupil: uuid.UUID) -> Mentoring | None:
    """A pupil's open invitation, as far as the actor may see it."""
    return Mentoring.objects.visible_to(actor).filter(pupil=pupil, ends=None).first()


@dataclass(frozen=True)
class Listed:
    """A mentor on the list of a school, with the adult who looks after them."""

    mentoring: Mentoring
    pupil: OnRoll
    adult: Person | None


def of_school(actor: Actor, school: School) -> list[Listed]:
    """The mentors of a school, invited, preparing or prepared, by group and name."""
    rows = Mentoring.objects.visible_to(actor).filter(school=school, ends=None)
    found = {each.pupil_id: each for each in rows}
    names = schools.names_of(actor, [each.looked_after_by_id for each in found.values()])
    pupils = schools.on_roll(schools.pupils_of(actor, school).filter(person__in=list(found)))
    return [
        Listed(found[each.pk], each, names.get(found[each.pk].looked_after_by_id))
        for each in pupils
    ]


def not_yet(
    actor: Actor, school: School, words: str, without: Collection[uuid.UUID]
) -> list[OnRoll]:
    """Pupils by name who may be invited: not of the youngest year group, nor invited already."""
    parts = words.casefold().split()
    years = schools.year_groups_of(school, actor.today)[1:]
    if not parts or not years:
        return []
    listed = schools.on_roll(schools.pupils_of(actor, school, years).exclude(person__in=without))
    return [each for each in listed if all(part in each.name.casefold() for part in parts)]


@dataclass(frozen=True)
class Given:
    """What being a mentor gave an older pupil: talks, what was written back, their own notes."""

    beside: list[tuple[Mentored, Commitment]]
    talks: int
    replies: list[FollowUp]
    notes: list[MentorNote]


def given(actor: Actor) -> Given:
    """What it gave the older pupil who acts."""
    names = mentored()
    open_ = Commitment.objects.visible_to(actor).filter(adult=actor.subject_id, ends=None)
    talks = FollowUp.objects.visible_to(actor).filter(adult=actor.subject_id).exclude(done=None)
    return Given(
        [(names[each.pupil_id], each) for each in open_ if each.pupil_id in names],
        talks.count(),
        list(talks.exclude(reply="").order_by("-done")[:12]),
        list(MentorNote.objects.visible_to(actor).order_by("-at")[:12]),
    )


@dataclass(frozen=True)
class LookedAfter:
    """An older pupil whom the actor looks after: beside how many, how often they talked, when."""

    person: Person
    beside: int
    talks: int
    last: date | None


def whom_i_look_after(actor: Actor) -> list[LookedAfter]:
    """The mentors whom this adult looks after, by name; of their talks no word."""
    found = looked_after()
    names = schools.names_of(actor, [each.mentor for each in found])
    listed = [
        LookedAfter(names[each.mentor], each.beside, each.talks, each.last)
        for each in found
        if each.mentor in names
    ]
    return sorted(listed, key=lambda each: (each.person.family_name, each.person.given_name))
