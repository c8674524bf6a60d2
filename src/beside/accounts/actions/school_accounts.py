"""Accounts of the school's provider: linked once, used every day, ended by their owner."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from beside.access.actor import Actor
from beside.access.models import Account
from beside.access.refusals import Refusal
from beside.accounts.models import DomainYes, SchoolAccount
from beside.accounts.rules import Identity
from beside.audit.actions import action, unrecorded


class OtherAccount(Refusal):
    pass


@action
def link(*, by: Actor, identity: Identity, now: datetime) -> Account:
    """From now on the actor signs in with this account of the school; gives their own account."""
    kept = SchoolAccount(
        person_id=by.subject_id,
        issuer=identity.issuer,
        identifier=identity.identifier,
        address=identity.address,
        linked_at=now,
        last_used_at=now,
    )
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError as error:
        raise OtherAccount(
            "Another account of your school is linked to you already. Sign in with that one, or "
            "with your password or card, and unlink it on your page."
        ) from error
    return _account(by)


def _account(by: Actor) -> Account:
    found = Account.objects.filter(pk=by.subject_id).first()
    if found is None:
        found = Account(subject_id=by.subject_id, username=f"school-{by.subject_id}")
        found.set_unusable_password()
        found.save(force_insert=True)
    return found


@unrecorded
def used(*, by: Actor, kept: SchoolAccount, now: datetime) -> None:
    """The actor has signed in with an account of the school."""
    SchoolAccount.objects.filter(pk=kept.pk, person=by.subject_id).update(last_used_at=now)


@action
def unlink(*, by: Actor, pk: uuid.UUID, now: datetime) -> None:
    """The actor signs in with this account of the school no more."""
    mine = SchoolAccount.objects.filter(pk=pk, person=by.subject_id, ended_at=None)
    mine.update(ended_at=now)


@action
def say_yes(*, by: Actor, issuer: str, domain: str) -> None:
    """Whoever has an address of this domain may link it; it counts once two people say so."""
    said = DomainYes.objects.filter(issuer=issuer, domain=domain, by=by.subject_id, ended_at=None)
    if not said.exists():
        said = DomainYes(issuer=issuer, domain=domain, by_id=by.subject_id, on_day=by.today)
        said.save(force_insert=True)


@action
def take_back(*, by: Actor, issuer: str, domain: str, now: datetime) -> None:
    """One person is enough to ask for a card or a password again."""
    said = DomainYes.objects.visible_to(by).filter(issuer=issuer, domain=domain, ended_at=None)
    said.update(ended_at=now)
