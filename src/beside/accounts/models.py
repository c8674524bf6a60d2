import uuid

from django.db import models
from django.db.models import F, Q

from beside.access.locks import PolicyQuerySet
from beside.access.models import Subject


class SchoolAccount(models.Model):
    """An account of the school's Google, Microsoft or other provider, by which a person signs in.

    It is known by the issuer and what the issuer calls it, which never changes; the address may.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Subject, models.PROTECT, related_name="school_accounts")
    issuer = models.CharField(max_length=300)
    identifier = models.CharField(max_length=255)
    address = models.CharField(max_length=254)
    linked_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "identifier"],
                condition=Q(ended_at=None),
                name="school_account_once",
            ),
            models.UniqueConstraint(
                fields=["issuer", "person"],
                condition=Q(ended_at=None),
                name="school_account_one_a_person",
            ),
        ]


class Vouching(models.Model):
    """A colleague's word that somebody who lost their second step stands before them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Subject, models.PROTECT, related_name="vouched_for")
    colleague = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("colleague")), name="vouching_for_somebody_else"
            )
        ]


class DomainYes(models.Model):
    """One person's yes that addresses of a domain are linked without a card or a password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.CharField(max_length=300)
    domain = models.CharField(max_length=253)
    by = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    on_day = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "domain", "by"],
                condition=Q(ended_at=None),
                name="domain_yes_once",
            )
        ]
