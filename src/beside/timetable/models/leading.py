"""Older pupils who help to lead a session, beside the adult who is responsible for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School
from beside.timetable.models.cycle import Period, Session


class PeerTutor(Identified):
    """An older pupil is asked to help to lead a session, and says yes; `leader`: the adult there.

    A no ends the row and is not written down: it reads as if the question had been taken back.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="peers")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at=None), name="peer_tutor_one_a_session"
            ),
            models.UniqueConstraint(
                fields=["pupil", "period"],
                condition=Q(ended_at=None, answer="yes"),
                name="peer_tutor_one_at_a_time",
            ),
        ]
