"""What adults take on for a pupil."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School


class Commitment(Identified):
    """An adult (or older pupil) takes a need for a pupil, until a planned ending."""

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        YES = "yes", _("yes, that is fine")
        NO = "no", _("no, thank you")

    school = models.ForeignKey(School, models.PROTECT, related_name="commitments")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="commitments")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="carries")
    need = models.CharField(max_length=20, default="adult")
    starts = models.DateField()
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    ending_words = models.CharField(max_length=500, blank=True)
    handed_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="handed_from"
    )
    left_open = models.BooleanField(default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "adult"], condition=Q(ends=None), name="commitment_open_once"
            ),
            models.CheckConstraint(condition=~Q(pupil=F("adult")), name="commitment_of_two"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="commitment_ends_after_it_starts",
            ),
        ]


class Approach(Identified):
    """An adult is asked whether they would get to know a pupil, before the pupil hears of it.

    Yes makes a commitment; either answer ends it, and which it was is not kept here.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="approaches")
    asked_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "adult"], condition=Q(ends=None), name="approach_open_once"
            ),
            models.CheckConstraint(condition=~Q(pupil=F("adult")), name="approach_of_two"),
        ]


class FollowUp(Identified):
    """A look at a commitment that is due, or a talk that was had; the pupil reads and answers."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="follow_ups")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    due = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    reply = models.CharField(max_length=500, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["adult", "due"], name="follow_up_due")]


class Capacity(Identified):
    """How many pupils an adult has room for, set and seen by that adult."""

    adult = models.OneToOneField(Subject, models.PROTECT, related_name="capacity")
    limit = models.PositiveSmallIntegerField(default=3)

    objects = PolicyQuerySet.as_manager()


class Mentoring(Identified):
    """An older pupil is invited to be beside younger ones; no to it, or its end, ends it.

    `ticked` are the parts of the preparation they have read; with the last they are `prepared_on`.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    looked_after_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    invited_on = models.DateField()
    said_yes_on = models.DateField(null=True, blank=True)
    ticked = models.JSONField(default=list, blank=True)
    prepared_on = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=Q(ends=None), name="mentoring_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(pupil=F("looked_after_by")), name="mentoring_looked_after_by_another"
            ),
        ]


class MentorNote(Identified):
    """What an older pupil thinks of being beside a younger one: theirs alone."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()
