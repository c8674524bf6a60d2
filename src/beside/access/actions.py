"""Granting and ending standings, and making accounts."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Q
from django.utils.crypto import salted_hmac

from beside.access import keys, opening, past, scopes
from beside.access.actor import Actor
from beside.access.models import (
    Account,
    Invitation,
    OpenSession,
    Place,
    SignInCard,
    Standing,
    in_force,
)
from beside.access.refusals import Refusal
from beside.audit.actions import action, unrecorded
from beside.rights import Basis

INVITATION_HOURS = 72
CARD_DAYS = 14
CARD_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CARD_LENGTH = 8


class InvitationSpent(Refusal):
    pass


class CardSpent(Refusal):
    pass


class HasAccount(Refusal):
    pass


@dataclass(frozen=True)
class Belongs:
    """A person belongs to a scope from a day to a day."""

    person: uuid.UUID
    scope_id: uuid.UUID
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Stands:
    """An actor stands on a basis towards a scope from a day to a day."""

    actor: uuid.UUID
    basis: Basis
    scope_id: uuid.UUID
    starts: date | None = None
    ends: date | None = None


@action
def name_places(*, by: Actor, school: uuid.UUID, year_groups: Iterable[str]) -> None:
    """Write down which scopes are those of a school and of its years; what stands stays."""
    del by
    whose = {
        Place.Whose.PUPILS: scopes.pupils,
        Place.Whose.COMING: scopes.coming,
        Place.Whose.ADULTS: scopes.adults,
        Place.Whose.CARERS: scopes.carers,
    }
    named = [
        Place(scope_id=scope(school), school_id=school, whose=who) for who, scope in whose.items()
    ]
    by_year = {Place.Whose.PUPILS: scopes.year, Place.Whose.CARERS: scopes.carers_of_year}
    for year in year_groups:
        for who, scope in by_year.items():
            at = scope(school, year)
            named.append(Place(scope_id=at, school_id=school, whose=who, year_group=year))
    Place.objects.bulk_create(named, ignore_conflicts=True)


@action
def grant(*, by: Actor, actor: uuid.UUID, basis: Basis, scope_id: uuid.UUID, source: str) -> None:
    """Give an actor a standing from today; given twice it stands once."""
    Standing.objects.create(
        actor_id=actor, basis=basis, scope_id=scope_id, source=source, starts=by.today
    )


@action
def end(*, by: Actor, source: str) -> None:
    """End today every standing that came from `source`."""
    Standing.objects.filter(source=source).update(ends=by.today)


@action
def mentor(*, by: Actor, actor: uuid.UUID, pupil: uuid.UUID, source: str) -> None:
    """Let somebody who is not on the staff stand as mentor of a pupil, unless they do already."""
    held = Standing.objects.filter(in_force(by.today), _mentor(actor, pupil))
    if not held.exists():
        grant(by=by, actor=actor, basis=Basis.MENTOR, scope_id=pupil, source=source)


@action
def check(*, by: Actor, pupil: uuid.UUID, source: str) -> None:
    """Let an older pupil be a mentor until `source` ends; said twice it is said once."""
    held = Standing.objects.filter(in_force(by.today), actor=pupil, basis=Basis.CHECKED)
    if not held.exists():
        grant(by=by, actor=pupil, basis=Basis.CHECKED, scope_id=pupil, source=source)


@action
def end_mentor(*, by: Actor, actor: uuid.UUID, pupil: uuid.UUID) -> None:
    """Somebody is no mentor of a pupil any more, whatever made them one."""
    held = Standing.objects.filter(in_force(by.today), _mentor(actor, pupil))
    held.update(ends=by.today)


def _mentor(actor: uuid.UUID, pupil: uuid.UUID) -> Q:
    return Q(actor=actor, basis=Basis.MENTOR, scope_id=pupil)


@action
def settle(
    *, by: Actor, source: str, belongings: Iterable[Belongs], standings: Iterable[Stands]
) -> None:
    """Make what came from `source` be exactly these belongings and standings, as of today.

    What is missing from them ends today; nothing is deleted. Periods of the same pair are widened.
    """
    _merge(
        "access_belonging",
        ("person_id", "scope_id"),
        source,
        by.today,
        _widest(((b.person, b.scope_id), b.starts, b.ends) for b in belongings),
    )
    _merge(
        "access_standing",
        ("actor_id", "basis", "scope_id"),
        source,
        by.today,
        _widest(((s.actor, str(s.basis), s.scope_id), s.starts, s.ends) for s in standings),
    )


def _widest(rows: Iterable[tuple[tuple, date | None, date | None]]) -> dict[tuple, tuple]:
    found: dict[tuple, tuple[date | None, date | None]] = {}
    for key, starts, ends in rows:
        if key in found:
            first, last = found[key]
            starts = None if None in (starts, first) else min(starts, first)  # type: ignore[type-var]
            ends = None if None in (ends, last) else max(ends, last)  # type: ignore[type-var]
        found[key] = (starts, ends)
    return found


def _merge(table: str, key: tuple[str, ...], source: str, today: date, rows: dict) -> None:
    columns = ", ".join(key)
    types = {"basis": "text"}
    defined = ", ".join(f"{name} {types.get(name, 'uuid')}" for name in key)
    same = " AND ".join(f"w.{name} = t.{name}" for name in key)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE wanted ({defined}, starts date, ends date)")
        with cursor.copy(f"COPY wanted ({columns}, starts, ends) FROM STDIN") as copy:
            for values, period in rows.items():
                copy.write_row((*values, *period))
        cursor.execute("ANALYZE wanted")
        cursor.execute(
            f"INSERT INTO {table} AS t (id, {columns}, source, starts, ends)"
            f" SELECT gen_random_uuid(), {columns}, %s, starts, ends FROM wanted"
            f" ON CONFLICT (source, {columns}) DO UPDATE"
            " SET starts = excluded.starts, ends = excluded.ends"
            " WHERE (t.starts, t.ends) IS DISTINCT FROM (excluded.starts, excluded.ends)",
            [source],
        )
        # A fresh table is taken for tiny, and `wanted` looked through for each of its rows.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(
            f"UPDATE {table} t SET ends = greatest(%s, t.starts) WHERE source = %s"
            " AND (ends IS NULL OR ends > %s)"
            f" AND NOT EXISTS (SELECT FROM wanted w WHERE {same})",
            [today, source, today],
        )
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute("DROP TABLE wanted")


@action
def invite(*, by: Actor, subject: uuid.UUID, now: datetime) -> str:
    """Make a one-time link with which this person makes their account; gives its secret.

    Nobody is invited twice: who has an account gets a new password to their own address.
    """
    if Account.objects.filter(pk=subject, is_active=True).exists():
        raise HasAccount("This person has an account. A new password goes to their own address.")
    secret = secrets.token_urlsafe(24)
    Invitation.objects.create(
        subject_id=subject,
        token_hash=digest(secret),
        expires_at=now + timedelta(hours=INVITATION_HOURS),
    )
    return secret


@action
def end_keys(*, by: Actor, subjects: Iterable[uuid.UUID], now: datetime) -> None:
    """Invitations and cards of these people open nothing any more."""
    whose = list(subjects)
    for model in (Invitation, SignInCard):
        fresh = model.objects.filter(subject__in=whose, used_at=None, expires_at__gt=now)
        fresh.update(expires_at=now)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action
def accept(
    *, by: Actor, invitation: Invitation, username: str, email: str, password: str, now: datetime
) -> Account:
    """The invited person makes their account, once; `by` is that person."""
    taken = Account.objects.filter(pk=invitation.subject_id, is_active=True).exists()
    if taken or invitation.used_at or now > invitation.expires_at:
        raise InvitationSpent("This link has been used or has run out. Ask for a new one.")
    account = Account.objects.filter(pk=invitation.subject_id).first()
    if account is None:
        account = Account(subject_id=invitation.subject_id, username=username, email=email)
    account.is_active = True
    account.set_password(password)
    account.save()
    _note_address(account)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    return account


def _note_address(account: Account) -> None:
    """Keep where a link for a new password goes: whoever asks for one may not write it down."""
    if account.email:
        EmailAddress.objects.get_or_create(
            user=account, email=account.email, defaults={"primary": True}
        )


@action
def make_cards(
    *, by: Actor, subjects: Iterable[uuid.UUID], now: datetime, anew: bool = False
) -> dict[uuid.UUID, str]:
    """Give each of these pupils a card; gives the code of each.

    A card that still works stays, so that a sheet printed twice is one sheet; `anew` makes the next
    and ends the one before. Nothing is kept that a code could be read from.
    """
    wanted = list(subjects)
    cards = {card.subject_id: card for card in SignInCard.objects.filter(subject__in=wanted)}
    return {subject: _card(by, subject, cards.get(subject), now, anew) for subject in wanted}


def _card(by: Actor, subject: uuid.UUID, card: SignInCard | None, now: datetime, anew: bool) -> str:
    if card and not anew and not card.used_at and now < card.expires_at:
        return card_code(subject, card.number)
    number = card.number + 1 if card else 1
    code = card_code(subject, number)
    fields = {
        "number": number,
        "code_hash": card_digest(code),
        "made_by_id": by.subject_id,
        "made_at": now,
        "expires_at": now + timedelta(days=CARD_DAYS),
        "used_at": None,
        "anew": anew,
        "past_shut": False,
        "confirmed_by_id": None,
    }
    card, _made = SignInCard.objects.update_or_create(subject_id=subject, defaults=fields)
    if number > 1:
        keys.tell(by=by, subjects=[subject], what="card_made", now=now, key_id=card.pk)
    return code


def card_code(subject: uuid.UUID, number: int) -> str:
    """The code of a pupil's card of this number: worked out from the secret key, kept nowhere."""
    return code_of("beside.card", f"{subject}:{number}", CARD_LENGTH)


def card_digest(code: str) -> str:
    """What is kept of a card's code, however it was typed."""
    return code_digest("beside.card", code)


def code_of(purpose: str, whose: str, length: int) -> str:
    """A code of `length` letters and figures, worked out from the secret key."""
    value = int.from_bytes(salted_hmac(purpose, whose, algorithm="sha256").digest(), "big")
    letters = ""
    for _ in range(length):
        value, place = divmod(value, len(CARD_LETTERS))
        letters += CARD_LETTERS[place]
    return letters


def code_digest(purpose: str, code: str) -> str:
    """What is kept of a code for a purpose, however it was typed."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac(f"{purpose}.kept", typed, algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class CameIn:
    """Who came in with a card, and whether it opened what they said before; else its browser."""

    account: Account
    past: bool
    browser: str


@action
def use_card(*, by: Actor, card: SignInCard, now: datetime, knows_word: bool = False) -> CameIn:
    """The pupil signs in with their card, once; `by` is that pupil.

    Whoever made the card could be holding it: of somebody who came in before it opens no past, but
    with the word that they chose. Every session before it ends, and the owner is told.
    """
    fresh = SignInCard.objects.filter(pk=card.pk, used_at=None, expires_at__gt=now)
    if not fresh.filter(number=card.number).exists():
        raise CardSpent("This card was used before, or is too old. Ask for a new one.")
    account = _account_of_card(card.subject_id)
    has_past = past.there_is(person=card.subject_id)
    opens = opening.opens_past(has_past=has_past, knows_word=knows_word)
    if not fresh.filter(number=card.number).update(used_at=now, past_shut=not opens):
        raise CardSpent("This card was used before, or is too old. Ask for a new one.")
    account.generation += 1
    account.save(update_fields=["generation"])
    browser = "" if opens else secrets.token_urlsafe(12)
    told = {"browser": browser, "past": opens}
    keys.tell(
        by=by, subjects=[by.subject_id], what="card_used", now=now, values=told, key_id=card.pk
    )
    keys.arrive(by=by, now=now)
    return CameIn(account, opens, browser)


def _account_of_card(subject: uuid.UUID) -> Account:
    found = Account.objects.filter(pk=subject).first()
    if found is None:
        found = Account(subject_id=subject, username=f"card-{subject}")
        found.set_unusable_password()
        found.save()
    return found


@action
def open_session(*, by: Actor, device: str, now: datetime) -> uuid.UUID:
    """Write down that somebody has signed in on a device; gives the id their session carries."""
    opened = OpenSession(subject_id=by.subject_id, device=device, opened_at=now, last_used_at=now)
    opened.save(force_insert=True)
    return opened.pk


@action
def end_sessions(
    *, by: Actor, now: datetime, only: uuid.UUID | None = None, but: uuid.UUID | None = None
) -> int:
    """End where the actor is signed in: one place, all but one, or all; gives how many ended."""
    found = OpenSession.objects.filter(subject=by.subject_id, ended_at=None)
    if only:
        found = found.filter(pk=only)
    return found.exclude(pk=but).update(ended_at=now)


@unrecorded
def touch_session(*, by: Actor, session: uuid.UUID, now: datetime) -> None:
    """The actor has just used this session."""
    mine = OpenSession.objects.filter(pk=session, subject=by.subject_id)
    mine.update(last_used_at=now)
