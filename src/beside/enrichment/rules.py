"""Challenges and teams: plain values in, a value or a refusal out."""

from collections.abc import Sequence
from datetime import datetime

from beside.access.refusals import Refusal

WISHES_AT_MOST, LINES_AT_MOST = 6, 60
ADD, UP, DOWN, DROP = CHANGES = ("add", "up", "down", "drop")


class NotOpen(Refusal):
    pass


class TooMany(Refusal):
    pass


class NotReady(Refusal):
    pass


class NotThere(Refusal):
    pass


def stands(
    *, opens_at: datetime | None, closes_at: datetime, published: bool, now: datetime
) -> str:
    """Where a season is: `planned`, `open`, `closed` or `published`."""
    if published:
        return "published"
    if opens_at is None or now < opens_at:
        return "planned"
    return "open" if now < closes_at else "closed"


def changed(wishes: Sequence[str], do: str, challenge: str) -> list[str]:
    """The list after one press; pressing twice changes nothing more where it has been done."""
    found = list(wishes)
    if challenge not in found:
        return _added(found, challenge) if do == ADD else found
    at = found.index(challenge)
    if do == DROP:
        del found[at]
    elif do in (UP, DOWN):
        to = min(max(at + (1 if do == DOWN else -1), 0), len(found) - 1)
        found[at], found[to] = found[to], found[at]
    return found


def _added(wishes: list[str], challenge: str) -> list[str]:
    if len(wishes) >= WISHES_AT_MOST:
        raise TooMany(f"Your list is full: {WISHES_AT_MOST} is the most. Take one off first.")
    return [*wishes, challenge]


def check_open(standing: str) -> None:
    """Lists are made while choosing is open."""
    if standing != "open":
        raise NotOpen("Choosing is not open now. What is on your list is kept.")


def check_ready(*, places: int, pupils: int) -> None:
    """Choosing opens when there is a place for everybody."""
    if places < pupils:
        raise NotReady(
            f"There are {places} places in teams, and {pupils} pupils. Add challenges or teams."
        )


def check_closed(standing: str) -> None:
    """Teams are made when choosing is over."""
    if standing in ("planned", "open"):
        raise NotReady("Choosing is still open. Close it first, then make the teams.")


def check_no_block(*, has_block: bool) -> None:
    """Nobody is in a team with somebody from whom they are kept apart."""
    if has_block:
        raise NotReady("Something has changed since these teams were made. Make them again.")


def check_may_join(*, has_block: bool) -> None:
    """Nobody is moved to somebody from whom they are kept apart."""
    if has_block:
        raise NotThere("They cannot be in this team. Pick another one.")


def check_lines(lines: int) -> None:
    """A page of a team holds so many lines of a kind."""
    if lines >= LINES_AT_MOST:
        raise TooMany("This list is full. Tick off or take out something first.")
