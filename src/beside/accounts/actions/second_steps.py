"""A second step: added, shown, taken away; and what two colleagues do together when it is lost."""

import uuid
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.utils import encrypt
from allauth.mfa.webauthn.internal import auth as passkeys
from django.core.exceptions import ValidationError
from django.db import connection

from beside.access.actor import Actor
from beside.access.models import Account, Belonging, OpenSession, Standing, in_force
from beside.access.refusals import Refusal
from beside.accounts.models import Vouching
from beside.accounts.permissions import VOUCHES
from beside.accounts.queries import second_step
from beside.audit.actions import action

REMOVED = "removed"
WRONG = "These figures are not right, or were used before. Look again, and type the next ones."


class WrongStep(Refusal):
    pass


@action
def add_app(*, by: Actor, account: Account, secret: str, code: str) -> list[str]:
    """An authenticator app, if it shows the right figures; gives recovery codes if they are new."""
    if not validate_totp_code(secret, code):
        raise WrongStep(WRONG)
    if second_step(by).app:
        raise Refusal("There is an authenticator app already. Take that one away first.")
    TOTP.activate(account, secret)
    return _first_codes(by, account)


@action
def add_passkey(*, by: Actor, account: Account, name: str, credential: dict) -> list[str]:
    """A passkey that this browser has just made; gives recovery codes if they are new."""
    try:
        passkeys.complete_registration(credential)
    except (ValidationError, TypeError, KeyError, ValueError) as error:
        raise WrongStep("This passkey could not be kept. Please try again.") from error
    passkeys.WebAuthn.add(account, name, credential)
    return _first_codes(by, account)


def _first_codes(by: Actor, account: Account) -> list[str]:
    return [] if second_step(by).codes else RecoveryCodes.activate(account).get_unused_codes()


@action
def new_codes(*, by: Actor, account: Account) -> list[str]:
    """New recovery codes; those before count no more."""
    held = RecoveryCodes.activate(account)
    held.instance.data = {"seed": encrypt(RecoveryCodes.generate_seed()), "used_mask": 0}
    held.instance.save(update_fields=["data"])
    return held.get_unused_codes()


@action
def show_code(*, by: Actor, code: str) -> None:
    """Figures of the authenticator app, or a recovery code: each counts once."""
    held, typed = second_step(by), "".join(filter(str.isalnum, code))
    ways = [held.app and TOTP(held.app), held.codes and RecoveryCodes(held.codes)]
    for way in filter(None, ways):
        if way.validate_code(typed):
            way.instance.record_usage()
            return
    raise WrongStep(WRONG)


@action
def show_passkey(*, by: Actor, account: Account, credential: dict) -> None:
    """A passkey that has just answered."""
    try:
        passkeys.complete_authentication(account, credential).record_usage()
    except (ValidationError, TypeError, KeyError, ValueError) as error:
        raise WrongStep("This passkey did not answer as it should. Please try again.") from error


@action
def remove(*, by: Actor, step: uuid.UUID | int) -> None:
    """Take away a second step of one's own; never the last, as long as one is asked for."""
    held = second_step(by)
    mine = [each for each in (held.app, *held.passkeys) if each]
    if len(mine) < 2:
        raise Refusal("This is your only second step. Set up another one first.")
    Authenticator.objects.filter(pk__in=[each.pk for each in mine]).filter(pk=step).update(
        type=REMOVED, data={}
    )


@action
def let_in_alone(*, by: Actor, person: uuid.UUID, now: datetime) -> None:
    """What two colleagues would do, by whoever runs Beside, where there are no two; as the roll."""
    others = Standing.objects.filter(in_force(by.today), basis__in=VOUCHES).exclude(actor=person)
    scopes = Belonging.objects.filter(in_force(by.today), person=person).values("scope_id")
    if others.filter(scope_id__in=scopes).values("actor").distinct().count() >= 2:
        raise Refusal("At least two people of their school can do this: see “Your account”.")
    Authenticator.objects.filter(user_id=person).update(type=REMOVED, data={})
    OpenSession.objects.filter(subject=person, ended_at=None).update(ended_at=now)


@action
def vouch(*, by: Actor, person: uuid.UUID, now: datetime) -> bool:
    """Say that a colleague who lost their second step stands before one.

    With the second person's word it is taken away, and every session of theirs ends: gives whether.
    """
    said = Vouching.objects.filter(person=person, colleague=by.subject_id, done_at=None)
    if not said.filter(at__gt=now - timedelta(days=1)).exists():
        Vouching(person_id=person, colleague_id=by.subject_id, at=now).save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_let_in(%s, %s)", [person, now])
        done: bool = cursor.fetchone()[0]
    return done
