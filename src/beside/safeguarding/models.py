import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beside.access import scopes
from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.safeguarding.rules.routing import Route
from beside.schools.models import Identified, School

ROUTES = [(each.value, each.value) for each in (Route.LEAD, Route.HEAD, Route.CHAIR)]


def people() -> ArrayField:
    """A list of people by their ids."""
    return ArrayField(models.UUIDField(), default=list, blank=True)


class ScopeField(models.UUIDField):
    """The pupils of a record's school, as standings name them; worked out as the row is written."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.UUIDField", args, kwargs

    def pre_save(self, model_instance, add):
        if getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, self._found(model_instance))
        return getattr(model_instance, self.attname)

    def _found(self, row) -> uuid.UUID:
        if hasattr(row, "school_id"):
            return scopes.pupils(row.school_id)
        file = row.concern if hasattr(row, "concern_id") else row.talk
        return file.scope_id or self._found(file)


class HelpLine(Identified):
    """Who to talk to at a school, when they are there, and whom to ring when they are not."""

    school = models.OneToOneField(School, models.PROTECT, related_name="help_line")
    who = models.CharField(max_length=200)
    hours = models.CharField(max_length=300)
    out_of_hours = models.CharField(max_length=300)


class Routed(Identified):
    """What goes to somebody by a way, past everybody whom it names.

    `scope_id` is the school's pupils, as standings name them: a record is read by whoever holds the
    post today, and by those in `readers`, who were let at it by name; never by one of `past`.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    scope_id = ScopeField()
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    route = models.CharField(max_length=10, choices=ROUTES, default="lead")
    about_adult = models.BooleanField(default=False)
    past = people()
    past_words = models.CharField(max_length=300, blank=True)
    readers = people()
    words = models.TextField(max_length=5000, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        abstract = True


class Concern(Routed):
    """What must go to the safeguarding lead, or past them. Nothing that was written is changed."""

    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="concerns")
    school = models.ForeignKey(School, models.PROTECT, related_name="concerns")
    writer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=12, unique=True)
    words = models.TextField(max_length=5000)
    is_low_level = models.BooleanField(default=False)
    talk = models.ForeignKey("Talk", models.PROTECT, null=True, related_name="concerns")
    told = models.PositiveSmallIntegerField(default=0)


class ConcernEntry(Identified):
    """What was done about a concern. Only ever added."""

    class Kind(models.TextChoices):
        READ = "read", _("read")
        TAKEN = "taken", _("taken on")
        NOTE = "note", _("noted")
        HANDED = "handed", _("handed on")
        SHARED = "shared", _("shared")
        CLOSED = "closed", _("closed")

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="entries")
    scope_id = ScopeField()
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    writer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(max_length=5000, blank=True)
    with_person = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    told_whom = models.CharField(max_length=300, blank=True)
    told_on = models.DateField(null=True)
    why_not_told = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()


class Talk(Routed):
    """What a pupil writes to the adult they picked. Read by its minute, and answered."""

    class Wish(models.TextChoices):
        WRITE = "write", _("Write back to me")
        FIND = "find", _("Come and find me")
        COME = "come", _("I come to you")

    class Outcome(models.TextChoices):
        PASSED = "passed", _("Passed to the lead")
        NOTHING = "nothing", _("Nothing to pass on, because")

    wish = models.CharField(max_length=10, choices=Wish.choices, default=Wish.WRITE)
    is_urgent = models.BooleanField(default=False)
    picked = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    reader = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    declined = people()
    read_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    told = models.PositiveSmallIntegerField(default=0)


class TalkEntry(Identified):
    """What was said or done in a talk. Only ever added; how it closed is not for the pupil."""

    class Kind(models.TextChoices):
        SAID = "said", _("wrote")
        ANSWER = "answer", _("answered")
        OPENED = "opened", _("opened it")
        READ = "read", _("has read it")
        TAKEN = "taken", _("looks after it")
        HANDED = "handed", _("handed it on")
        TOLD = "told", _("was told that nobody had read it")
        CLOSED = "closed", _("closed it")

    SHOWN = ("said", "answer", "opened", "read", "taken", "handed", "told")

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="entries")
    scope_id = ScopeField()
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    writer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(max_length=5000, blank=True)
    at = models.DateTimeField()
    shown_at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()


class OwnWord(Identified):
    """The word with which a pupil opens what they wrote, as its hash; and the wrong ones tried."""

    pupil = models.OneToOneField(Subject, models.PROTECT, related_name="+")
    secret = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    given_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    wrong = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()


class ToPupil(Identified):
    """Words of somebody to a pupil: staff who are no party to it read them first.

    They reach the pupil in school hours, and there is no reply. `about` is what they belong to: a
    session, a cycle, a thank-you. Without words they are the sentence that Beside itself offers,
    which nobody has to read first. `past` are the two of them, who do not read it for themselves.
    After `until` it would come too late.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("a note before choosing")
        INVITE = "invite", _("a line with an invitation")
        ANSWER = "answer", _("an answer to a thank-you")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        PASSED = "passed", _("passed on")
        SENT = "sent", _("sent without words")
        STOPPED = "stopped", _("not passed on")
        WITHDRAWN = "withdrawn", _("taken back")

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    writer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.UUIDField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    past = people()
    decided_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "writer", "pupil"],
                condition=models.Q(withdrawn_at=None),
                name="to_pupil_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status="sent")
                | (models.Q(status="withdrawn") ^ models.Q(withdrawn_at=None)),
                name="to_pupil_withdrawn_then",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at__isnull=False)
                | ~models.Q(status__in=["passed", "sent"]),
                name="to_pupil_passed_is_shown",
            ),
            models.CheckConstraint(
                condition=models.Q(status="sent") ^ ~models.Q(words=""),
                name="to_pupil_sent_without_words",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(shown_at=None)
                | models.Q(shown_at__lte=models.F("until")),
                name="to_pupil_in_time",
            ),
        ]


class Cleared(Identified):
    """How many records of a kind were removed on a day because their time was over."""

    day = models.DateField()
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField()


class Listener(Identified):
    """An adult whom pupils may pick: what the lead has checked, and the adult's own yes."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    about = models.CharField(max_length=120, blank=True)
    is_employed = models.BooleanField(default=False)
    checked_on = models.DateField(null=True, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    reads_at = ArrayField(models.TimeField(), default=list, blank=True)
    said_yes_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "adult"], name="listener_once"),
        ]


class Duty(Identified):
    """Who reads on a weekday, or on one day, and when; a day beats its weekday."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    reads_at = models.TimeField()
    is_gone = models.BooleanField(default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday=None) ^ models.Q(day=None), name="duty_on_one_of_two"
            ),
        ]


class Away(Identified):
    """An adult is not there from a day to a day, both included."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    is_gone = models.BooleanField(default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="away_in_order"
            ),
        ]


class MessageTest(Identified):
    """A message sent to a lead or deputy to see whether it arrives, and that they said it did."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()


class LeaverFile(Identified):
    """The safeguarding file of a pupil who left: made, sent, and received."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    scope_id = ScopeField()
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    left_on = models.DateField()
    to_school = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    receipt_on = models.DateField(null=True)
    receipt_from = models.CharField(max_length=200, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "left_on"], name="leaver_file_once"),
        ]


class Hold(Identified):
    """Nothing about a pupil is deleted while this stands, whatever its time."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    scope_id = ScopeField()
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")

    objects = PolicyQuerySet.as_manager()
