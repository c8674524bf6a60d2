"""What a person's own page shows, and what two people said together."""

import uuid
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import connection

from beside.access.actor import Actor
from beside.access.locks import reached
from beside.access.models import OpenSession
from beside.accounts.models import DomainYes, SchoolAccount, Vouching
from beside.accounts.permissions import VOUCHES

# The posts whose holders may vouch: those of `permissions.VOUCHES`.
VOUCHING_POSTS = ("office", "head", "safeguarding_lead", "safeguarding_deputy")

APP, PASSKEY, CODES = "totp", "webauthn", "recovery_codes"


@dataclass(frozen=True)
class SecondStep:
    """What a person can show as a second step."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes: Authenticator | None

    def __bool__(self) -> bool:
        return bool(self.app or self.passkeys)


def second_step(actor: Actor) -> SecondStep:
    """The second steps of the actor."""
    found = list(Authenticator.objects.filter(user_id=actor.subject_id).order_by("created_at"))
    return SecondStep(
        app=next((each for each in found if each.type == APP), None),
        passkeys=[each for each in found if each.type == PASSKEY],
        codes=next((each for each in found if each.type == CODES), None),
    )


def open_sessions(actor: Actor) -> list[OpenSession]:
    """Where the actor is signed in, the last used first."""
    mine = OpenSession.objects.visible_to(actor).filter(subject=actor.subject_id, ended_at=None)
    return list(mine.order_by("-last_used_at"))


def school_accounts(actor: Actor) -> list[SchoolAccount]:
    """The school's accounts by which the actor signs in."""
    mine = SchoolAccount.objects.visible_to(actor)
    return list(mine.filter(person=actor.subject_id, ended_at=None).order_by("linked_at"))


def vouched(actor: Actor, person: uuid.UUID) -> list[Vouching]:
    """Who has said of a person, and not too long ago, that they stand before them."""
    return list(
        Vouching.objects.visible_to(actor).filter(person=person, done_at=None).order_by("at")
    )


def may_vouch_for(actor: Actor, person: uuid.UUID) -> bool:
    """Whether the actor may say of this person that they stand before them; never of themselves."""
    return actor.subject_id != person and reached(VOUCHES).filter(pk=person).exists()


def yes_to(actor: Actor, issuer: str, domain: str) -> list[DomainYes]:
    """Who of a school said yes to a domain of an issuer."""
    said = DomainYes.objects.visible_to(actor).filter(issuer=issuer, domain=domain, ended_at=None)
    return list(said.order_by("on_day"))


def domain_is_open(issuer: str, domain: str, person: uuid.UUID) -> bool:
    """Whether two people of a person's school said yes to a domain as a whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_domain_is_open(%s, %s, %s)", [issuer, domain, person])
        found: bool = cursor.fetchone()[0]
    return found
