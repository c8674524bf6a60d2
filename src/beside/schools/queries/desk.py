"""What the office sees of the roll: pupils with what is about to happen, and changes that wait."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beside.access.actor import Actor
from beside.access.models import Account, Standing, in_force
from beside.rights import Basis
from beside.schools.models import Enrolment, Group, Held, Person, RollImport, School
from beside.schools.queries import ids_named, names_of, staff_ids, year_key


@dataclass(frozen=True)
class Wanted:
    """Which pupils a list shows: `name` begins a word of theirs, `show` is one of `SHOWS`."""

    name: str = ""
    year: str = ""
    group: uuid.UUID | None = None
    show: str = ""


SHOWS = ("", "joining", "leaving", "no_account")


def still_or_soon(school: School, today: date) -> QuerySet[Enrolment]:
    """Everybody who is on the roll of a school or is still to join it."""
    return Enrolment.objects.filter(Q(ends=None) | Q(ends__gt=today), school=school)


def count(school: School, today: date) -> int:
    """How many pupils are on the roll of a school today."""
    return Enrolment.objects.filter(in_force(today), school=school).count()


@dataclass(frozen=True)
class Row:
    """A pupil on the list of the office: `joins` and `leaves` are days still to come."""

    enrolment: Enrolment
    has_account: bool
    joins: date | None
    leaves: date | None


def row(enrolment: Enrolment, today: date, *, has_account: bool) -> Row:
    """A pupil with what is about to happen."""
    starts, ends = enrolment.starts, enrolment.ends
    joins = starts if starts and starts > today else None
    return Row(enrolment, has_account, joins, ends - timedelta(days=1) if ends else None)


def pupils(actor: Actor, school: School, wanted: Wanted) -> list[Row]:
    """Pupils by name, as far as the actor may see them."""
    found = (
        still_or_soon(school, actor.today)
        .filter(pk__in=Enrolment.objects.visible_to(actor).values("pk"))
        .filter(_fits(school, wanted, actor.today))
        .annotate(has_account=Exists(Account.objects.filter(pk=OuterRef("person"))))
        .select_related("person", "tutor_group")
        .order_by("person__family_name", "person__given_name")
    )
    if wanted.show == "no_account":
        found = found.filter(has_account=False)
    return [row(each, actor.today, has_account=each.has_account) for each in found]


def _fits(school: School, wanted: Wanted, today: date) -> Q:
    condition = Q(year_group=wanted.year) if wanted.year else Q()
    condition &= Q(tutor_group=wanted.group) if wanted.group else Q()
    condition &= {"joining": Q(starts__gt=today), "leaving": Q(ends__gt=today)}.get(
        wanted.show, Q()
    )
    return condition & _named(school, wanted.name) if wanted.name.strip() else condition


def _named(school: School, typed: str) -> Q:
    """A name that is like what was typed, or has each of its words somewhere, the full one too."""
    condition = Q()
    for word in typed.split():
        condition &= (
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
        )
    return condition | Q(person__in=ids_named(school, typed))


def tutor_groups(school: School) -> list[Group]:
    """The tutor groups of a school, by year and name."""
    found = Group.objects.filter(school=school, kind=Group.Kind.TUTOR_GROUP)
    return sorted(found, key=lambda each: (year_key(each.year_group), each.name))


def years(school: School, today: date) -> list[tuple[str, int]]:
    """The year groups of a school with how many pupils each has, youngest first."""
    found = Enrolment.objects.filter(in_force(today), school=school).exclude(year_group="")
    counted = found.values_list("year_group").annotate(Count("pk"))
    return sorted(counted, key=lambda each: year_key(each[0]))


def tutors(actor: Actor, group: uuid.UUID | None) -> list[str]:
    """The names of the tutors of a tutor group today, as far as the actor may see them."""
    if group is None:
        return []
    standings = Standing.objects.filter(in_force(actor.today), basis=Basis.TUTOR, scope_id=group)
    found = Person.objects.visible_to(actor).filter(pk__in=standings.values("actor"))
    return [each.name for each in found.order_by("family_name", "given_name", "pk")]


def waiting(actor: Actor, school: School) -> list[RollImport]:
    """Changes that wait for somebody's word or for their day, the newest first."""
    found = RollImport.objects.visible_to(actor).filter(
        school=school, status=RollImport.Status.PLANNED
    )
    return list(found.defer("content").order_by("-at")[:20])


def waiting_for(actor: Actor, school: School, pupil: str) -> list[RollImport]:
    """Changes by hand of one pupil, by source id, whose day is still to come."""
    return [each for each in waiting(actor, school) if _is_about(each.edit, pupil)]


def _is_about(edit: Mapping[str, object], pupil: str) -> bool:
    return edit.get("pupil") == pupil


@dataclass(frozen=True)
class Colleague:
    """Somebody on the staff: `why_not` says why they cannot be invited, as a code, or nothing."""

    person: Person
    has_account: bool
    why_not: str

    @property
    def may_be_invited(self) -> bool:
        """Whether a link may go to their own address now."""
        return not self.has_account and not self.why_not


def colleagues(actor: Actor, school: School) -> list[Colleague]:
    """The staff of a school by name, with who can sign in and who waits for a second person."""
    staff = staff_ids(school, actor.today)
    names = names_of(actor, staff).values()
    found = Account.objects.visible_to(actor).filter(pk__in=staff, is_active=True)
    have, held = set(found.values_list("pk", flat=True)), held_people(actor, school)
    shared = _shared_addresses(names)
    return [
        Colleague(each, each.pk in have, "" if each.pk in have else _why_not(each, held, shared))
        for each in sorted(names, key=lambda each: (each.family_name, each.given_name))
    ]


def held_people(actor: Actor, school: School) -> set[uuid.UUID]:
    """People about whom somebody's yes is still waited for at a school."""
    waits = Held.objects.visible_to(actor).filter(school=school, status=Held.Status.WAITING)
    return {person for people in waits.values_list("people", flat=True) for person in people}


def _shared_addresses(people: Collection[Person]) -> set[str]:
    counted = Counter(each.email.casefold() for each in people if each.email)
    return {address for address, count in counted.items() if count > 1}


def _why_not(person: Person, held: set[uuid.UUID], shared: set[str]) -> str:
    if person.pk in held:
        return "held"
    if not person.email:
        return "no_address"
    return "shared_address" if person.email.casefold() in shared else ""
