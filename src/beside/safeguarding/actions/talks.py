"""A pupil writes to an adult; it is read, looked after, answered, handed on and closed."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from beside.access.actor import Actor
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.safeguarding.actions.telling import tell
from beside.safeguarding.models import Talk, TalkEntry
from beside.safeguarding.queries import people, talks
from beside.safeguarding.rules import promise, routing
from beside.safeguarding.rules.routing import Route
from beside.schools import calendars
from beside.schools.models import School


class NobodyHere(Refusal):
    """Nobody at the school is left who may read it: nothing is kept, and numbers are shown."""


@dataclass(frozen=True)
class Wanted:
    """What a pupil sends: to whom, what, past whom, and what they would like next."""

    picked: uuid.UUID | None = None
    words: str = ""
    wish: str = Talk.Wish.WRITE
    about_adult: bool = False
    past: frozenset[uuid.UUID] = field(default_factory=frozenset)
    past_words: str = ""
    is_urgent: bool = False


@action
def send(*, by: Actor, school: School, wanted: Wanted, at: datetime, key: uuid.UUID) -> Talk:
    """Send it to the adult picked, or the way it has to go; gives the talk.

    `key` is made with the form: a double click sends it once, and other words sent with the same
    form are another talk.
    """
    posts, rota = people.posts_of(school, by.today), people.rota_of(school)
    way = routing.route(posts, about_adult=wanted.about_adult, past=wanted.past)
    if way == Route.OFFICER:
        raise NobodyHere("Nobody at this school may read it. Nothing was kept.")
    reader, due = _reader(by, school, wanted, way, at)
    row = Talk(
        id=uuid.uuid5(key, f"{by.subject_id}:{wanted.words}:{wanted.is_urgent}"),
        school=school,
        pupil_id=by.subject_id,
        route=way,
        about_adult=wanted.about_adult,
        past=sorted(wanted.past),
        past_words=wanted.past_words,
        readers=[reader],
        picked_id=wanted.picked,
        reader_id=reader,
        words=wanted.words.strip(),
        wish=wanted.wish,
        is_urgent=wanted.is_urgent,
        at=at,
        due_at=due,
    )
    if not talks.mine(by).filter(pk=row.pk).exists():
        Talk.objects.bulk_create([row], ignore_conflicts=True)
        told = routing.told_at_once(posts, way, rota, by.today, wanted.past)
        tell([reader, *told], "now" if wanted.is_urgent else "new", row.pk)
    return row


def _reader(
    by: Actor, school: School, wanted: Wanted, way: Route, at: datetime
) -> tuple[uuid.UUID, datetime]:
    """Who reads it first, and by when: whom the pupil picked, if they may be picked now."""
    calendar, settings = calendars.calendar_of(school), calendars.settings_of(school)
    posts, rota = people.posts_of(school, by.today), people.rota_of(school)
    first = routing.told_at_once(posts, way, rota, by.today, wanted.past)[0]
    if wanted.is_urgent:
        return first, at
    stands = talks.now_at(school, at)
    if not stands.is_open:
        return _while_closed(stands, way, first, wanted, at)
    usual = promise.promised(calendar, at, settings.talk_minutes) or at
    if way != Route.LEAD or wanted.picked is None or wanted.picked in wanted.past:
        return first, usual
    chosen = next((c for c in people.choices(by, school, at) if c.person.pk == wanted.picked), None)
    if chosen is None or chosen.why_not:
        raise Refusal("That person is not available now. Pick somebody else.")
    return chosen.person.pk, chosen.due_at or usual


def _while_closed(
    stands: talks.Now, way: Route, first: uuid.UUID, wanted: Wanted, at: datetime
) -> tuple[uuid.UUID, datetime]:
    if not stands.may_write or stands.next is None:
        raise Refusal("Nobody at school reads this for days. Call one of the numbers here.")
    duty = stands.next.reader
    may = duty is not None and way == Route.LEAD and duty not in wanted.past
    due = stands.next.at if may or duty is None else stands.opens
    return (duty if may and duty else first), due or at


@action
def say_more(*, by: Actor, talk: Talk, words: str, at: datetime) -> None:
    """The pupil writes one more thing in a talk of theirs; whoever looks after it is told."""
    if not words.strip():
        raise Refusal("Write a few words first.")
    _add(by, talk, TalkEntry.Kind.SAID, words, at, at)
    tell(filter(None, [talk.taken_by_id or talk.reader_id]), "answer", uuid.uuid4())


def _add(by: Actor, talk: Talk, kind: str, words: str, at: datetime, shown_at: datetime) -> None:
    TalkEntry.objects.bulk_create(
        [
            TalkEntry(
                talk=talk,
                scope_id=talk.scope_id,
                pupil_id=talk.pupil_id,
                writer_id=by.subject_id,
                kind=kind,
                words=words.strip(),
                at=at,
                shown_at=shown_at,
            )
        ]
    )


@action
def open_talk(*, by: Actor, talk: Talk, at: datetime) -> None:
    """Somebody at school opens a talk; the pupil sees who did, once for each."""
    mine = TalkEntry.objects.visible_to(by).filter(talk=talk, writer=by.subject_id)
    if not mine.filter(kind=TalkEntry.Kind.OPENED).exists():
        _add(by, talk, TalkEntry.Kind.OPENED, "", at, at)


@action
def mark_read(*, by: Actor, talk: Talk, at: datetime) -> None:
    """“I have read this”: it does not climb any more. Pressed twice it is said once."""
    if _open(by, talk).filter(read_at=None).update(read_at=at):
        _add(by, talk, TalkEntry.Kind.READ, "", at, at)


def _open(by: Actor, talk: Talk):
    return talks.for_staff(by).filter(pk=talk.pk, closed_at=None).order_by()


@action
def take_on(*, by: Actor, talk: Talk, at: datetime) -> None:
    """“I take this on”: it is theirs until it closes, and read."""
    mark_read(by=by, talk=talk, at=at)
    if (
        _open(by, talk)
        .exclude(taken_by=by.subject_id)
        .update(taken_by=by.subject_id, reader=by.subject_id)
        or not talk.taken_by_id
    ):
        _once_taken(by, talk, at)


def _once_taken(by: Actor, talk: Talk, at: datetime) -> None:
    last = TalkEntry.objects.visible_to(by).filter(talk=talk, kind=TalkEntry.Kind.TAKEN)
    newest = last.order_by("-at").first()
    if newest is None or newest.writer_id != by.subject_id:
        _add(by, talk, TalkEntry.Kind.TAKEN, "", at, at)


@action
def hand_on(*, by: Actor, talk: Talk, at: datetime) -> uuid.UUID:
    """“I cannot now”: it goes to the rota and never back to the pupil; gives to whom."""
    posts, rota = people.posts_of(talk.school, by.today), people.rota_of(talk.school)
    declined = {*talk.declined, by.subject_id}
    following = routing.next_reader(
        posts, rota, by.today, way=Route(talk.route), past=talk.past, declined=declined
    )
    if following is None:
        raise Refusal("Nobody else is there to hand it to. Please read it, or ring the head.")
    changed = _open(by, talk).update(
        reader=following,
        readers=sorted({*talk.readers, following}),
        declined=sorted(declined),
        taken_by=None,
    )
    if changed:
        _add(by, talk, TalkEntry.Kind.HANDED, "", at, at)
        tell([following], "new", f"{talk.pk}")
    return following


@action
def answer(*, by: Actor, talk: Talk, words: str, at: datetime) -> datetime:
    """Answer the pupil; it reaches them in school hours. Gives when."""
    promise.check_answer(words)
    mark_read(by=by, talk=talk, at=at)
    shown = promise.delivered_at(calendars.calendar_of(talk.school), at)
    _add(by, talk, TalkEntry.Kind.ANSWER, words, at, shown)
    return shown


@action
def close(*, by: Actor, talk: Talk, outcome: str, words: str, at: datetime) -> None:
    """Close a talk: passed on, which makes it a concern, or nothing to pass on, and why."""
    if outcome not in Talk.Outcome.values:
        raise Refusal("Say whether you passed it on, or that there is nothing to pass on.")
    if not words.strip():
        raise Refusal("Write a line: what you passed on, or why there is nothing to pass on.")
    mark_read(by=by, talk=talk, at=at)
    if _open(by, talk).update(closed_at=at, outcome=outcome):
        _add(by, talk, TalkEntry.Kind.CLOSED, words, at, at)
        if outcome == Talk.Outcome.PASSED:
            _pass_on(by, talk, words, at)


def _pass_on(by: Actor, talk: Talk, words: str, at: datetime) -> None:
    from beside.safeguarding.actions.concerns import About, raise_concern

    raise_concern(
        by=by,
        school=talk.school,
        pupil=talk.pupil_id,
        words=f"{talk.words}\n\n{words}".strip(),
        at=at,
        key=talk.pk,
        about=About(talk.about_adult, frozenset(talk.past), talk.past_words, talk=talk.pk),
    )
