from django.db import models
from django.db.models import F, Q

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.recognition.rules import CHARACTERS_AT_MOST
from beside.schools.models import Identified, School


class ThankYou(Identified):
    """What a pupil thanks an adult at school for: what the adult did, and for whom.

    The pupil may take it back until it is read; then it is out of sight, and kept a year for the
    safeguarding lead.
    """

    SENT, TAKEN_BACK = "sent", "taken_back"

    school = models.ForeignKey(School, models.PROTECT, related_name="thank_yous")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    words = models.CharField(max_length=CHARACTERS_AT_MOST)
    at = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=[(SENT, "sent"), (TAKEN_BACK, "taken back")], default=SENT
    )
    taken_back_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    away_for_pupil = models.BooleanField(default=False)
    away_for_adult = models.BooleanField(default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(pupil=F("adult")), name="thank_you_between_two_people"
            ),
            models.CheckConstraint(
                condition=Q(status="sent", taken_back_at=None)
                | Q(status="taken_back", taken_back_at__isnull=False),
                name="thank_you_taken_back_then",
            ),
            models.CheckConstraint(
                condition=Q(status="sent") | Q(read_at=None), name="thank_you_read_stays"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(read_at__isnull=False),
                name="thank_you_read_before_it_is_answered",
            ),
        ]
