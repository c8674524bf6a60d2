"""Commitments: mine, those of a year, what is due, and who might be the right person."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.access.reach import Reaches
from beside.rights import Basis
from beside.schools import queries as schools
from beside.schools.models import Enrolment, Group, Membership, Person, Post
from beside.ties.doors import with_room
from beside.ties.models import Commitment, FollowUp
from beside.web.templatetags.web import year_words

LEAVING_DAYS = 14
LEADS = (Basis.HEAD_OF_YEAR,)


@dataclass(frozen=True)
class Due:
    """A follow-up to do: about whom, by whom, since when."""

    follow_up: FollowUp
    pupil: Person
    adult: Person


@dataclass(frozen=True)
class Suggestion:
    """Somebody who might get to know a pupil, with the reason in a sentence.

    `is_way_in` where they share a club or team, which is easier to begin with than a lesson.
    """

    person: Person
    reason: str
    is_pupil: bool = False
    is_way_in: bool = False


class Held(NamedTuple):
    """A commitment as a list needs it, and whether the actor leads its pupil's year."""

    pk: uuid.UUID
    pupil_id: uuid.UUID
    adult_id: uuid.UUID
    ends: date | None
    answer: str
    left_open: bool
    is_led: bool


@dataclass(frozen=True)
class Left:
    """A commitment that is open because somebody has left or is about to."""

    commitment: Held
    pupil: Person
    adult: Person | None
    day: date | None


def of_pupil(actor: Actor, pupil: uuid.UUID) -> list[Commitment]:
    """A pupil's commitments that the actor may see, newest first, with their talks."""
    talks = Prefetch("follow_ups", FollowUp.objects.visible_to(actor).order_by("-done", "due"))
    return list(
        Commitment.objects.visible_to(actor)
        .filter(pupil=pupil)
        .select_related("school")
        .prefetch_related(talks)
        .order_by("-starts")
    )


def due_follow_ups(actor: Actor) -> list[FollowUp]:
    """Follow-ups due by today: the actor's own, and those about pupils whose year they lead."""
    whose = Q(adult=actor.subject_id) | Q(Reaches("pupil", LEADS))
    return list(
        FollowUp.objects.visible_to(actor)
        .filter(whose, done=None, due__lte=actor.today, commitment__ends=None)
        .order_by("due")
    )


def people_in(found: Iterable[FollowUp | Held]) -> list[uuid.UUID]:
    """The pupils and adults of follow-ups or commitments."""
    return [person for each in found for person in (each.pupil_id, each.adult_id)]


def named_due(found: list[FollowUp], names: dict[uuid.UUID, Person]) -> list[Due]:
    """Follow-ups with the names of their people, as far as the reader may see those."""
    return [
        Due(f, names[f.pupil_id], names[f.adult_id])
        for f in found
        if f.pupil_id in names and f.adult_id in names
    ]


def unended(actor: Actor) -> list[Held]:
    """Commitments that go on, or whose adult left without handing over; oldest first."""
    found = (
        Commitment.objects.visible_to(actor)
        .filter(Q(ends=None) | Q(left_open=True), handed_to=None)
        .annotate(is_led=Reaches("pupil", LEADS))
        .order_by("ends", "starts")
    )
    return [Held(*row) for row in found.values_list(*Held._fields)]


def left_open(actor: Actor, listed: list[Held]) -> list[tuple[Held, date | None]]:
    """Of these commitments those to hand over, each with its adult's last day, without names."""
    soon = actor.today + timedelta(days=LEAVING_DAYS)
    posts = Post.objects.visible_to(actor)
    staying = posts.filter(Q(ends=None) | Q(ends__gt=soon)).values("person")
    going = posts.filter(ends__lte=soon).exclude(person__in=staying)
    last_day = dict(going.order_by("ends").values_list("person", "ends"))
    return [
        (each, each.ends or last_day.get(each.adult_id))
        for each in listed
        if each.is_led and (each.left_open or each.adult_id in last_day)
    ]


def named_left(found: list[tuple[Held, date | None]], names: dict[uuid.UUID, Person]) -> list[Left]:
    """Commitments to hand over with the names of their people.

    Whoever has left is on no roll that the reader sees: then the adult is None.
    """
    return [
        Left(c, names[c.pupil_id], names.get(c.adult_id), day)
        for c, day in found
        if c.pupil_id in names
    ]


def suggestions(actor: Actor, enrolment: Enrolment) -> list[Suggestion]:
    """Adults and older pupils who might get to know a pupil, each with the reason, never a score.

    Uses only what the actor may see: shared groups, and who teaches a sister or brother. Adults
    who set themselves a number and have reached it, or whose checks ran out, are left out.
    """
    found = _adults(actor, enrolment) + _siblings_teachers(actor, enrolment)
    room = with_room([s.person.pk for s in found])
    taken = {c.adult_id for c in of_pupil(actor, enrolment.person_id) if c.ends is None}
    outside = schools.community(enrolment.school, actor.today)
    taken |= {adult for adult, checked in outside.items() if not checked}
    free = [s for s in found if s.person.pk in room - taken - {actor.subject_id}]
    return _once(free) + _once(_older_pupils(actor, enrolment))


def _once(listed: list[Suggestion]) -> list[Suggestion]:
    first = {s.person.pk: s for s in reversed(listed)}
    return sorted(first.values(), key=lambda s: (not s.is_way_in, s.person.family_name))[:6]


def _adults(actor: Actor, enrolment: Enrolment) -> list[Suggestion]:
    kinds = [*schools.SHARED_KINDS, Group.Kind.TEACHING_GROUP, Group.Kind.TUTOR_GROUP]
    shared = schools.shared_with_adults(actor, [enrolment.person_id], kinds)
    return [
        Suggestion(s.person, _together(s, enrolment), is_way_in=s.kind in schools.SHARED_KINDS)
        for s in shared.get(enrolment.person_id, [])
    ]


def _together(shared: schools.Shared, enrolment: Enrolment) -> str:
    words = {"group": shared.group, "name": enrolment.person.first_name}
    if shared.kind == Group.Kind.TUTOR_GROUP:
        return _("is %(name)s’s tutor") % words
    if shared.kind == Group.Kind.TEACHING_GROUP:
        return _("teaches %(name)s, in %(group)s") % words
    return _("is in %(group)s with %(name)s") % words


def _siblings_teachers(actor: Actor, enrolment: Enrolment) -> list[Suggestion]:
    siblings = {s.pk: s for s in schools.siblings_of(actor, enrolment.person_id)}
    kinds = [Group.Kind.TEACHING_GROUP, Group.Kind.TUTOR_GROUP]
    shared = schools.shared_with_adults(actor, list(siblings), kinds) if siblings else {}
    return [
        Suggestion(
            s.person,
            _("teaches %(sibling)s, of %(name)s’s family")
            % {"sibling": siblings[p].first_name, "name": enrolment.person.first_name},
        )
        for p, listed in shared.items()
        for s in listed
    ]


def _older_pupils(actor: Actor, enrolment: Enrolment) -> list[Suggestion]:
    groups = Membership.objects.filter(
        in_force(actor.today),
        person=enrolment.person_id,
        role="pupil",
        group__kind__in=schools.SHARED_KINDS,
    )
    others = list(
        Membership.objects.visible_to(actor)
        .filter(in_force(actor.today), group__in=groups.values("group"), role="pupil")
        .exclude(person=enrolment.person_id)
        .select_related("group", "person")
        .order_by("person__family_name")
    )
    years = dict(
        Enrolment.objects.visible_to(actor)
        .filter(in_force(actor.today), person__in={m.person_id for m in others})
        .values_list("person", "year_group")
    )
    own = schools.year_key(enrolment.year_group)
    return [
        Suggestion(
            m.person,
            _("is in %(year)s and in %(group)s too")
            % {"year": year_words(years[m.person_id]), "group": m.group.name},
            is_pupil=True,
        )
        for m in others
        if schools.year_key(years.get(m.person_id, "")) > own and years.get(m.person_id)
    ]
