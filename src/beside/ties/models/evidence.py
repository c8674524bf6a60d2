"""What happened between a pupil and somebody else, as the pupil said where it happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School


class Evidence(Identified):
    """That an adult helped a pupil: said by the pupil, read by the pupil alone, until `ended_at`.

    `source` is what it happened in, a cycle of choice time for instance; the pupil says one adult
    for each, and may change it.
    """

    class Kind(models.TextChoices):
        CHOICE_TIME = "choice_time", _("helped you in choice time")

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.UUIDField()
    on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pupil", "kind", "source"], name="evidence_once")
        ]
