"""What the generator gives: the roll, rounds, and what happened since, by source ids alone."""

from dataclasses import dataclass
from datetime import date

from beside.schools.roll.outcome import Records
from beside.ties.paper_records import Nomination, Respondent


@dataclass(frozen=True, slots=True)
class Asking:
    """A round with its answers; open while `ended_on` is None.

    `joined` are adults who came to an open meeting, whether or not they have sent.
    """

    school: str
    name: str
    taken_on: date
    ended_on: date | None
    questions: tuple[str, ...]
    year_groups: tuple[str, ...]
    opened_by: str
    nominations: tuple[Nomination, ...]
    respondents: tuple[Respondent, ...]
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk between an adult and a pupil: what the adult noted and the pupil answered."""

    on: date
    words: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """An adult who offered to get to know a pupil, and how it went.

    `answer` is "yes", "no" (which ends it on `answered_on`) or "". `handed_to` goes on from `ends`.
    """

    pupil: str
    adult: str
    starts: date
    answer: str = ""
    answered_on: date | None = None
    talks: tuple[Talk, ...] = ()
    ends: date | None = None
    ending_words: str = ""
    handed_to: "Beside | None" = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the safeguarding lead did about a concern."""

    writer: str
    kind: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class Worry:
    """A concern, and what was done about it."""

    school: str
    pupil: str
    writer: str
    words: str
    on: date
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Thanks:
    """A thank-you of a pupil to an adult of their school; read, and answered, on that day."""

    pupil: str
    adult: str
    words: str
    on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to talk to at a school."""

    school: str
    who: str
    hours: str
    out_of_hours: str


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A whole made-up federation; `records` are its roll by kind and source id.

    `left` are adults who have gone, with their last day; `limits` for how many pupils an adult has
    room.
    """

    seed: int
    today: date
    federation: str
    records: Records
    rounds: tuple[Asking, ...]
    beside: tuple[Beside, ...]
    left: tuple[tuple[str, date], ...]
    limits: dict[str, int]
    worries: tuple[Worry, ...]
    thanks: tuple[Thanks, ...]
    help_lines: tuple[Help, ...]

    @property
    def nominations(self) -> int:
        """How many answers there are in all rounds."""
        return sum(len(asking.nominations) for asking in self.rounds)
