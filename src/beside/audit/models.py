import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Change(models.Model):
    """One written row: who, when, why, what it was and is. Written by triggers alone."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    role = models.CharField(max_length=63)
    why = models.TextField()
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=63)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)


class Seen(models.Model):
    """Somebody was shown these pupils; `told` where the pupils may know of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    reader = models.UUIDField()
    pupils = ArrayField(models.UUIDField())
    what = models.CharField(max_length=60)
    told = models.BooleanField(default=True)

    class Meta:
        indexes = [
            GinIndex(fields=["pupils"], name="seen_pupils"),
            models.Index(fields=["reader", "-at"], name="seen_reader"),
        ]
