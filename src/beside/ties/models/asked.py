"""What a round asks, and what people answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject
from beside.schools.models import Identified, School
from beside.ties import questions


class Round(Identified):
    """One asking, with its audience, dates and promise."""

    class Promise(models.TextChoices):
        YES_NO = "yes_no", _("yes or no only")
        NAMES = "names", _("my tutor and head of year see names")
        CHOOSE = "choose", _("I choose, person by person")

    class Status(models.TextChoices):
        PREVIEW = "preview", _("being tried out")
        OPEN = "open", _("open")
        ENDED = "ended", _("asking has ended")
        CLOSED = "closed", _("closed")

    school = models.ForeignKey(School, models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=200)
    opened_by = models.ForeignKey(Subject, models.PROTECT, null=True)
    taken_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    year_groups = ArrayField(models.CharField(max_length=40), default=list)
    questions = ArrayField(models.CharField(max_length=20), default=list)
    promise = models.CharField(max_length=10, choices=Promise.choices, default=Promise.YES_NO)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    screens = models.JSONField(default=dict, blank=True)
    easier = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    imported = models.BooleanField(default=False)
    door_code = models.CharField(max_length=12, blank=True)
    door_closes_at = models.DateTimeField(null=True, blank=True)
    door_number = models.PositiveSmallIntegerField(default=0)
    heard = models.TextField(blank=True)
    will_do = models.TextField(blank=True)
    by_when = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="round_once")]

    def __str__(self) -> str:
        return self.name

    def asks_about(self, year_group: str) -> bool:
        """Whether pupils of this year group are among those it asks about."""
        return not self.year_groups or year_group in self.year_groups


class Respondent(Identified):
    """A person who was asked a question of a round, and whether they answered.

    `browser` is the one it was sent from while their past was shut. Sessions of the door of a
    meeting hold for one `door_number`; whom a colleague let in stands with that colleague.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="respondents")
    person = models.ForeignKey(Subject, models.PROTECT, related_name="asked")
    question = models.CharField(max_length=20)
    asked = models.BooleanField(default=True)
    answered = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    helper = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    browser = models.CharField(max_length=40, blank=True, default="")
    door_number = models.PositiveSmallIntegerField(default=0)
    let_in_by = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "question"], name="respondent_once")
        ]
        indexes = [
            models.Index(
                fields=["round", "question", "answered"],
                condition=Q(asked=True),
                name="respondent_asked",
            )
        ]


class Nomination(Identified):
    """One answer, from ego to alter; alter is empty for somebody outside the roll."""

    PUPIL_QUESTIONS = questions.BY_PUPIL
    ADULT_QUESTIONS = questions.BY_ADULT
    COLLEAGUE_QUESTIONS = questions.BY_COLLEAGUE

    round = models.ForeignKey(Round, models.PROTECT, related_name="nominations")
    ego = models.ForeignKey(Subject, models.PROTECT, related_name="nominations")
    alter = models.ForeignKey(Subject, models.PROTECT, related_name="nominated", null=True)
    alter_words = models.CharField(max_length=200, blank=True)
    question = models.CharField(max_length=20)
    answer = models.BooleanField(default=True)
    ring = models.PositiveSmallIntegerField(null=True, blank=True)
    qualities = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    stage = models.CharField(max_length=10, blank=True)
    knows = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    weight = models.PositiveIntegerField(null=True, blank=True)
    opened_to_staff = models.BooleanField(default=False)
    opened_to_named = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "ego", "alter", "question"], name="nomination_once"
            ),
            models.UniqueConstraint(
                fields=["round", "ego", "alter_words", "question"],
                condition=Q(alter=None) & ~Q(alter_words=""),
                name="nomination_in_words_once",
            ),
            models.CheckConstraint(condition=~Q(ego=F("alter")), name="nomination_of_another"),
            models.CheckConstraint(
                condition=Q(ring=None) | Q(ring__range=(1, 3)), name="nomination_ring_1_to_3"
            ),
        ]
        indexes = [models.Index(fields=["round", "alter"], name="nomination_alter")]


class Response(Identified):
    """What a person said to a question of a round, of themselves or about a pupil."""

    FOR_TUTOR = "for_tutor"

    round = models.ForeignKey(Round, models.PROTECT, related_name="responses")
    person = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    about = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    question = models.CharField(max_length=20)
    value = models.CharField(max_length=500)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "question", "about"],
                name="response_once_about",
                nulls_distinct=False,
            )
        ]


class Draft(Identified):
    """What a person has put down and not sent: theirs alone, on the server, screen by screen.

    One that was only `tried`, on the panel of a round before it opened, counts for nothing. What
    was put down while their past was shut is bound to the `browser` it was put down in.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="drafts")
    person = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    tried = models.BooleanField(default=False)
    browser = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField(auto_now=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "browser"], name="draft_once"),
        ]


class SharingChoice(Identified):
    """A pupil's decision to open a name to somebody or to take that back; only ever added."""

    class Audience(models.TextChoices):
        STAFF = "staff", _("my tutor and head of year")
        NAMED = "named", _("the person I named")

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="choices")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    opened = models.BooleanField()
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()


class StaffOpening(Identified):
    """An adult's decision to let colleagues see with whom they learn, or to close that again.

    Only ever added; the last one of an adult at a school holds.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    person = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    opened = models.BooleanField()
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person", "at"], name="staff_opening_once")
        ]


class Panelist(Identified):
    """A pupil who tries a round before it opens, and what they said of it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="panel")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    comments = models.JSONField(default=list, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "pupil"], name="panelist_once")]


class CarerLink(Identified):
    """A carer's own way into a round; spent by sending the answers, never by opening it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="carer_links")
    carer = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    spent_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "carer"], name="carer_link_once")]


class Reminder(Identified):
    """Whoever runs a round reminded those who were waited for: when, and how many by kind.

    `scope_id` says who may read it, as that of a `Figure`.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="reminders")
    scope_id = models.UUIDField()
    sent_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    colleagues = models.PositiveIntegerField()
    carers = models.PositiveIntegerField()

    objects = PolicyQuerySet.as_manager()


class TranslationCheck(Identified):
    """That somebody who speaks a language has read the family pages in it, or took that back."""

    language = models.CharField(max_length=10, unique=True)
    speaker = models.CharField(max_length=200)
    checked_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
