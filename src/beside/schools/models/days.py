from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.schools.models.base import Identified


class Settings(Identified):
    """A school's own numbers, in one place: its nation, whom anybody may ring, what is promised.

    Where a number is not known it is left out, and pages say so.
    """

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")

    class LowLevel(models.TextChoices):
        HEAD = "head", _("the head")
        LEAD = "lead", _("the safeguarding lead")

    school = models.OneToOneField("schools.School", models.PROTECT, related_name="settings")
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    social_care = models.CharField(max_length=40, blank=True)
    night_team = models.CharField(max_length=40, blank=True)
    officer = models.CharField(max_length=40, blank=True)
    numbers_checked_on = models.DateField(null=True, blank=True)
    low_level_to = models.CharField(max_length=10, choices=LowLevel.choices, default=LowLevel.HEAD)
    talk_minutes = models.PositiveSmallIntegerField(default=60)
    talk_days_kept = models.PositiveSmallIntegerField(default=365)
    case_years_kept = models.PositiveSmallIntegerField(default=10)


class OpeningHours(Identified):
    """When a school is open on a weekday, Monday being 0; without hours it is closed."""

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "weekday"], name="hours_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_in_order"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_on_a_weekday"),
        ]


class SchoolDays(Identified):
    """Days of a school's calendar, the first and the last included: a term, or when it is closed.

    A short day has hours of its own.
    """

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        HOLIDAY = "holiday", _("holiday")
        CLOSED = "closed", _("closed")
        SHORT = "short", _("short day")

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="days")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=100)
    first = models.DateField()
    last = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="days_in_order"),
            models.CheckConstraint(
                condition=~Q(kind="short") | Q(closes__gt=F("opens")), name="short_day_has_hours"
            ),
        ]
