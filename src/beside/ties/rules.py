"""What may happen in a round and in a commitment: plain values in, a value or a refusal out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from beside.access.refusals import Refusal

KNOWS = ("face", "personal", "family", "learning", "trusted")
FOLLOW_UP_WEEKS = (4, 8)
AUDIENCES = ("staff", "named")
DEFAULT_LIMIT = 3
MEETING_CODE_HOURS = 3
FEW, CLASS = 5, 35
REMINDED_AGAIN_AFTER = timedelta(days=3)
ASKED_AGAIN_AFTER = timedelta(weeks=12)


GLADLY_AT_MOST, SPOKEN_AT_MOST = 5, 4
ADD, FIRST, DROP = GLADLY = ("add", "first", "drop")
K = TypeVar("K")


class RoundClosed(Refusal):
    pass


class NotAsked(Refusal):
    pass


class NotFound(Refusal):
    pass


class PromiseFrozen(Refusal):
    pass


class NothingHeard(Refusal):
    pass


class CommitmentOver(Refusal):
    pass


class NoRoom(Refusal):
    pass


class NotYet(Refusal):
    pass


class Declined(Refusal):
    pass


class NotYours(Refusal):
    pass


class NotAgain(Refusal):
    pass


class TooMany(Refusal):
    pass


def check_asking(*, status: str, closes_on: date | None, today: date) -> None:
    """Answers are taken while a round is open and its last day has not passed."""
    if status != "open":
        raise RoundClosed("This survey has ended, so nothing more can be added to it.")
    if closes_on and today > closes_on:
        raise RoundClosed(f"This survey closed on {closes_on:%-d %B}.")


def check_reminder(*, last: date | None, mails: int, today: date) -> None:
    """Those who are waited for are reminded once in three days, and only if there is anybody."""
    if last and today < last + REMINDED_AGAIN_AFTER:
        raise NotYet(
            f"A reminder went on {last:%-d %B}. The next can go"
            f" on {last + REMINDED_AGAIN_AFTER:%-d %B}."
        )
    if not mails:
        raise NotYet("There is nobody with a mail address to remind.")


def check_promise(*, begun: bool) -> None:
    """A promise can be changed until the first person has begun to answer."""
    if begun:
        raise PromiseFrozen(
            "Somebody has begun to answer, so the promise stays as it was shown to them."
        )


def check_choice(*, promise: str, audience: str, is_adult: bool) -> None:
    """A name is opened one by one only where the promise says so; to the named only if an adult."""
    if promise != "choose":
        raise NotYours("In this survey the promise is the same for every name.")
    if audience not in AUDIENCES or (audience == "named" and not is_adult):
        raise NotYours("This name cannot be shown to them.")


def check_heard(*, heard: str, will_do: str, by_when: date | None, today: date) -> None:
    """A round closes with what was heard, what will be done and by when; never without."""
    if not (heard.strip() and will_do.strip() and by_when):
        raise NothingHeard(
            "Say what you heard, what you will do and by when. It goes to everyone who was asked."
        )
    if by_when < today:
        raise NothingHeard("Choose a day that is still to come.")


def check_knows(knows: Collection[str]) -> None:
    """What an adult can say of a pupil is one of `KNOWS`."""
    for mark in knows:
        if mark not in KNOWS:
            raise Refusal(f"“{mark}” is not one of the ways to know a pupil.")


def check_commit(*, may_be_beside: bool, declined: bool, carries: int, limit: int) -> None:
    """Who may be beside a pupil who has not said no, within the number they set themselves."""
    if not may_be_beside:
        raise NoRoom("They cannot be beside this pupil. Choose somebody on the staff.")
    if declined:
        raise Declined(
            "This pupil has said no, thank you."
            " That is fine: somebody else may be the right person."
        )
    if carries >= limit:
        raise NoRoom(
            f"You set yourself room for {limit}, and you are beside that many now."
            " You can change your number on your own page."
        )


def check_approach(
    *,
    is_beside: bool,
    declined: bool,
    answered: date | None,
    is_apart: bool,
    has_room: bool,
    is_checked: bool,
    today: date,
) -> None:
    """Somebody with room and checks in date may be asked, and not again soon after an answer.

    `answered` is the last day on which it ended between the two, whoever of them ended it; where
    the pupil `declined`, it is not asked again at all. The words are the same for both.
    """
    if is_beside:
        raise NotAgain("They have offered to get to know this pupil already.")
    if is_apart or not has_room or not is_checked:
        raise NoRoom("They cannot be asked just now. Somebody else may be the right person.")
    if declined or (answered and today < answered + ASKED_AGAIN_AFTER):
        raise NotAgain("This has ended between the two. Somebody else may be the right person.")


PREPARATION = ("listening", "promise", "places", "help")


def check_invite(*, looks_after: bool) -> None:
    """A mentor is looked after by somebody on the staff who is not kept apart from them."""
    if not looks_after:
        raise NotFound("Choose an adult on the staff who will look after them.")


def check_part(*, part: str, said_yes: bool) -> None:
    """The preparation is ticked part by part, after a yes."""
    if not said_yes or part not in PREPARATION:
        raise NotYet("Say yes first. Then go through the preparation, part by part.")


def is_prepared(ticked: Collection[str]) -> bool:
    """Whether all parts of the preparation are read."""
    return set(PREPARATION) <= set(ticked)


def next_part(ticked: Collection[str]) -> str:
    """The first part of the preparation that is not read yet; none is ""."""
    return next((part for part in PREPARATION if part not in ticked), "")


def is_older(*, mentor: tuple[int, str], pupil: tuple[int, str]) -> bool:
    """Whether a mentor's year group is above that of a pupil, by the keys that sort them."""
    return mentor[0] > pupil[0]


def shared_band(pupils: int) -> str:
    """How many pupils two colleagues both teach, in a word: few, class, more; none is "".

    A class is taken to be 6 to 35.
    """
    if pupils <= 0:
        return ""
    if pupils <= FEW:
        return "few"
    return "class" if pupils <= CLASS else "more"


def check_open(*, ends: date | None) -> None:
    """Only a commitment that goes on can be followed up, answered, handed over or ended."""
    if ends is not None:
        raise CommitmentOver("This has already ended.")


def follow_up_days(starts: date) -> tuple[date, ...]:
    """The days to look at a commitment again: after 4 and 8 weeks, never at a weekend."""
    return tuple(_school_day(starts + timedelta(weeks=weeks)) for weeks in FOLLOW_UP_WEEKS)


def _school_day(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def change_between(before: str, after: str) -> str:
    """What became of a need from one round to the next: gained, lost, still, same, not_known."""
    if "not_known" in (before, after):
        return "not_known"
    had, has = before in ("someone", "all"), after in ("someone", "all")
    if had != has:
        return "gained" if has else "lost"
    return "same" if has else "still"


def languages(typed: Iterable[str], known: Collection[str]) -> list[str]:
    """The languages typed, once each, a known one as it is known; English is everybody's."""
    as_known = {each.casefold(): each for each in known}
    folded = {" ".join(each.split()).casefold(): " ".join(each.split()) for each in typed}
    return [as_known.get(key, each) for key, each in folded.items() if key not in ("", "english")]


def gladly(before: Sequence[K], do: str, pupil: K) -> list[K]:
    """Beside whom an adult would gladly be after one press; pressed twice nothing more changes."""
    others = [each for each in before if each != pupil]
    if do == DROP:
        return others
    if pupil in before:
        return [pupil, *others] if do == FIRST else list(before)
    if do != ADD:
        return list(before)
    if len(others) >= GLADLY_AT_MOST:
        raise TooMany(f"You can name {GLADLY_AT_MOST}. Take one off first.")
    return [*others, pupil]
