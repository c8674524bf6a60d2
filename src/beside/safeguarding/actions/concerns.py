"""Concerns: written blind, sent past everybody they name, looked after, and never changed."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.safeguarding.actions.telling import tell
from beside.safeguarding.models import Concern, ConcernEntry
from beside.safeguarding.queries import people
from beside.safeguarding.rules import promise, routing
from beside.safeguarding.rules.people import named_in_text
from beside.safeguarding.rules.routing import Route
from beside.schools import calendars
from beside.schools.models import School

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class NobodyHere(Refusal):
    """Nobody at the school is left who may read it: nothing is kept, and numbers are shown."""


@dataclass(frozen=True)
class About:
    """Whether it is about an adult who works or helps here, who is named, how grave it is."""

    adult: bool = False
    past: frozenset[uuid.UUID] = field(default_factory=frozenset)
    past_words: str = ""
    low_level: bool = False
    talk: uuid.UUID | None = None


@action
def raise_concern(
    *,
    by: Actor,
    school: School,
    pupil: uuid.UUID,
    words: str,
    at: datetime,
    key: uuid.UUID,
    about: About = About(),
) -> str:
    """Send a concern where it has to go; gives a receipt, and nothing else ever again.

    About an adult it goes past everybody whom its words name. `key` is made with the form: a double
    click sends it once and gives the same receipt, other words are another concern.
    """
    if not words.strip():
        raise Refusal("Write a line about what worries you, however short.")
    posts = people.posts_of(school, by.today)
    past = about.past | (
        _named(school, by.today, words) - {by.subject_id} if about.adult else set()
    )
    way = _way(school, posts, about, past)
    once = uuid.uuid5(key, words.strip())
    row = Concern(
        id=once,
        school=school,
        pupil_id=pupil,
        writer_id=by.subject_id,
        receipt=receipt_of(once),
        words=words.strip(),
        route=way,
        about_adult=about.adult,
        is_low_level=about.low_level,
        past=sorted(past),
        past_words=about.past_words,
        talk_id=about.talk,
        at=at,
        due_at=read_by(school, at),
    )
    Concern.objects.bulk_create([row], ignore_conflicts=True)
    tell(routing.told_at_once(posts, way, people.rota_of(school), by.today, past), "new", once)
    return row.receipt


def _named(school: School, on: date, words: str) -> frozenset[uuid.UUID]:
    return named_in_text(words, people.adults_of(school, on))


def _way(school: School, posts: routing.School, about: About, past: frozenset) -> Route:
    way = routing.route(
        posts,
        about_adult=about.adult,
        past=past,
        low_level=about.low_level,
        low_level_to=calendars.settings_of(school).low_level_to,
    )
    if way == Route.OFFICER and (about.adult or past):
        raise NobodyHere("Nobody at this school may read it. Nothing was kept.")
    return Route.LEAD if way == Route.OFFICER else way


def read_by(school: School, at: datetime) -> datetime | None:
    """By when a concern that is sent now is to be read."""
    minutes = calendars.settings_of(school).talk_minutes
    return promise.promised(calendars.calendar_of(school), at, minutes)


def receipt_of(key: uuid.UUID) -> str:
    """A receipt of eight letters and figures, the same for the same words."""
    number = key.int
    return "".join(LETTERS[(number >> (5 * place)) % len(LETTERS)] for place in range(8))


def new_key() -> uuid.UUID:
    """A key for a form that may be sent once."""
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)


@dataclass(frozen=True)
class Outcome:
    """How a concern closes: who was told of what was decided and when, or why nobody was."""

    told_whom: str = ""
    told_on: date | None = None
    why_not_told: str = ""


@action
def add_entry(
    *,
    by: Actor,
    concern: Concern,
    kind: str,
    words: str,
    at: datetime,
    outcome: Outcome | None = None,
) -> None:
    """Whoever looks after a concern takes it on, notes what was done, or closes it."""
    if kind not in ConcernEntry.Kind.values:
        raise Refusal("Choose whether you take this on, note something, or close it.")
    if kind in (ConcernEntry.Kind.NOTE, ConcernEntry.Kind.CLOSED) and not words.strip():
        raise Refusal("Write a line about what was done.")
    if kind == ConcernEntry.Kind.CLOSED and outcome is not None:
        _check_outcome(outcome)
    _write(by, concern, kind, words, at, outcome or Outcome())


def _check_outcome(outcome: Outcome) -> None:
    if outcome.told_whom.strip() and outcome.told_on is None:
        raise Refusal("Write on which day they were told.")
    if not outcome.told_whom.strip() and not outcome.why_not_told.strip():
        raise Refusal("Write who was told and when, or why nobody was.")


def _write(
    by: Actor,
    concern: Concern,
    kind: str,
    words: str,
    at: datetime,
    outcome: Outcome,
    whom: uuid.UUID | None = None,
) -> None:
    row = ConcernEntry(
        concern=concern,
        scope_id=concern.scope_id,
        pupil_id=concern.pupil_id,
        writer_id=by.subject_id,
        kind=kind,
        words=words.strip(),
        told_whom=outcome.told_whom.strip(),
        told_on=outcome.told_on,
        why_not_told=outcome.why_not_told.strip(),
        with_person_id=whom,
        at=at,
    )
    ConcernEntry.objects.bulk_create([row])


@action
def mark_read(*, by: Actor, concern: Concern, at: datetime) -> None:
    """“I have read this”: it does not climb any more. Pressed twice it is said once."""
    if not _entries(by, concern).filter(kind=ConcernEntry.Kind.READ).exists():
        _write(by, concern, ConcernEntry.Kind.READ, "", at, Outcome())


@action
def take_on(*, by: Actor, concern: Concern, at: datetime) -> None:
    """“I take this on”: it is theirs until it closes, and read."""
    mark_read(by=by, concern=concern, at=at)
    last = _entries(by, concern).filter(kind=ConcernEntry.Kind.TAKEN).order_by("-at").first()
    if last is None or last.writer_id != by.subject_id:
        _write(by, concern, ConcernEntry.Kind.TAKEN, "", at, Outcome())


def _entries(by: Actor, concern: Concern):
    return ConcernEntry.objects.visible_to(by).filter(concern=concern)


@action
def hand_on(*, by: Actor, concern: Concern, at: datetime) -> uuid.UUID:
    """“I cannot now”: it goes to the next on the rota who may read it; gives to whom."""
    posts, rota = people.posts_of(concern.school, by.today), people.rota_of(concern.school)
    handed = _entries(by, concern).filter(kind=ConcernEntry.Kind.HANDED)
    declined = {by.subject_id, *handed.values_list("writer_id", flat=True)}
    following = routing.next_reader(
        posts, rota, by.today, way=Route(concern.route), past=concern.past, declined=declined
    )
    if following is None:
        raise Refusal("Nobody else is there to hand it to. Please read it, or ring the head.")
    _let(concern, following)
    _write(by, concern, ConcernEntry.Kind.HANDED, "", at, Outcome(), following)
    tell([following], "new", concern.pk)
    return following


@action
def share(*, by: Actor, concern: Concern, with_person: uuid.UUID, at: datetime) -> None:
    """Let one colleague read this one, and no other; it is written down."""
    if with_person in concern.past:
        raise Refusal("It goes past this person. Choose somebody else.")
    if _let(concern, with_person):
        _write(by, concern, ConcernEntry.Kind.SHARED, "", at, Outcome(), with_person)
        tell([with_person], "new", concern.pk)


def _let(concern: Concern, person: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_share(%s, %s)", [concern.pk, person])
        return cursor.fetchone()[0]
