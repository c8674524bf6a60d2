"""Who the actor of a request is at school: person, posts, enrolment, children, read once each."""

import uuid
from collections.abc import Collection
from functools import cached_property

from django.http import Http404

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.schools import queries
from beside.schools.models import Enrolment, FamilyLink, Person, Post, School

LEADS = (Post.Kind.HEAD_OF_YEAR,)
# Posts that may approve a colleague's request to export a file with many pupils in it.
DECIDES = ("head", "safeguarding_lead", "safeguarding_deputy", "organiser")
ORGANISES = (Post.Kind.HEAD_OF_YEAR, Post.Kind.ORGANISER, Post.Kind.HEAD)


class Here:
    """The actor of a request in their school; every property is read at most once.

    An adult with posts at several schools works at the one whose id is `chose`, else at the first
    by name.
    """

    def __init__(self, actor: Actor, chose: str = ""):
        self.actor, self.chose = actor, chose

    @cached_property
    def person(self) -> Person | None:
        if self.posts:
            return self.posts[0].person
        if self.enrolment:
            return self.enrolment.person
        return Person.objects.filter(pk=self.actor.subject_id).first()

    @cached_property
    def posts(self) -> list[Post]:
        found = queries.posts_of(self.actor)
        return sorted(found, key=lambda post: str(post.school_id) != self.chose)

    @property
    def schools(self) -> list[School]:
        """The schools where the actor has posts, by name."""
        found = {post.school_id: post.school for post in self.posts}
        return sorted(found.values(), key=lambda school: school.name)

    @cached_property
    def enrolment(self) -> Enrolment | None:
        return queries.enrolment_of(self.actor)

    @cached_property
    def children(self) -> list[Enrolment]:
        links = FamilyLink.objects.visible_to(self.actor).filter(
            in_force(self.actor.today), carer=self.actor.subject_id
        )
        return list(
            Enrolment.objects.visible_to(self.actor)
            .filter(in_force(self.actor.today), person__in=links.values("pupil"))
            .select_related("person", "school__federation", "tutor_group")
            .order_by("person__given_name", "person__family_name", "pk")
        )

    @cached_property
    def school(self) -> School | None:
        if self.posts:
            return self.posts[0].school
        if self.enrolment:
            return self.enrolment.school
        return self.children[0].school if self.children else None

    @cached_property
    def years(self) -> list[tuple[School, str]]:
        led = set()
        for post in self.posts:
            if post.kind in LEADS:
                led |= {(post.school, year) for year in self._led(post)}
        return sorted(led, key=lambda each: (each[0].name, queries.year_key(each[1])))

    def _led(self, post: Post) -> list[str]:
        if post.year_group:
            return [post.year_group]
        return queries.year_groups_of(post.school, self.actor.today)

    @property
    def is_pupil(self) -> bool:
        return not self.posts and self.enrolment is not None

    @property
    def is_carer(self) -> bool:
        return not self.posts and self.enrolment is None and bool(self.children)

    def organises(self, school_id: uuid.UUID, year_groups: Collection[str] = ()) -> bool:
        """Whether the actor may organise surveys, choice time and the like for these years.

        No years means the whole school. A head of year may organise for their own years alone.
        """
        if any(p.school_id == school_id and _runs_all(p) for p in self.posts):
            return True
        own = {year for school, year in self.years if school.pk == school_id}
        return bool(year_groups) and set(year_groups) <= own

    def years_to_run(self, school: School) -> list[str]:
        """The years of a school for which the actor may organise something."""
        found = queries.year_groups_of(school, self.actor.today)
        return [year for year in found if self.organises(school.pk, [year])]

    def within(self, school: School, chosen: Collection[str]) -> list[str]:
        """The chosen years. Where none is chosen, every year for which the actor may organise.

        For an actor who organises for the whole school that is the empty list, which means all.
        """
        if chosen or self.organises(school.pk):
            return list(chosen)
        return self.years_to_run(school)

    def holds(self, *kinds: str, school: School | None = None) -> bool:
        """Whether the actor has one of these posts, at this school if one is given."""
        return any(
            p.kind in kinds and (school is None or p.school_id == school.pk) for p in self.posts
        )

    def school_where(self, *kinds: str) -> School:
        """The school where the actor has one of these posts; the one they chose comes first.

        Raises `Http404` where the actor has none of these posts.
        """
        for post in self.posts:
            if post.kind in kinds:
                return post.school
        raise Http404

    @property
    def staff_school(self) -> School:
        """The school where the actor is on the staff. Raises `Http404` for everybody else."""
        return self.school_where(*(k for k in Post.Kind if k not in Post.NOT_STAFF))


def _runs_all(post: Post) -> bool:
    """Whether a post may organise for a whole school; so may a head of year without a year."""
    return post.kind in ORGANISES and not (post.kind in LEADS and post.year_group)


def here(request) -> Here:
    """The `Here` of a request, made once."""
    if not hasattr(request, "here"):
        request.here = Here(request.actor, request.session.get("beside_school", ""))
    return request.here
