"""What the office sees of the roll: pupils with what is about to happen, and changes that wait."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beside.access.actor import Actor
from beside.access.models import Account, Standing, in_force
from beside.rights import Basis
from beside.schools.models import Enrolment, Group, Person, RollImport, School
from beside.schools.queries import year_key


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
        .filter(_fits(wanted, actor.today))
        .annotate(has_account=Exists(Account.objects.filter(pk=OuterRef("person"))))
        .select_related("person", "tutor_group")
        .order_by("person__family_name", "person__given_name")
    )
    if wanted.show == "no_account":
        found = found.filter(has_account=False)
    return [row(each, actor.today, has_account=each.has_account) for each in found]


def _fits(wanted: Wanted, today: date) -> Q:
    condition = Q(year_group=wanted.year) if wanted.year else Q()
    condition &= Q(tutor_group=wanted.group) if wanted.group else Q()
    condition &= {"joining": Q(starts__gt=today), "leaving": Q(ends__gt=today)}.get(
        wanted.show, Q()
    )
    for word in wanted.name.split():
        condition &= (
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
        )
    return condition


def tutor_groups(school: School) -> list[Group]:
    """The tutor groups of a school, by year and name."""
    found = Group.objects.filter(school=school, kind=Group.Kind.TUTOR_GROUP)
    return sorted(found, key=lambda each: (year_key(each.year_group), each.name))


def years(school: School, today: date) -> list[tuple[str, int]]:
    """The year groups of a school with how many pupils each has, youngest first."""
    found = Enrolment.objects.filter(in_force(today), school=school).exclude(year_group="")
    counted = found.values_list("year_group").annotate(Count("pk"))
    return sorted(counted, key=lambda each: year_key(each[0]))


def tutors(group: uuid.UUID | None, today: date) -> list[str]:
    """The names of the tutors of a tutor group today."""
    if group is None:
        return []
    standings = Standing.objects.filter(in_force(today), basis=Basis.TUTOR, scope_id=group)
    found = Person.objects.filter(pk__in=standings.values("actor")).order_by("family_name")
    return [each.name for each in found]


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
