"""Who holds which post, who is there, and whom a pupil may pick."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.safeguarding.models import Away, Duty, Listener
from beside.safeguarding.rules import people, promise
from beside.safeguarding.rules.routing import Rota, Route, is_away, reads
from beside.safeguarding.rules.routing import School as Posts
from beside.schools import calendars
from beside.schools import queries as schools
from beside.schools.models import FamilyLink, Person, Post, School


def posts_of(school: School, on: date) -> Posts:
    """Who is safeguarding lead, deputy, head and chair of a school on a day, in that order."""
    rows = Post.objects.filter(in_force(on), school=school).order_by("person__family_name", "id")
    found: dict[str, list[uuid.UUID]] = {}
    for kind, person in rows.values_list("kind", "person_id"):
        found.setdefault(kind, []).append(person)
    leads = [each for kind in Post.SAFEGUARDING for each in found.get(kind, [])]
    return Posts(
        leads=list(dict.fromkeys(leads)),
        heads=list(dict.fromkeys(found.get(Post.Kind.HEAD, []))),
        chairs=list(dict.fromkeys(found.get(Post.Kind.CHAIR, []))),
    )


def rota_of(school: School) -> Rota:
    """Who is away, and who reads on which day."""
    away = Away.objects.filter(school=school, is_gone=False)
    duties = list(Duty.objects.filter(school=school, is_gone=False))
    return Rota(
        away=list(away.values_list("adult_id", "first", "last")),
        weekdays={
            each.weekday: (each.adult_id, each.reads_at)
            for each in duties
            if each.weekday is not None
        },
        days={each.day: (each.adult_id, each.reads_at) for each in duties if each.day},
    )


def adults_of(school: School, on: date) -> list[people.Adult]:
    """Everybody who works or helps at a school on a day, by the parts of their names."""
    posts = Post.objects.filter(in_force(on), school=school).exclude(kind=Post.Kind.FEDERATION_LEAD)
    rows = posts.values_list(
        "person_id", "person__given_name", "person__family_name", "person__preferred_name"
    )
    return [people.Adult(*row) for row in dict.fromkeys(rows)]


@dataclass(frozen=True)
class Choice:
    """An adult whom a pupil may pick, or in grey, with the minute by which they read."""

    person: Person
    about: str
    due_at: datetime | None
    why_not: str = ""


def choices(actor: Actor, school: School, at: datetime) -> list[Choice]:
    """Those whom this pupil may pick now, leads first; who is not available comes last, in grey."""
    posts, rota = posts_of(school, actor.today), rota_of(school)
    calendar, settings = calendars.calendar_of(school), calendars.settings_of(school)
    listeners = _listeners(actor, school, posts, at)
    named = schools.names_of(actor, [each.adult_id for each in listeners])
    facts = _facts(actor, school, listeners, rota)
    found = []
    for each in listeners:
        why = people.why_not(facts[each.adult_id], actor.today)
        if each.adult_id not in named or why in people.NEVER_SHOWN:
            continue
        due = promise.promised(calendar, at, settings.talk_minutes, each.reads_at)
        about = each.about or ("lead" if each.adult_id in posts.leads else "")
        found.append(Choice(named[each.adult_id], about, due, why))
    return sorted(found, key=lambda c: _order(c, posts, schools.tutors_of(actor, [_me(actor)])))


def _listeners(actor: Actor, school: School, posts: Posts, at: datetime) -> list[Listener]:
    """Those on the list of the lead; lead and deputies listen by their post, listed or not."""
    listed = list(Listener.objects.visible_to(actor).filter(school=school))
    known = {each.adult_id for each in listed}
    by_post = {
        "is_employed": True,
        "checked_on": actor.today,
        "trained_on": actor.today,
        "said_yes_at": at,
    }
    return listed + [
        Listener(school=school, adult_id=each, **by_post)
        for each in posts.leads
        if each not in known
    ]


def _me(actor: Actor) -> uuid.UUID:
    assert actor.subject_id is not None
    return actor.subject_id


def _order(choice: Choice, posts: Posts, tutors: set[uuid.UUID]) -> tuple:
    place = posts.leads.index(choice.person.pk) if choice.person.pk in posts.leads else 99
    return (bool(choice.why_not), place, choice.person.pk not in tutors, choice.person.name)


def _facts(
    actor: Actor, school: School, listeners: Iterable[Listener], rota: Rota
) -> dict[uuid.UUID, people.Facts]:
    staff = set(schools.staff_ids(school, actor.today))
    relatives, apart, cases = _relatives(actor), _apart(), _in_a_case()
    return {
        each.adult_id: people.Facts(
            on_staff=each.adult_id in staff,
            employed=each.is_employed,
            checked_on=each.checked_on,
            trained_on=each.trained_on,
            said_yes=each.said_yes_at is not None,
            relative=each.adult_id in relatives,
            apart=each.adult_id in apart,
            in_a_case=each.adult_id in cases,
            away=is_away(rota, each.adult_id, actor.today),
        )
        for each in listeners
    }


def _relatives(actor: Actor) -> set[uuid.UUID]:
    links = FamilyLink.objects.visible_to(actor).filter(in_force(actor.today))
    return set(links.filter(pupil=actor.subject_id).values_list("carer_id", flat=True))


def _apart() -> set[uuid.UUID]:
    return _people_of("SELECT beside_apart()")


def _in_a_case() -> set[uuid.UUID]:
    return _people_of("SELECT safeguarding_in_a_case()")


def _people_of(statement: str) -> set[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return set(cursor.fetchone()[0] or ())


def names_in_files(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Names and groups of those in files that the actor looks after, who may have left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM safeguarding_names(%s::uuid[])", [list(set(ids))])
        return {person: (name, hint) for person, name, hint in cursor.fetchall()}


def names(actor: Actor, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of all these people as far as the actor may read them, or has them in a file."""
    wanted = {each for each in ids if each}
    found = {key: person.name for key, person in schools.names_of(actor, wanted).items()}
    missing = wanted - set(found)
    if missing:
        found |= {key: name for key, (name, _hint) in names_in_files(missing).items()}
    return found


def may_look_after(actor: Actor, school: School) -> bool:
    """Whether the actor holds a post to which talks or concerns of this school may go."""
    posts = posts_of(school, actor.today)
    return any(
        actor.subject_id in reads(posts, way) for way in (Route.LEAD, Route.HEAD, Route.CHAIR)
    )


def listener_of(actor: Actor, school: School) -> Listener | None:
    """The actor's own place among those whom pupils may pick."""
    return Listener.objects.visible_to(actor).filter(school=school, adult=actor.subject_id).first()
