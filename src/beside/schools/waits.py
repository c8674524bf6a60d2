"""Rights that wait for a yes: what they are, who may say it, and what has been said so far."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.schools import queries
from beside.schools.models import Approval, Held, Person, Post, School
from beside.schools.roll import Facts
from beside.schools.rules import saying as rules


@dataclass(frozen=True)
class Wait:
    """One question as a page shows it: who would gain or lose, who asks, and what is still due."""

    held: Held
    people: list[Person]
    asker: Person | None
    said: list[Person]
    why_not: str
    needs: str


def facts(*, by: Actor, school: School | None = None, connected: bool = False) -> Facts:
    """What a plan must know beside the roll: which schools are in use, and who asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT source_id FROM schools_school s WHERE schools_is_used(s.id)")
        used = frozenset(row[0] for row in cursor.fetchall())
    asker = Person.objects.filter(pk=by.subject_id).values_list("source_id", flat=True).first()
    return Facts(used, asker or "", school.source_id if school else "", connected)


def is_used(school: School) -> bool:
    """Whether anybody but the actor has come into a school."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schools_is_used(%s)", [school.pk])
        return bool(cursor.fetchone()[0])


def asked(held: Held) -> rules.Asked:
    """What is asked, in the words of the rule."""
    return rules.Asked(held.rule, held.post, held.asked_by_id, frozenset(held.people))


def voices(school: School, people: Collection[uuid.UUID], today: date) -> list[rules.Voice]:
    """These people with their posts of today at a school, and how they came by them."""
    posts: dict[uuid.UUID, set[str]] = {person: set() for person in people}
    rows = Post.objects.filter(in_force(today), school=school, person__in=list(people))
    for person, kind in rows.values_list("person_id", "kind"):
        posts[person].add(kind)
    given = _given(school, people)
    return [rules.Voice(p, frozenset(kinds), *given.get(p, ())) for p, kinds in posts.items()]


def _given(school: School, people: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple]:
    """Whoever was given a post that says yes: who had asked for it, and on which day."""
    found = Held.objects.filter(
        school=school, rule="grant", status=Held.Status.DONE, post__in=list(rules.SAYS)
    ).order_by("decided_at")
    return {
        person: (held.asked_by_id, timezone.localdate(held.decided_at))
        for held in found
        for person in held.people
        if person in people
    }


def voices_of(held: Held, today: date) -> list[rules.Voice]:
    """Those who have said yes so far."""
    said = Approval.objects.filter(held=held, yes=True).values_list("by_id", flat=True)
    return voices(held.school, list(said), today)


def waiting_for(actor: Actor, posts: Collection[Post] | None = None) -> list[Wait]:
    """What waits at the schools where the actor has a post that says yes, the oldest first.

    `posts` are those of the actor, where they have been read already.
    """
    held = queries.posts_of(actor) if posts is None else posts
    schools = {post.school_id: post.school for post in held if post.kind in rules.SAYS}
    found = Held.objects.visible_to(actor).filter(
        school__in=list(schools), status=Held.Status.WAITING
    )
    return [_wait(actor, held) for held in found.select_related("school").order_by("asked_at")]


def of_school(actor: Actor, school: School) -> list[Wait]:
    """The same of one school."""
    return [each for each in waiting_for(actor) if each.held.school_id == school.pk]


def how_many(actor: Actor, posts: Collection[Post]) -> int:
    """How many questions wait that the actor, who has these posts, may answer and has not."""
    return sum(not each.why_not for each in waiting_for(actor, posts))


def _wait(actor: Actor, held: Held) -> Wait:
    mine = voices(held.school, [actor.subject_id], actor.today)[0]
    said = list(Approval.objects.filter(held=held).values_list("by_id", flat=True))
    names = queries.names_of(actor, [*held.people, *said, held.asked_by_id])
    why = "said" if actor.subject_id in said else rules.why_not(asked(held), mine, actor.today)
    return Wait(
        held=held,
        people=[names[each] for each in held.people if each in names],
        asker=names.get(held.asked_by_id),
        said=[names[each] for each in said if each in names],
        why_not=why,
        needs="top" if held.post in rules.TOP else "one",
    )
