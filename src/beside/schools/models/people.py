"""Federations, schools, and the people, groups and families of a roll."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Dated, Subject
from beside.audit.looks import note
from beside.schools.models.base import Identified


class Federation(Identified):
    """A group of schools; a person belongs to one federation."""

    name = models.CharField(max_length=200)
    fictional = models.BooleanField(default=False)


class School(Identified):
    """One school: every row about a pupil carries it."""

    federation = models.ForeignKey(Federation, models.PROTECT, related_name="schools")
    source_id = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/London")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["federation", "source_id"], name="school_once")
        ]

    def __str__(self) -> str:
        return self.name


class Term(Identified, Dated):
    """A term, semester or year of a school."""

    federation = models.ForeignKey(Federation, models.PROTECT)
    school = models.ForeignKey(School, models.PROTECT, null=True)
    source_id = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    type = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["federation", "source_id"], name="term_once")
        ]


class Course(Identified):
    """What is taught, whichever group it is taught to."""

    federation = models.ForeignKey(Federation, models.PROTECT)
    school = models.ForeignKey(School, models.PROTECT, null=True)
    source_id = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["federation", "source_id"], name="course_once")
        ]


class Group(Identified):
    """People who meet: a tutor group, a teaching group, a club, a house, a team."""

    class Kind(models.TextChoices):
        TUTOR_GROUP = "tutor_group", _("tutor group")
        TEACHING_GROUP = "teaching_group", _("teaching group")
        CLUB = "club", _("club")
        HOUSE = "house", _("house")
        TEAM = "team", _("team")

    federation = models.ForeignKey(Federation, models.PROTECT)
    school = models.ForeignKey(School, models.PROTECT, related_name="groups")
    source_id = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    course = models.CharField(max_length=200, blank=True)
    year_group = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["federation", "source_id"], name="group_once")
        ]

    def __str__(self) -> str:
        return self.name


class Named:
    """How whoever has the parts of a name is called: as they prefer, else as given.

    A name that is made is noted, so that it is known who was shown.
    """

    pk: uuid.UUID
    given_name: str
    family_name: str
    preferred_name: str
    username: str
    source_id: str

    @property
    def first_name(self) -> str:
        first = self.preferred_name or self.given_name or self.family_name or self.username
        return note(self.pk, first)

    @property
    def name(self) -> str:
        whole = f"{self.preferred_name or self.given_name} {self.family_name}".strip()
        return note(self.pk, whole or self.username or self.source_id)


class Person(Named, models.Model):
    """A human being of a federation, who may hold several roles. Never matched by name."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True)
    federation = models.ForeignKey(Federation, models.PROTECT, related_name="people")
    source_id = models.CharField(max_length=300)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    preferred_name = models.CharField(max_length=200, blank=True)
    username = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["federation", "source_id"], name="person_once")
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(Identified, Dated):
    """A pupil on the roll of a school."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    school = models.ForeignKey(School, models.PROTECT, related_name="enrolments")
    source_id = models.CharField(max_length=700)
    year_group = models.CharField(max_length=40, blank=True)
    tutor_group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="enrolments")
    previous_school = models.CharField(max_length=200, blank=True)
    admission_number = models.CharField(max_length=200, blank=True)
    leaving_reason = models.CharField(max_length=40, blank=True)
    destination = models.CharField(max_length=200, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person"], name="enrolment_once"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="enrolment_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["school", "year_group"], name="enrolment_year")]


class Post(Identified, Dated):
    """An adult's place at a school: teacher, head of year, office, or from the community."""

    class Kind(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        HEAD_OF_YEAR = "head_of_year", _("head of year")
        SAFEGUARDING_LEAD = "safeguarding_lead", _("safeguarding lead")
        SAFEGUARDING_DEPUTY = "safeguarding_deputy", _("deputy safeguarding lead")
        OFFICE = "office", _("school office")
        ORGANISER = "organiser", _("organiser")
        HEAD = "head", _("head teacher")
        STAFF = "staff", _("member of staff")
        COMMUNITY = "community", _("from the community")
        FEDERATION_LEAD = "federation_lead", _("federation lead")
        CHAIR = "chair", _("chair of governors")

    # Posts that give no sight of single pupils.
    NOT_STAFF = ("community", "federation_lead", "chair")
    # Who reads what a school must keep children safe from.
    SAFEGUARDING = ("safeguarding_lead", "safeguarding_deputy")

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    school = models.ForeignKey(School, models.PROTECT, related_name="posts")
    source_id = models.CharField(max_length=700)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200, blank=True)
    year_group = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    checks_expire = models.DateField(null=True, blank=True)
    training_expires = models.DateField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "person", "kind", "year_group"], name="post_once"
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="post_ends_after_it_starts",
            ),
        ]


class Membership(Identified, Dated):
    """A person in a group, as pupil, teacher, tutor or leader."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    source_id = models.CharField(max_length=700)
    role = models.CharField(max_length=20)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="membership_ends_after_it_starts",
            ),
        ]


class FamilyLink(Identified, Dated):
    """A parent or carer of a pupil."""

    carer = models.ForeignKey(Person, models.PROTECT, related_name="caring_for")
    pupil = models.ForeignKey(Person, models.PROTECT, related_name="carers")
    source_id = models.CharField(max_length=700)
    relation = models.CharField(max_length=100, blank=True)
    parental_responsibility = models.BooleanField(null=True)
    lives_with = models.BooleanField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carer", "pupil"], name="family_link_once"),
            models.CheckConstraint(
                condition=~Q(carer=F("pupil")), name="family_link_between_two_people"
            ),
        ]
