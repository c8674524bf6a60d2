"""What is known from the answers, kept by a job: states and figures."""

from django.db import models

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified
from beside.ties.models.asked import Round


class StateBase(Identified):
    round = models.ForeignKey(Round, models.PROTECT)
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    need = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    reason = models.CharField(max_length=60, blank=True)
    reckoned_at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        abstract = True


class State(StateBase):
    """What is known of a need for a pupil, with `someone` where more would give names away."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "need", "pupil"], name="state_once")
        ]


class ExactState(StateBase):
    """What is known of a need for a pupil, exactly; opened only by a promise of names."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "need", "pupil"], name="exact_state_once")
        ]


class Figure(Identified):
    """How many pupils of a cohort have a need met, kept when the asking ended, safe to show.

    `scope_id` says who may read it (see `access.scopes`); `cohort` is a year group, or "" for all.
    What was kept back is null; `hint` is that of `measures.safe`.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="figures")
    scope_id = models.UUIDField()
    need = models.CharField(max_length=20)
    cohort = models.CharField(max_length=40, blank=True)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    not_known = models.PositiveIntegerField(null=True)
    hint = models.CharField(max_length=10, blank=True)
    reckoned_at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "scope_id", "need", "cohort"], name="figure_once"
            )
        ]


class TieFigure(Identified):
    """How the ties between pupils run, kept when the asking ended, safe to show.

    `measure`, `by`, `group` and `towards` are those of `measures.between`; what was kept back is
    null. `scope_id` says who may read it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="tie_figures")
    scope_id = models.UUIDField()
    measure = models.CharField(max_length=20)
    by = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=40, blank=True)
    towards = models.CharField(max_length=40, blank=True)
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    not_known = models.PositiveIntegerField(null=True)
    expected = models.FloatField(null=True)
    reckoned_at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "scope_id", "measure", "by", "group", "towards"],
                name="tie_figure_once",
            )
        ]
