from django.db import models

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School


class HelpLine(Identified):
    """Who to talk to at a school, when they are there, and whom to ring when they are not."""

    school = models.OneToOneField(School, models.PROTECT, related_name="help_line")
    who = models.CharField(max_length=200)
    hours = models.CharField(max_length=300)
    out_of_hours = models.CharField(max_length=300)


class Concern(Identified):
    """What must go to the safeguarding lead. Nothing in it is ever changed."""

    school = models.ForeignKey(School, models.PROTECT, related_name="concerns")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="concerns")
    writer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=12, unique=True)
    words = models.TextField(max_length=5000)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()


class ConcernEntry(Identified):
    """What the safeguarding lead did about a concern: taken on, noted, closed. Only ever added."""

    class Kind(models.TextChoices):
        TAKEN = "taken", "taken on"
        NOTE = "note", "noted"
        CLOSED = "closed", "closed"

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="entries")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    writer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(max_length=5000, blank=True)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()
