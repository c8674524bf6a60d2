"""What helps to match adults and pupils: languages spoken, and the pupils an adult would choose."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School


class Spoken(Identified):
    """The languages somebody speaks besides English, as they say; read by nobody else."""

    person = models.OneToOneField(Subject, models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    objects = PolicyQuerySet.as_manager()


class Gladly(Identified):
    """An adult has said that they would gladly be beside a pupil; `rank` 1 is their first choice.

    With `ended_at` the adult has taken it back.

    Read by that adult and the pupil's head of year, never by the pupil.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["adult", "pupil"], condition=Q(ended_at=None), name="gladly_once"
            )
        ]
