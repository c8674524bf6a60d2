"""What is offered: a cycle of choice time, its periods, and the sessions in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.access.models import Subject
from beside.placement.models import Run
from beside.schools.models import Identified, School


class Purpose(models.TextChoices):
    """What choice time is for."""

    STRETCH = "stretch", _("go further")
    CONSOLIDATE = "consolidate", _("make it stick")
    CATCH_UP = "catch_up", _("catch up")
    REINFORCE = "reinforce", _("get surer")


class Cycle(Identified):
    """Two weeks, say, in which every pupil has `due` periods to choose.

    Nothing is offered before `opens_at`, nothing chosen after `closes_at`; what was `published`
    stands until something else is.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="cycles")
    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    year_groups = ArrayField(models.CharField(max_length=40), default=list)
    due = models.PositiveSmallIntegerField(default=4)
    own = models.PositiveSmallIntegerField(default=2)
    lets_require = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField()
    published = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="cycle_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="cycle_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(own__lte=F("due")), name="cycle_own_within_due"),
        ]

    def __str__(self) -> str:
        return self.name


class Period(Identified):
    """A slot of the timetable on one day in which there is choice time."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="periods")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "starts_at"], name="period_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="period_ends_after_it_starts"
            ),
        ]


class Session(Identified):
    """Something with seats in one period. The same `course` may be given in several periods.

    A pupil who is short of what is due to them may be given a place where it is `is_open`. Where
    `after` is a title, it is for who was in a session of that in an earlier cycle, or is invited.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=80)
    course = models.CharField(max_length=80, blank=True)
    purposes = ArrayField(models.CharField(max_length=12, choices=Purpose.choices), default=list)
    leader = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    location = models.CharField(max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField()
    year_groups = ArrayField(models.CharField(max_length=40), default=list)
    is_open = models.BooleanField(default=False)
    after = models.CharField(max_length=80, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "location"],
                condition=Q(cancelled_at=None) & ~Q(location=""),
                name="session_location_once",
            ),
            models.UniqueConstraint(
                fields=["period", "leader"],
                condition=Q(cancelled_at=None),
                name="session_leader_once",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(course=""), name="session_open_is_no_course"
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(after=""), name="session_open_comes_after_none"
            ),
        ]

    def __str__(self) -> str:
        return self.title
