"""Changes of the roll, what of them waits for a second person, and files that leave."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models.base import Identified
from beside.schools.models.people import School
from beside.schools.rules import releases


class RollImport(Identified):
    """A change of the roll: what it would do, and whether that was approved.

    Files that somebody brought in (`content`), or what the office changed by hand (`edit`), which
    is applied by itself on the day `apply_on`.
    """

    class Status(models.TextChoices):
        READING = "reading", _("being read")
        PLANNED = "planned", _("ready to approve")
        REFUSED = "refused", _("could not be read")
        APPLYING = "applying", _("being brought in")
        APPLIED = "applied", _("brought in")
        CANCELLED = "cancelled", _("taken back before its day")
        FAILED = "failed", _("went wrong, nothing was changed")
        TAKEN_BACK = "taken_back", _("taken back")

    # Neither is known of one that the operator brought in for several schools.
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="imports")
    by = models.ForeignKey(Subject, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    edit = models.JSONField(default=dict)
    apply_on = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.READING)
    plan = models.JSONField(default=dict)
    done = models.PositiveSmallIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    # The files name only some of the pupils, so that nobody leaves by them.
    only_some = models.BooleanField(default=False)
    # What taking this import back would do, or did; empty where nobody has asked.
    undo = models.JSONField(default=dict)
    taken_back_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()


class Held(Identified):
    """A right that an import would give or end, and that waits for another person's yes.

    `people` gain it or lose it; `post` is the kind of the post it is about, empty where the import
    asks once for all of a kind. `scope_id` says who may read it: the adults of the school. By
    `see_by` the safeguarding lead sees an order that a roll speaks of.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits for a yes")
        DONE = "done", _("was said yes to")
        REFUSED = "refused", _("was said no to")
        REPLACED = "replaced", _("was asked anew")

    school = models.ForeignKey(School, models.PROTECT, related_name="held")
    scope_id = models.UUIDField()
    held_key = models.CharField(max_length=720)
    rule = models.CharField(max_length=20)
    post = models.CharField(max_length=20, blank=True)
    people = ArrayField(models.UUIDField())
    changes = models.JSONField(default=list)
    asked_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    decided_at = models.DateTimeField(null=True)
    see_by = models.DateField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "held_key"], condition=Q(status="waiting"), name="held_once"
            )
        ]


class Approval(Identified):
    """One person's yes or no to what is held; only ever added."""

    held = models.ForeignKey(Held, models.PROTECT, related_name="approvals")
    scope_id = models.UUIDField()
    by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    yes = models.BooleanField()
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held", "by"], name="approval_once")]


class Progress(models.Model):
    """How far a long piece of work is, in percent; told while it goes on."""

    work_id = models.UUIDField(primary_key=True)
    percent = models.PositiveSmallIntegerField()


class Release(Identified):
    """A file with many pupils in it that somebody asks for and a second person lets out.

    `what` it is and what it is `about`: the roll of a school, the registers of a cycle. It may be
    fetched once, within a day of the yes.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    about = models.UUIDField()
    label = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_allowed = models.BooleanField(default=False)
    fetched_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="release_let_out_by_another",
            )
        ]

    def is_ready(self, now: datetime) -> bool:
        allowed_at = self.decided_at if self.is_allowed else None
        return releases.may_fetch(allowed_at=allowed_at, fetched_at=self.fetched_at, now=now)

    def waits(self, now: datetime) -> bool:
        return releases.waits(asked_at=self.asked_at, decided_at=self.decided_at, now=now)
