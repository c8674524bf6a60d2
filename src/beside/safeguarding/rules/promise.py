"""By when something is read, what is said while nobody reads, and what happens when it is not."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from beside.access.refusals import Refusal
from beside.safeguarding.rules.routing import Rota, on_duty
from beside.schools.rules import calendar as days
from beside.schools.rules.calendar import Calendar

HEAD_IS_TOLD_AFTER = timedelta(minutes=30)
AT_LEAST = timedelta(minutes=10)
LONG_CLOSED = timedelta(days=3)
LOOKS_AHEAD = 21
FIRST_ANSWER, LAST_ANSWER = time(8), time(16)


def promised(
    calendar: Calendar, at: datetime, minutes: int, reads_at: Sequence[time] = ()
) -> datetime | None:
    """By when an adult reads what is sent now: at their next time of reading, else so many minutes.

    Only minutes count in which the school is open. None where the calendar never opens again.
    """
    if not reads_at:
        return days.after_open_minutes(calendar, at, minutes)
    times = [days.next_school_day_at(calendar, at + AT_LEAST, clock) for clock in reads_at]
    return min((each for each in times if each and _in_hours(calendar, each)), default=None)


def _in_hours(calendar: Calendar, at: datetime) -> bool:
    """Whether the school is open then, or closes at that very minute."""
    return days.is_open(calendar, at) or days.is_open(calendar, at - timedelta(minutes=1))


@dataclass(frozen=True)
class Reading:
    """When somebody at school reads next; without a name whoever is there when it opens."""

    at: datetime
    reader: uuid.UUID | None = None


def readings(calendar: Calendar, at: datetime, rota: Rota) -> list[Reading]:
    """Who reads on each day until the school is open again, the opening last.

    A day on which nobody reads is not there.
    """
    opens = days.next_open(calendar, at)
    today = days.local_day(calendar, at)
    found = []
    for ahead in range(LOOKS_AHEAD):
        day = today + timedelta(days=ahead)
        duty = on_duty(rota, day)
        if not duty or days.hours_on(calendar, day):
            continue
        when = days.moment(calendar, day, duty[1])
        if when > at and (opens is None or when < opens):
            found.append(Reading(when, duty[0]))
    return [*found, Reading(opens)] if opens else found


def may_write(calendar: Calendar, at: datetime, found: Sequence[Reading]) -> bool:
    """Whether there is a box to write in: not in more than three closed days that nobody reads in.

    In a longer closure every weekday that is still to come needs somebody who reads.
    """
    opens = days.next_open(calendar, at)
    if opens is None:
        return False
    if opens - at <= LONG_CLOSED:
        return True
    named = {days.local_day(calendar, each.at) for each in found if each.reader}
    return all(day in named for day in _weekdays(calendar, at, opens))


def _weekdays(calendar: Calendar, at: datetime, opens: datetime) -> list:
    """The weekdays after today and before the school opens."""
    day, last = days.local_day(calendar, at), days.local_day(calendar, opens)
    span = [day + timedelta(days=ahead) for ahead in range(1, (last - day).days)]
    return [each for each in span if each.weekday() < 5]


def delivered_at(calendar: Calendar, at: datetime) -> datetime:
    """When an answer reaches a pupil: on a school day between 8:00 and 16:00, at once or the next.

    Where a calendar opens on no day any more it is now: an answer is never lost.
    """
    opens = days.next_open(calendar, at)
    if opens is None:
        return at
    day = days.local_day(calendar, opens)
    begins = max(opens, days.moment(calendar, day, FIRST_ANSWER))
    if begins < days.moment(calendar, day, LAST_ANSWER):
        return begins
    following = days.next_school_day(calendar, day)
    if following is None:
        return at
    return delivered_at(calendar, days.moment(calendar, following, time(0)))


def stage(due_at: datetime, now: datetime) -> int:
    """How far it has climbed unread: not yet, to lead and deputy, 30 minutes later to the head."""
    if now < due_at:
        return 0
    return 1 if now < due_at + HEAD_IS_TOLD_AFTER else 2


class NotInAnAnswer(Refusal):
    pass


LINK = re.compile(
    r"(?i)https?://|www\.|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|org|net|uk|io|me)\b"
)
NUMBER = re.compile(r"(?:\+?\d[\s().-]*){7,}")
SECRECY = re.compile(
    r"(?i)\b(?:promise|keep) (?:you )?(?:it |this )?(?:a )?secret"
    r"|\bour secret\b|\bnobody else will (?:ever )?know"
    r"|\b(?:won.?t|will not|would never) tell any(?:body|one)\b"
)


def check_answer(words: str) -> None:
    """An answer has words, no link, address or number, and promises no secrecy."""
    if not words.strip():
        raise NotInAnAnswer("Write a few words first.")
    if LINK.search(words) or NUMBER.search(words):
        raise NotInAnAnswer(
            "Take out links, addresses and numbers. Say where at school you can be found."
        )
    if SECRECY.search(words):
        raise NotInAnAnswer("Do not promise that nobody hears of it: you cannot keep that.")
