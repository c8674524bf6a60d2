"""What the last cycle says of the next: what to give again, when, and what could be smaller.

A pupil asks for a course, or for a session of none, who has it among their first `FIRST` wishes or
of whom a teacher requires it. Whoever asks and goes to none of its sessions went without.
"""

from collections import defaultdict
from dataclasses import dataclass

from beside.engine.sessions.instance import Allocation, Instance, Session
from beside.engine.solution import Reason

FIRST = 3
COUNTED = "{course}: {asked} asked, there were {seats} seats, and {without} went without."
AGAIN = " Every seat was taken: give it again."
ANOTHER_TIME = " Seats were left: give it at another time."
SMALLER = " {taken} came: it could be smaller."
AS_IT_IS = " It is right as it is."


@dataclass(frozen=True)
class Demand:
    """How many asked for a course, or a session of none, had it, and went without."""

    course: str
    asked: int
    seats: int
    taken: int
    without: int

    @property
    def need(self) -> tuple[int, int, str]:
        """In this order more is needed first: who went without, then the fewest seats left."""
        return -self.without, self.seats - self.taken, self.course

    @property
    def sentence(self) -> Reason:
        """What it says to whoever plans the next cycle."""
        rule, words = self._advice()
        values = {name: str(value) for name, value in vars(self).items()}
        return Reason(rule, COUNTED + words, values)

    def _advice(self) -> tuple[str, str]:
        is_full = self.taken >= self.seats
        if self.without:
            return ("again", AGAIN) if is_full else ("another_time", ANOTHER_TIME)
        return ("as_it_is", AS_IT_IS) if is_full else ("smaller", SMALLER)


def forecast(instance: Instance, allocation: Allocation) -> tuple[Demand, ...]:
    """What every course and every session of none needs, the most needed first."""
    sessions: defaultdict[str, list[Session]] = defaultdict(list)
    for each in instance.sessions:
        sessions[_course(each)].append(each)
    asked, came = _asked(instance), _came(instance, allocation)
    found = [
        Demand(
            course,
            asked=len(asked[course]),
            seats=sum(each.seats for each in own),
            taken=len(came[course]),
            without=len(asked[course] - came[course]),
        )
        for course, own in sessions.items()
    ]
    return tuple(sorted(found, key=lambda each: each.need))


def _asked(instance: Instance) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for wish in instance.wishes:
        if wish.rank <= FIRST or wish.required:
            found[_course(instance.session[wish.session])].add(wish.pupil)
    return found


def _came(instance: Instance, allocation: Allocation) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pupil, held in allocation.items():
        for session in held:
            found[_course(instance.session[session])].add(pupil)
    return found


def _course(session: Session) -> str:
    return session.course or session.key
