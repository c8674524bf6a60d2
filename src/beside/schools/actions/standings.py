"""What the roll says about who stands where: settled again, whole, after every change of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from beside.access import actions as access
from beside.access import scopes
from beside.access.actions import Belongs, Stands
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.rights import Basis
from beside.schools.models import Enrolment, FamilyLink, Group, Membership, Post, School

POST_BASES: dict[str, tuple[Basis, ...]] = {
    Post.Kind.SAFEGUARDING_LEAD: (Basis.SAFEGUARDING_LEAD,),
    Post.Kind.SAFEGUARDING_DEPUTY: (Basis.SAFEGUARDING_LEAD,),
    Post.Kind.OFFICE: (Basis.OFFICE,),
    Post.Kind.ORGANISER: (Basis.ORGANISER,),
    Post.Kind.HEAD: (Basis.ORGANISER, Basis.HEAD),
    Post.Kind.HEAD_OF_YEAR: (Basis.ORGANISER,),
}


@action
def settle_school(*, by: Actor, school: School) -> None:
    """Make standings and belongings of a school be what its roll says today."""
    access.name_places(by=by, school=school.id, year_groups=_years(school))
    access.settle(
        by=by,
        source=f"roll:{school.id}",
        belongings=[*_pupils(school, by.today), *_adults(school), *_carers(school)],
        standings=[
            *_posts(school),
            *_checked(school),
            *_teaching(school),
            *_families(school),
            *_members(school),
        ],
    )


def _years(school: School) -> set[str]:
    """Every year group that anybody is in or leads."""
    of_pupils = Enrolment.objects.filter(school=school).values_list("year_group", flat=True)
    led = Post.objects.filter(school=school).values_list("year_group", flat=True)
    return {*of_pupils.distinct(), *led.distinct()} - {""}


def _pupils(school: School, today: date) -> Iterator[Belongs]:
    rows = Enrolment.objects.filter(school=school).values_list(
        "person", "year_group", "tutor_group", "starts", "ends"
    )
    for person, year_group, tutor_group, starts, ends in rows:
        yield Belongs(person, person, starts, ends)
        yield Belongs(person, scopes.pupils(school.id), starts, ends)
        if starts and starts > today:
            yield Belongs(person, scopes.coming(school.id), None, starts)
        if year_group:
            yield Belongs(person, scopes.year(school.id, year_group), starts, ends)
        if tutor_group:
            yield Belongs(person, tutor_group, starts, ends)
    in_groups = Membership.objects.filter(group__school=school, role="pupil")
    for person, group, starts, ends in in_groups.values_list("person", "group", "starts", "ends"):
        yield Belongs(person, group, starts, ends)


def _adults(school: School) -> Iterator[Belongs]:
    rows = Post.objects.filter(school=school).values_list("person", "starts", "ends")
    for person, starts, ends in rows:
        yield Belongs(person, scopes.adults(school.id), starts, ends)


def _family_rows(school: School):
    return FamilyLink.objects.filter(pupil__enrolments__school=school).values_list(
        "carer", "pupil", "starts", "ends"
    )


def _carers_by_year(school: School) -> Iterator[Belongs]:
    """Who has a child in a year, for as long as both hold."""
    here, year = "pupil__enrolments__", "pupil__enrolments__year_group"
    rows = FamilyLink.objects.filter(pupil__enrolments__school=school).exclude(**{year: ""})
    both = ("carer", year, "starts", "ends", f"{here}starts", f"{here}ends")
    for carer, year_group, *days in rows.values_list(*both):
        starts = max(filter(None, (days[0], days[2])), default=None)
        ends = min(filter(None, (days[1], days[3])), default=None)
        if starts is None or ends is None or starts < ends:
            yield Belongs(carer, scopes.carers_of_year(school.id, year_group), starts, ends)


def _carers(school: School) -> Iterator[Belongs]:
    for carer, _pupil, starts, ends in _family_rows(school):
        yield Belongs(carer, scopes.carers(school.id), starts, ends)
    yield from _carers_by_year(school)


def _posts(school: School) -> Iterator[Stands]:
    pupils, adults = scopes.pupils(school.id), scopes.adults(school.id)
    rows = Post.objects.filter(school=school).values_list(
        "person", "kind", "year_group", "starts", "ends"
    )
    for person, kind, year_group, starts, ends in rows:
        yield Stands(person, Basis.MEMBER, adults, starts, ends)
        if kind == Post.Kind.FEDERATION_LEAD:
            schools = scopes.federation(school.federation_id)
            yield Stands(person, Basis.FEDERATION_LEAD, schools, starts, ends)
        if kind == Post.Kind.CHAIR:
            yield Stands(person, Basis.CHAIR, pupils, starts, ends)
        if kind in Post.NOT_STAFF:
            continue
        yield Stands(person, Basis.STAFF, pupils, starts, ends)
        run = _run(school, year_group if kind == Post.Kind.HEAD_OF_YEAR else "")
        for basis in POST_BASES.get(kind, ()):
            for scope in run:
                yield Stands(person, basis, scope, starts, ends)
        if kind == Post.Kind.OFFICE:
            yield Stands(person, Basis.OFFICE, scopes.coming(school.id), starts, ends)
        if kind == Post.Kind.HEAD_OF_YEAR:
            led = scopes.year(school.id, year_group) if year_group else pupils
            yield Stands(person, Basis.HEAD_OF_YEAR, led, starts, ends)


def _run(school: School, year_group: str) -> tuple[UUID, ...]:
    """What a post covers: a year and the families of it, or without one all of the school."""
    if year_group:
        return (
            scopes.year(school.id, year_group),
            scopes.carers_of_year(school.id, year_group),
        )
    return (scopes.pupils(school.id), scopes.adults(school.id), scopes.carers(school.id))


def _checked(school: School) -> Iterator[Stands]:
    """People from the community are checked until the day their checks or training run out."""
    rows = Post.objects.filter(
        school=school,
        kind=Post.Kind.COMMUNITY,
        checks_expire__isnull=False,
        training_expires__isnull=False,
    )
    for post in rows:
        last = min(post.checks_expire, post.training_expires) + timedelta(days=1)
        ends = min(last, post.ends or last)
        if post.starts is None or post.starts <= ends:
            yield Stands(post.person_id, Basis.CHECKED, scopes.adults(school.id), post.starts, ends)


def _teaching(school: School) -> Iterator[Stands]:
    rows = Membership.objects.filter(group__school=school).exclude(role="pupil")
    for person, kind, group, starts, ends in rows.values_list(
        "person", "group__kind", "group", "starts", "ends"
    ):
        basis = Basis.TUTOR if kind == Group.Kind.TUTOR_GROUP else Basis.TEACHER
        yield Stands(person, basis, group, starts, ends)


def _families(school: School) -> Iterator[Stands]:
    for carer, pupil, starts, ends in _family_rows(school):
        yield Stands(carer, Basis.CARER, pupil, starts, ends)
        yield Stands(carer, Basis.MEMBER, scopes.adults(school.id), starts, ends)


def _members(school: School) -> Iterator[Stands]:
    rows = Enrolment.objects.filter(school=school).values_list("person", "starts", "ends")
    for person, starts, ends in rows:
        yield Stands(person, Basis.MEMBER, scopes.adults(school.id), starts, ends)
