"""What pupils choose, and where they sit."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School
from beside.timetable.models.cycle import Cycle, Period, Session


class Choice(Identified):
    """What a pupil would like in a cycle, dearest first, and why they got what they got.

    `wishes` are objects of `session` and `purpose`. `chosen_with`: the adult who sat beside them.
    `was_needed` is what the pupil says when the cycle is over; who helped, they alone read.
    """

    class Needed(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("Not really")

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="choices")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    wishes = models.JSONField(default=list)
    chosen_with = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    was_needed = models.CharField(max_length=6, choices=Needed.choices, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "pupil"], name="choice_once")]


class Company(Identified):
    """With whom a pupil would like to be in choice time, and whom of them they are with.

    Nobody reads it but the pupil; the engine does, under its own role.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    named = ArrayField(models.UUIDField(), default=list)
    reasons = models.JSONField(default=list)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "pupil"], name="cycle_company_once")
        ]


class Invite(Identified):
    """Somebody on the staff would like a pupil in a session, or requires it where they may."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="invites")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    is_required = models.BooleanField(default=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "pupil"], condition=Q(ended_at=None), name="invite_open_once"
            )
        ]


class Seat(Identified):
    """A pupil sits in a session, on a seat with a number, until `ended_at`.

    Nobody sits twice in a period, and no number is given twice: so nothing is sold that is not
    there, whatever comes at the same time. A trigger holds numbers within the session's seats.
    """

    class How(models.TextChoices):
        ALLOTTED = "allotted", _("as you ranked it")
        SWAPPED = "swapped", _("you swapped")
        WAITED = "waited", _("a place became free")
        MOVED = "moved", _("another session was cancelled")

    class Came(models.TextChoices):
        YES = "yes", _("here")
        LATE = "late", _("late")
        NO = "no", _("away")

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="taken")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=10, choices=How.choices, default=How.ALLOTTED)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_words = models.CharField(max_length=300, blank=True)
    came = models.CharField(max_length=4, choices=Came.choices, blank=True)
    came_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "period"], condition=Q(ended_at=None), name="seat_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["session", "number"], condition=Q(ended_at=None), name="seat_sold_once"
            ),
        ]


class Waiting(Identified):
    """A pupil would like to change into a session if a place becomes free."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="waiting")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "pupil"], condition=Q(ended_at=None), name="waiting_once"
            )
        ]


class CalendarLink(Identified):
    """A secret address at which a person's own calendar is read, until they end it."""

    person = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="calendar_link_open_once"
            )
        ]
