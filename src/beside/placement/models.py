from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School


class Run(Identified):
    """One attempt of the engine: what it was given, how far it came, and what it proved.

    Anybody with its instance, seed and versions can do it again; what nobody else may read of that
    is in `Given`. `about` is what it places for, a
    cycle of choice time for instance, and `year_groups` whose it is, none for all of the school;
    `scope_id` is all pupils of the school.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting to begin")
        RUNNING = "running", _("going on")
        OPTIMAL = "optimal", _("done: nothing can be better")
        FEASIBLE = "feasible", _("done")
        INFEASIBLE = "infeasible", _("cannot be done: some rules clash")
        UNKNOWN = "unknown", _("ended with nothing found")

    GOING_ON = (Status.WAITING, Status.RUNNING)
    FOUND = (Status.OPTIMAL, Status.FEASIBLE)

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    scope_id = models.UUIDField()
    year_groups = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    problem = models.CharField(max_length=20)
    about = models.UUIDField()
    instance = models.TextField()
    limit = models.FloatField()
    seed = models.PositiveIntegerField()
    versions = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    is_stopped = models.BooleanField(default=False)
    steps = models.JSONField(default=list)
    objective = models.JSONField(default=list)
    bound = models.JSONField(default=list)
    proof = models.JSONField(default=list)
    is_proven = models.BooleanField(default=False)
    allocation = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    clashes = models.JSONField(default=list)
    costs = models.JSONField(default=list)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["about", "asked_at"], name="run_about")]

    @property
    def is_going_on(self) -> bool:
        return self.status in self.GOING_ON


class Given(Identified):
    """What a run was given and says to pupils, where nobody but the engine may read it."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="given")
    instance = models.TextField()
    reasons = models.JSONField(default=dict)

    objects = PolicyQuerySet.as_manager()
