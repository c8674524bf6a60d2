"""Challenges of a season, what pupils would like, and the teams that take them on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.placement.models import Run
from beside.schools.models import Identified, School


class Season(Identified):
    """A time in which teams of pupils take on challenges: year 9 in the summer term, say.

    Two of a tutor group in a team cost `mix` where teams are made: 0 leaves them as friends wish.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="seasons")
    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    year_groups = ArrayField(models.CharField(max_length=40), default=list)
    mix = models.PositiveSmallIntegerField(default=3)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField()
    published = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="season_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="season_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Challenge(Identified):
    """Something for a team of `least` to `most` pupils, and for so many teams."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="challenges")
    title = models.CharField(max_length=80)
    words = models.CharField(max_length=500, blank=True)
    location = models.CharField(max_length=80, blank=True)
    cost = models.CharField(max_length=80, blank=True)
    risk = models.CharField(max_length=300, blank=True)
    helper = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    teams = models.PositiveSmallIntegerField(default=2)
    least = models.PositiveSmallIntegerField(default=4)
    most = models.PositiveSmallIntegerField(default=6)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["season", "title"], name="challenge_once"),
            models.CheckConstraint(
                condition=Q(least__gte=2) & Q(most__gte=F("least")), name="challenge_sizes"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Ranking(Identified):
    """The challenges that a pupil would like, dearest first."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    season = models.ForeignKey(Season, models.PROTECT, related_name="rankings")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    wishes = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season", "pupil"], name="ranking_once")]


class Company(Identified):
    """With whom a pupil would like to be in a team, and why their team is as it is.

    Nobody reads it but the pupil; the engine does, under its own role.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    named = ArrayField(models.UUIDField(), default=list)
    reasons = models.JSONField(default=list)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season", "pupil"], name="company_once")]


class Apart(Identified):
    """Two pupils whom staff keep in different teams; never shown to pupils."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    other = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["season", "pupil", "other"],
                condition=Q(ended_at=None),
                name="apart_once",
            ),
            models.CheckConstraint(condition=~Q(pupil=F("other")), name="apart_of_two"),
        ]


class Team(Identified):
    """A team that takes on a challenge."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="formed")
    number = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["challenge__title", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "number"], condition=Q(ended_at=None), name="team_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.challenge.title} {self.number}"


class Member(Identified):
    """A pupil in a team until `ended_at`; put there by hand where `is_pinned`."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    helper = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    is_pinned = models.BooleanField(default=False)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["season", "pupil"], condition=Q(ended_at=None), name="member_of_one_team"
            )
        ]


class TeamPage(Identified):
    """What a team and its helper write down: tasks, meetings, help asked and answered, the show."""

    class Stage(models.TextChoices):
        PLAN = "plan", _("Plan")
        START = "start", _("Start")
        KEEP_GOING = "keep_going", _("Keep going")
        SHOW = "show", _("Show")

    team = models.OneToOneField(Team, models.PROTECT, related_name="page")
    pupils = ArrayField(models.UUIDField(), default=list)
    helper = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PLAN)
    goal = models.CharField(max_length=300, blank=True)
    tasks = models.JSONField(default=list)
    meetings = models.JSONField(default=list)
    helps = models.JSONField(default=list)
    show = models.CharField(max_length=500, blank=True)

    objects = PolicyQuerySet.as_manager()


class Reflection(Identified):
    """What a pupil thinks of their challenge, at a stage of it: theirs alone."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=TeamPage.Stage.choices)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()
