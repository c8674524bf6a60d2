"""Who is at a school: pupils, staff, groups, families."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from beside.access.actor import Actor
from beside.access.locks import reached
from beside.access.models import in_force
from beside.access.reach import Reaches, blocks
from beside.access.statement import Statement
from beside.rights import Basis
from beside.schools.models import (
    Enrolment,
    FamilyLink,
    Federation,
    Group,
    Membership,
    Named,
    Person,
    Post,
    School,
)
from beside.schools.rules import finding

IN_FORCE = "({t}.starts IS NULL OR {t}.starts <= %s) AND ({t}.ends IS NULL OR {t}.ends > %s)"
POSTS = Statement(
    "SELECT {o}, {p}, {s}, {f} FROM schools_post o"
    " JOIN schools_person p ON p.subject_id = o.person_id"
    " JOIN schools_school s ON s.id = o.school_id"
    " JOIN schools_federation f ON f.id = s.federation_id"
    f" WHERE o.person_id = %s AND {IN_FORCE.format(t='o')}"
    " ORDER BY s.name, o.kind, o.year_group",
    o=Post,
    p=Person,
    s=School,
    f=Federation,
)
ENROLMENT = Statement(
    "SELECT {e}, {p}, {s}, {f}, {g} FROM schools_enrolment e"
    " JOIN schools_person p ON p.subject_id = e.person_id"
    " JOIN schools_school s ON s.id = e.school_id"
    " JOIN schools_federation f ON f.id = s.federation_id"
    " LEFT JOIN schools_group g ON g.id = e.tutor_group_id"
    f" WHERE e.person_id = %s AND {IN_FORCE.format(t='e')} ORDER BY e.id LIMIT 1",
    e=Enrolment,
    p=Person,
    s=School,
    f=Federation,
    g=Group,
)
SHARED_KINDS = (Group.Kind.CLUB, Group.Kind.TEAM)


def the_federation() -> Federation | None:
    """The federation of this system, or none while it is empty."""
    return Federation.objects.order_by("name").first()


def posts_of(actor: Actor) -> list[Post]:
    """The actor's own posts today, with their schools."""
    rows = POSTS.rows(actor.subject_id, actor.today, actor.today)
    return [_at(*row) for row in rows]


def _at(post: Post, person: Person, school: School, federation: Federation) -> Post:
    post.person, post.school, school.federation = person, school, federation
    return post


def enrolment_of(actor: Actor) -> Enrolment | None:
    """The actor's own place on a roll today, with their school and tutor group."""
    rows = ENROLMENT.rows(actor.subject_id, actor.today, actor.today)
    for own, own.person, own.school, own.school.federation, own.tutor_group in rows:
        return own
    return None


def staff_ids(school: School, on: date) -> list[uuid.UUID]:
    """Everyone on the staff of a school on a day; people from the community are not staff."""
    posts = Post.objects.filter(in_force(on), school=school).exclude(kind__in=Post.NOT_STAFF)
    return sorted(set(posts.values_list("person_id", flat=True)))


def without_a_place(people: Iterable[uuid.UUID], on: date) -> list[uuid.UUID]:
    """Those of these people who are on no roll, hold no post and care for nobody on a day."""
    left = set(people)
    for model, field in ((Enrolment, "person"), (Post, "person"), (FamilyLink, "carer")):
        found = model._default_manager.filter(in_force(on), **{f"{field}__in": left})
        left -= set(found.values_list(field, flat=True))
    return sorted(left)


def is_staff(school: School, person: uuid.UUID, on: date) -> bool:
    """Whether somebody is on the staff of a school on a day."""
    posts = Post.objects.filter(in_force(on), school=school, person=person)
    return posts.exclude(kind__in=Post.NOT_STAFF).exists()


def community(school: School, on: date) -> dict[uuid.UUID, bool]:
    """People from the community of a school, and whether checks and training are in date."""
    posts = Post.objects.filter(in_force(on), school=school, kind=Post.Kind.COMMUNITY)
    rows = posts.values_list("person_id", "checks_expire", "training_expires")
    return {
        person: bool(checks and training and min(checks, training) >= on)
        for person, checks, training in rows
    }


def pupils_of(
    actor: Actor, school: School, year_groups: Collection[str] = ()
) -> QuerySet[Enrolment]:
    """Pupils on roll today whom the actor may see, by tutor group and name."""
    found = Enrolment.objects.visible_to(actor).filter(in_force(actor.today), school=school)
    if year_groups:
        found = found.filter(year_group__in=year_groups)
    return found.select_related("person", "tutor_group").order_by(
        "tutor_group__name", "person__family_name", "person__given_name"
    )


@dataclass(frozen=True, slots=True)
class OnRoll(Named):
    """A pupil on a page: who, their year group, and the name of their tutor group."""

    pk: uuid.UUID
    given_name: str
    family_name: str
    preferred_name: str
    username: str
    source_id: str
    year_group: str
    group: str
    group_id: uuid.UUID | None


NAME_PARTS = ("given_name", "family_name", "preferred_name", "username", "source_id")


def on_roll(found: QuerySet[Enrolment]) -> list[OnRoll]:
    """The pupils of these enrolments, in their order; one query, no model a row."""
    names = [f"person__{part}" for part in NAME_PARTS]
    return [
        OnRoll(pk, *parts, year_group, group or "–", group_id)
        for pk, *parts, year_group, group, group_id in found.select_related(None).values_list(
            "person_id", *names, "year_group", "tutor_group__name", "tutor_group_id"
        )
    ]


FOUND_AT_MOST = 12


def named(
    pupils: QuerySet[Enrolment], school: School, typed: str, most: int = FOUND_AT_MOST
) -> list[OnRoll]:
    """At most `most` of these pupils of a school, whose names are nearest to what was typed."""
    found = on_roll(pupils.filter(person__in=ids_named(school, typed)))
    return finding.nearest(found, typed, attrgetter("name"), most)


def ids_named(school: School, typed: str) -> list[uuid.UUID]:
    """Pupils of a school with names like what was typed, whoever may see them."""
    keys = finding.keys(typed)
    if not keys.exact:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM schools_pupils_named(%s, %s, %s)", [school.pk, *keys])
        return [row[0] for row in cursor.fetchall()]


def by_group(
    actor: Actor, school: School, year_groups: Collection[str]
) -> list[tuple[str, str, list[uuid.UUID]]]:
    """Year group, tutor group and the pupils in it whom the actor may see; a row a group."""
    found = pupils_of(actor, school, year_groups).select_related(None).order_by()
    return list(
        found.values_list("year_group", Coalesce("tutor_group__name", Value("–")))
        .annotate(pupils=ArrayAgg("person_id", order_by="person_id"))
        .order_by("year_group", "tutor_group__name")
    )


def tutor_group_ids(school: School) -> dict[str, uuid.UUID]:
    """The tutor groups of a school by name."""
    found = Group.objects.filter(school=school, kind=Group.Kind.TUTOR_GROUP)
    return dict(found.values_list("name", "pk"))


def year_key(year_group: str) -> tuple[int, str]:
    """Sort key of a year group: nursery, reception, numbers by value, other names, none."""
    if not year_group:
        return (1000, "")
    if year_group.lower() in EARLY_YEARS:
        return (EARLY_YEARS[year_group.lower()], year_group)
    digits = "".join(c for c in year_group if c.isdigit())
    return (int(digits) if digits else 999, year_group)


EARLY_YEARS = {"n": -1, "nursery": -1, "r": 0, "reception": 0}


def year_groups_of(school: School, on: date) -> list[str]:
    """The year groups of a school that have pupils, youngest first; "" for those who have none."""
    found = Enrolment.objects.filter(in_force(on), school=school)
    return sorted(found.values_list("year_group", flat=True).distinct(), key=year_key)


def closest_first(pupils: Iterable[Enrolment]) -> list[Enrolment]:
    """Pupils whom the actor tutors or teaches before all others, otherwise in the order given."""
    mine = set(reached((Basis.TUTOR, Basis.TEACHER)))
    return sorted(pupils, key=lambda each: each.person_id not in mine)


@dataclass(frozen=True)
class Shared:
    """A group that a pupil shares with an adult or another pupil."""

    group: str
    kind: str
    person: Person


def shared_with_adults(
    actor: Actor, pupils: Collection[uuid.UUID], kinds: Collection[str] = SHARED_KINDS
) -> dict[uuid.UUID, list[Shared]]:
    """For each pupil the groups of these kinds that an adult leads or teaches, with the adult."""
    return _shared(actor, pupils, kinds, ["teacher", "tutor", "leader"])


def shared_with_anybody(
    actor: Actor, pupils: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Shared]]:
    """For each pupil their clubs and teams, with every adult and other pupil in them."""
    return _shared(actor, pupils, SHARED_KINDS, ["teacher", "tutor", "leader", "pupil"])


def _shared(actor, pupils, kinds, roles) -> dict[uuid.UUID, list[Shared]]:
    visible = Membership.objects.visible_to(actor).filter(
        in_force(actor.today), group__kind__in=kinds
    )
    theirs = visible.filter(person__in=list(pupils), role="pupil")
    groups: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for person, group in theirs.order_by("group__name").values_list("person", "group"):
        groups[person].append(group)
    wanted = {group for listed in groups.values() for group in listed}
    adults: dict[uuid.UUID, list[Shared]] = defaultdict(list)
    for each in (
        visible.filter(group__in=wanted, role__in=roles)
        .select_related("group", "person")
        .order_by("person__family_name")
    ):
        adults[each.group_id].append(Shared(each.group.name, each.group.kind, each.person))
    return {p: [s for g in listed for s in adults[g]] for p, listed in groups.items()}


def tutors_of(actor: Actor, pupils: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The tutors of those among these pupils who are on roll, as far as the actor may see."""
    enrolled = Enrolment.objects.visible_to(actor).filter(
        in_force(actor.today), person__in=list(pupils)
    )
    found = Membership.objects.visible_to(actor).filter(
        in_force(actor.today), role="tutor", group__in=enrolled.values("tutor_group")
    )
    return set(found.values_list("person_id", flat=True))


def taught_together(actor: Actor, school: School) -> dict[uuid.UUID, int]:
    """How many pupils the actor and each other adult both teach in teaching groups, by the roll.

    As far as the actor may see; adults with whom they share none are not there.
    """
    visible = Membership.objects.visible_to(actor).filter(
        in_force(actor.today), group__school=school, group__kind=Group.Kind.TEACHING_GROUP
    )
    taught, teaching = visible.filter(role="pupil"), visible.exclude(role="pupil")
    mine = teaching.filter(person=actor.subject_id).values("group")
    pupils = taught.filter(group__in=mine).values("person")
    groups: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for group, pupil in taught.filter(person__in=pupils).values_list("group", "person"):
        groups[group].add(pupil)
    shared: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    others = teaching.filter(group__in=groups).exclude(person=actor.subject_id)
    for adult, group in others.values_list("person", "group"):
        shared[adult] |= groups[group]
    return {adult: len(both) for adult, both in shared.items()}


def siblings_of(actor: Actor, pupil: uuid.UUID) -> list[Person]:
    """Other pupils with a parent or carer in common, as far as the actor may see."""
    links = FamilyLink.objects.visible_to(actor).filter(in_force(actor.today))
    carers = links.filter(pupil=pupil).values("carer")
    found = links.filter(carer__in=carers).exclude(pupil=pupil).values("pupil")
    return list(
        Person.objects.visible_to(actor).filter(pk__in=found).order_by("family_name", "given_name")
    )


def carers_of(actor: Actor, pupils: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """The parents and carers of these pupils today, as far as the actor may see, each once."""
    return sorted(children_by_carer(actor, pupils))


def children_by_carer(
    actor: Actor, pupils: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Each parent or carer of these pupils today, with those they stand for.

    For an organiser, without any pair that a block keeps apart.
    """
    links = FamilyLink.objects.visible_to(actor).filter(
        in_force(actor.today), pupil__in=list(pupils)
    )
    pairs = set(links.values_list("carer_id", "pupil_id"))
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for carer, pupil in sorted(pairs - blocks({carer for carer, _pupil in pairs})):
        found[carer].append(pupil)
    return dict(found)


def names_of(actor: Actor, people: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """The people among these whom the actor may see, by id."""
    wanted = list(set(people))
    return (
        {p.pk: p for p in Person.objects.visible_to(actor).filter(pk__in=wanted)} if wanted else {}
    )


CARES_FOR = (Basis.TUTOR, Basis.HEAD_OF_YEAR)


def tutor_groups(actor: Actor) -> list[Group]:
    """The tutor groups with pupils whom the actor looks after, as tutor or head of year."""
    pupils = _looked_after(actor).exclude(tutor_group=None)
    return sorted(
        Group.objects.filter(pk__in=pupils.values("tutor_group")),
        key=lambda group: (year_key(group.year_group), group.name),
    )


def looked_after_in(actor: Actor, group: Group) -> list[Person]:
    """The pupils of a tutor group whom the actor looks after, by name."""
    return [each.person for each in enrolments_looked_after_in(actor, group)]


def enrolments_looked_after_in(actor: Actor, group: Group) -> list[Enrolment]:
    """The enrolments of those pupils, by name."""
    found = _looked_after(actor).filter(tutor_group=group).select_related("person")
    return list(found.order_by("person__family_name", "person__given_name"))


def is_tutor_of(actor: Actor, pupil: uuid.UUID) -> bool:
    """Whether the actor looks after this pupil as their tutor, and not only as head of year."""
    return reached((Basis.TUTOR,)).filter(pk=pupil).exists()


def _looked_after(actor: Actor) -> QuerySet[Enrolment]:
    return Enrolment.objects.visible_to(actor).filter(
        in_force(actor.today), Reaches("person", CARES_FOR)
    )
