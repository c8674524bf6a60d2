import uuid

from django.db import models


class Letter(models.Model):
    """A mail that was sent to a person on a day: one of each kind, however often a job runs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day", "kind"], name="letter_once")
        ]
