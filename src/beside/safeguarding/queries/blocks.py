"""The blocks that somebody may see, and people found by name to write one."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from beside.access.actor import Actor
from beside.access.models import Block, in_force
from beside.schools import queries as schools
from beside.schools.models import Enrolment, FamilyLink, Membership, Person, Post, School

FOUND_AT_MOST = 12


@dataclass(frozen=True)
class Row:
    """A block in names, and what the reader may do with it."""

    block: Block
    actor: Person | None
    pupil: Person | None
    made_by: Person | None
    asked_by: Person | None
    lifted_by: Person | None
    is_over: bool
    is_late: bool
    may_lift: bool
    together: tuple[str, ...] = ()


def blocks(actor: Actor) -> list[Row]:
    """The blocks of the pupils whom this lead or head looks after, the newest first."""
    found = list(Block.objects.visible_to(actor).order_by("-made_at", "-starts"))
    people = {p for b in found for p in (b.actor_id, b.pupil_id, b.made_by_id, b.lifted_by_id)}
    people |= {b.lift_asked_by_id for b in found}
    names = schools.names_of(actor, people - {None})
    groups = _groups(actor, {p for b in found for p in (b.actor_id, b.pupil_id)})
    return [replace(_row(actor, each, names), together=_shared(groups, each)) for each in found]


def _groups(actor: Actor, people_: set[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The groups of the roll in which these are pupils today, tutor groups too."""
    found: dict[uuid.UUID, set[str]] = {each: set() for each in people_}
    member = Membership.objects.visible_to(actor).filter(in_force(actor.today), role="pupil")
    for person, name in member.filter(person__in=people_).values_list("person", "group__name"):
        found[person].add(name)
    own = Enrolment.objects.visible_to(actor).filter(in_force(actor.today), person__in=people_)
    for person, name in own.exclude(tutor_group=None).values_list("person", "tutor_group__name"):
        found[person].add(name)
    return found


def _shared(groups: dict[uuid.UUID, set[str]], block: Block) -> tuple[str, ...]:
    """In which groups the roll has both. The lead is told; the roll is the school’s to change."""
    return tuple(sorted(groups[block.actor_id] & groups[block.pupil_id]))


def _row(actor: Actor, block: Block, names: dict[uuid.UUID, Person]) -> Row:
    over = block.ends is not None and block.ends <= actor.today
    asked = block.lift_asked_by_id
    return Row(
        block=block,
        actor=names.get(block.actor_id),
        pupil=names.get(block.pupil_id),
        made_by=names.get(block.made_by_id),
        asked_by=names.get(asked),
        lifted_by=names.get(block.lifted_by_id),
        is_over=over,
        is_late=not over and block.due_on is not None and block.due_on <= actor.today,
        may_lift=not over and asked is not None and asked != actor.subject_id,
    )


@dataclass(frozen=True)
class Found:
    """Somebody found by name, with a hint to tell two of one name apart."""

    person: uuid.UUID
    name: str
    hint: str


def pupils(actor: Actor, school: School, typed: str) -> list[Found]:
    """Pupils on the roll whose names begin with every word typed."""
    rows = schools.pupils_of(actor, school).filter(_named("person__", typed))
    return [
        Found(each.person_id, each.person.name, each.tutor_group.name if each.tutor_group else "")
        for each in rows[:FOUND_AT_MOST]
    ]


def people(actor: Actor, typed: str) -> list[Found]:
    """Anybody at the school, in families too, whose names begin with every word typed."""
    found = Person.objects.visible_to(actor).filter(_named("", typed))
    rows = list(found.order_by("family_name", "given_name")[:FOUND_AT_MOST])
    hints = _hints(actor, [each.pk for each in rows], actor.today)
    return [Found(each.pk, each.name, hints.get(each.pk, "")) for each in rows]


def _named(prefix: str, typed: str) -> Q:
    """Each word typed begins one of the names; nothing typed finds nobody."""
    parts = ("given_name", "family_name", "preferred_name")
    asked = Q() if typed.split() else Q(pk__in=[])
    for word in typed.split():
        asked &= Q(*((f"{prefix}{part}__istartswith", word) for part in parts), _connector=Q.OR)
    return asked


def _hints(actor: Actor, people_: list[uuid.UUID], on: date) -> dict[uuid.UUID, str]:
    """What each is here: a carer and of whom, a post, a tutor group."""
    links = FamilyLink.objects.visible_to(actor).filter(in_force(on), carer__in=people_)
    children = list(links.values_list("carer", "relation", "pupil"))
    names = schools.names_of(actor, [pupil for _c, _r, pupil in children])
    hints = {c: f"{r} – {names[p].name}" for c, r, p in children if p in names}
    posts = Post.objects.visible_to(actor).filter(in_force(on), person__in=people_)
    hints |= {each.person_id: each.title or str(each.get_kind_display()) for each in posts}
    own = Enrolment.objects.visible_to(actor).filter(in_force(on), person__in=people_)
    return hints | {
        each.person_id: each.tutor_group.name if each.tutor_group else each.year_group
        for each in own.select_related("tutor_group")
    }
