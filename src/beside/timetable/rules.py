"""Choice time: plain values in, a value or a refusal out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from beside.access.refusals import Refusal

WISHES_AT_MOST = 12
GONE = "This session is not offered any more. You can pick another one."
PURPOSES = ("stretch", "consolidate", "catch_up", "reinforce")
ADD, UP, DOWN, DROP, PURPOSE = CHANGES = ("add", "up", "down", "drop", "purpose")


class NotOpen(Refusal):
    pass


class NotOffered(Refusal):
    pass


class TooMany(Refusal):
    pass


class TooLate(Refusal):
    pass


class Full(Refusal):
    pass


class HasAll(Refusal):
    pass


class TooFewOwn(Refusal):
    pass


class NotReady(Refusal):
    pass


class Taken(Refusal):
    pass


class NotAsked(Refusal):
    pass


class NotYours(Refusal):
    pass


@dataclass(frozen=True)
class Wish:
    """A session that a pupil would like, by key, and what for."""

    session: str
    purpose: str


def changed(wishes: Sequence[Wish], do: str, session: str, purpose: str = "") -> list[Wish]:
    """The list after one press: added at its end, one up, one down, taken off, for a purpose.

    Pressing twice changes nothing more where it has been done; what is not on the list stays off.
    """
    at = next((n for n, each in enumerate(wishes) if each.session == session), None)
    found = list(wishes)
    if at is None:
        return _added(found, session, purpose) if do == ADD else found
    if do == DROP:
        del found[at]
    elif do == PURPOSE:
        found[at] = Wish(session, purpose)
    elif do in (UP, DOWN):
        to = min(max(at + (1 if do == DOWN else -1), 0), len(found) - 1)
        found[at], found[to] = found[to], found[at]
    return found


def _added(wishes: list[Wish], session: str, purpose: str) -> list[Wish]:
    if len(wishes) >= WISHES_AT_MOST:
        raise TooMany(f"Your list is full: {WISHES_AT_MOST} is the most. Take one off first.")
    return [*wishes, Wish(session, purpose)]


def stands(
    *, opens_at: datetime | None, closes_at: datetime, published: bool, now: datetime
) -> str:
    """Where a cycle is: `planned`, `open`, `closed` or `published`."""
    if published:
        return "published"
    if opens_at is None or now < opens_at:
        return "planned"
    return "open" if now < closes_at else "closed"


def check_open(standing: str) -> None:
    """Choices are made while choosing is open, and not after."""
    if standing != "open":
        raise NotOpen("Choosing is not open now. What is on your list is kept.")


def check_note(standing: str) -> None:
    """A note is to be read before choosing, so it is written before that is over."""
    if standing not in ("planned", "open"):
        raise NotOpen("Choosing is over, so they would not read it. You can take a note back.")


def check_offered(*, is_there: bool, years: Collection[str], year: str) -> None:
    """A session is offered where it stands in the cycle, and for whom it is meant."""
    if not is_there:
        raise NotOffered(GONE)
    if years and year not in years:
        raise NotOffered("This session is for other years. You can pick another one.")


def check_follows(*, after: str, done: Collection[str]) -> None:
    """A session that comes after another is for who has done that one, or is invited."""
    if after and after not in done:
        raise NotOffered(f"This one comes after {after}. Whoever leads it can invite you.")


def check_begins_later(*, starts_at: datetime, now: datetime) -> None:
    """What has begun stays as it is."""
    if now >= starts_at:
        raise TooLate("This session has begun, so nothing can change there now.")


def check_has_room(*, held: int, due: int) -> None:
    """Nobody has more periods than are due to everybody, but by giving one up."""
    if held >= due:
        raise HasAll(f"You have all {due} of your places. To come here, swap one of them.")


def check_not_twice(*, course: str, held: Collection[str]) -> None:
    """The same course is not taken twice in a cycle."""
    if course and course in held:
        raise NotOffered("You have this one already, on another day.")


def check_found_seat(number: int | None) -> int:
    """A seat with a number, or the session is full."""
    if number is None:
        raise Full("The last place has just gone. You can wait for one, or pick another session.")
    return number


def check_require(*, lets_require: bool, required: int, due: int, own: int) -> None:
    """Where a school lets staff require a session, some periods stay the pupil's own."""
    if not lets_require:
        raise TooFewOwn("In this school nobody is made to come. You can invite them.")
    if required >= due - own:
        raise TooFewOwn(
            f"{own} of this pupil's {due} places stay their own choice, and the others are taken."
        )


def check_ready(*, sessions: int, seats: int, wanted: int) -> None:
    """Choosing opens when there is something to choose from."""
    if not sessions:
        raise NotReady("Add a session first: there is nothing to choose from yet.")
    if seats < wanted:
        raise NotReady(
            f"There are {seats} seats and {wanted} are needed for everybody to have their places."
            " Add sessions or seats first."
        )


def check_seats(*, seats: int, taken: int) -> None:
    """A session keeps at least as many seats as are taken."""
    if seats < taken:
        raise Taken(f"{taken} pupils sit here, so it cannot have fewer than {taken} seats.")


def older(order: Sequence[str], years: Collection[str]) -> list[str]:
    """The year groups of a school that are older than the youngest of those a session is for.

    `order`: all of them, youngest first, and "" for pupils who have none. A session that names none
    is for all.
    """
    named = [each for each in order if each]
    youngest = min((named.index(each) for each in years if each in named), default=0)
    return named[youngest + 1 :]


def check_can_ask(*, has_adult: bool, is_older: bool, is_apart: bool, is_elsewhere: bool) -> None:
    """Whoever is asked is older, is free then, and is not kept apart from the adult there."""
    if not has_adult:
        raise NotAsked("Say first which adult leads this session: they are there all the time.")
    if not is_older:
        raise NotAsked("Whoever helps to lead is older than some of those who come.")
    if is_apart:
        raise NotAsked("This pupil cannot be asked for this session.")
    if is_elsewhere:
        raise NotAsked("This pupil has something else at that time.")


def check_nobody_asked(*, is_asked: bool) -> None:
    """One older pupil is asked at a time for a session."""
    if is_asked:
        raise NotAsked("Somebody is asked for this session already. Take that back first.")


def check_is_free(*, is_elsewhere: bool) -> None:
    """Who says yes is nowhere else at that time."""
    if is_elsewhere:
        raise NotAsked("You have a place of your own at that time. It is yours: no is fine.")


def check_leads_nothing(*, leads: bool) -> None:
    """Whoever leads a session at that time sits in no other."""
    if leads:
        raise NotOffered("You help to lead a session at that time.")


def check_keeps_adult(*, has_peer: bool, has_adult: bool, is_apart: bool) -> None:
    """Where an older pupil helps, an adult stays whom they are not kept apart from."""
    if has_peer and (is_apart or not has_adult):
        raise Taken("An older pupil is asked to help here. Take that back first, or pick an adult.")
