import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from beside.access.locks import PolicyQuerySet
from beside.rights import Basis


class Subject(models.Model):
    """One row per human being."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class AccountManager(BaseUserManager.from_queryset(PolicyQuerySet)):
    """Accounts, found by username; they are made by actions alone."""


class Account(AbstractBaseUser):
    """How a person signs in; its key is the subject's, so that a session names its actor."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True)
    username = models.CharField(_("username"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    generation = models.PositiveIntegerField(default=0)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["subject_id"]

    is_staff = False
    is_superuser = False

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: with the password or the next generation it ends."""
        kept = f"{self.password}:{self.generation}"
        return salted_hmac("beside.session", kept, secret=secret, algorithm="sha256").hexdigest()


class Dated(models.Model):
    """Something that holds from a day to a day; open where a date is missing."""

    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def in_force(on, prefix: str = "") -> Q:
    """Rows that hold on a day: started by then, and not ended on or before it."""
    return (Q(**{f"{prefix}starts": None}) | Q(**{f"{prefix}starts__lte": on})) & (
        Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gt": on})
    )


class Belonging(Dated):
    """Who belongs to a scope that a standing may cover: a pupil, a group, a year, a school."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Subject, models.PROTECT, related_name="belongings")
    scope_id = models.UUIDField()
    source = models.CharField(max_length=200)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "person", "scope_id"], name="belonging_once_per_source"
            )
        ]
        indexes = [
            models.Index(
                fields=["scope_id", "person"], include=["starts", "ends"], name="belonging_reach"
            )
        ]


class Place(models.Model):
    """A scope of a school by whom it holds, so that a right can be compared with its post.

    `year_group` is "" for all of the school. The school stands in an app above, hence its id.
    """

    class Whose(models.TextChoices):
        PUPILS = "pupils"
        COMING = "coming"
        ADULTS = "adults"
        CARERS = "carers"

    scope_id = models.UUIDField(primary_key=True)
    school_id = models.UUIDField()
    whose = models.CharField(max_length=10, choices=Whose.choices)
    year_group = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["school_id"], name="place_of_school")]


class Standing(Dated):
    """Why an actor may act for the pupils of a scope."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(Subject, models.PROTECT, related_name="standings")
    basis = models.CharField(max_length=32, choices=[(b.value, b.value) for b in Basis])
    scope_id = models.UUIDField()
    source = models.CharField(max_length=200)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "actor", "basis", "scope_id"], name="standing_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                name="standing_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["actor", "basis"], name="standing_actor")]


class Block(Dated):
    """Two people are kept apart, by a court order or the school's word; it beats every standing.

    One person writes it, two lift it: `lift_asked_by` asks, and `lifted_by` is somebody else. It
    never changes who is blocked from whom. A block on one person's word alone is held until
    `due_on`, by when the order has to be seen.
    """

    class Ground(models.TextChoices):
        ORDER = "order", _("a court order that we have seen")
        TOLD = "told", _("somebody’s word: we need to see the order")
        SCHOOL = "school", _("the school’s own decision")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(Subject, models.PROTECT, related_name="blocks")
    pupil = models.ForeignKey(Subject, models.PROTECT, related_name="blocked")
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.ORDER)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    seen_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    begun_on = models.DateField(null=True)
    lift_asked_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    lift_asked_at = models.DateTimeField(null=True)
    lift_words = models.CharField(max_length=500, blank=True)
    lifted_by = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(actor=F("pupil")), name="block_of_two"),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("lift_asked_by")),
                name="block_lifted_by_another",
            ),
        ]


class Invitation(models.Model):
    """A one-time link with which a person makes their account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()


class Tally(models.Model):
    """How often something was tried under a key that nobody can read, until a window ends."""

    key = models.CharField(max_length=64, primary_key=True)
    n = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)


class SignInCard(models.Model):
    """A pupil's card with a code that signs them in once; the tutor makes the next.

    A card of somebody who has come in before opens no past until its owner's word, or an adult who
    did not make it, confirms whose hands it is in. One made `anew` ends the sessions of the last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.OneToOneField(Subject, models.PROTECT, related_name="sign_in_card")
    number = models.PositiveIntegerField(default=1)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    anew = models.BooleanField(default=False)
    past_shut = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("made_by")) & ~Q(confirmed_by=F("subject")),
                name="card_confirmed_by_a_second",
            )
        ]


class Arrival(models.Model):
    """That somebody has come in once, by whatever door; their school is in use from then on."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True)
    at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()


class Notice(models.Model):
    """What somebody is told at once, on their own pages: a key was made or used, a right changed.

    `what` is a short key whose words stand in the app that shows it; `by` did it, nobody for the
    operator. `key_id` names the key it is about, for its owner to take back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="notices")
    what = models.CharField(max_length=30)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    values = models.JSONField(default=dict)
    key_id = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "read_at", "-at"], name="notice_unread")]


class OpenSession(models.Model):
    """That a person is signed in somewhere: on what, since when, and when it ended.

    The session itself names this row; nothing here opens anything.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["subject"], condition=Q(ended_at=None), name="session_open_of_subject"
            )
        ]
