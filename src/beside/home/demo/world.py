"""What the parts of the generator share while they work."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .book import Book
from .days import Days
from .naming import Names
from .places import WILLOW_LANE
from .size import Size


@dataclass(slots=True, eq=False)
class Pupil:
    """A pupil while being made up.

    `quiet` (0 to 1) is how much they keep to themselves, `liked` how gladly others name them,
    `able` what they find easy, which the sets go by.
    """

    id: str
    school: str
    year: str
    tutor_group: str
    girl: bool
    starts: date
    quiet: float = 0.5
    liked: float = 1.0
    able: float = 0.5
    culture: str = ""
    previous: str = ""
    sets: list[str] = field(default_factory=list)
    clubs: list[str] = field(default_factory=list)
    house: str = ""
    carers: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Adult:
    """An adult of Willow Lane while being made up; `warm` is how gladly pupils name them.

    `year` is the year group they lead, `tutors` the name of their tutor group.
    """

    id: str
    girl: bool
    culture: str
    family: str
    kind: str
    title: str
    subject: str = ""
    year: str = ""
    tutors: str = ""
    starts: date | None = None
    ends: date | None = None
    warm: float = 1.0

    def is_here(self, on: date) -> bool:
        """Whether the adult works at the school on a day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)

    @property
    def is_staff(self) -> bool:
        """Whether the school counts them; people from outside and of the federation are not."""
        return self.kind not in ("community", "federation_lead")


@dataclass(slots=True)
class World:
    """Everything made up so far; `groups` are tutor groups by year, `leaders` adults by group."""

    seed: int
    size: Size
    days: Days
    names: Names
    book: Book = field(default_factory=Book)
    pupils: dict[str, Pupil] = field(default_factory=dict)
    adults: dict[str, Adult] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    leaders: dict[str, list[str]] = field(default_factory=dict)

    def lead(self, adult: str, group: str, role: str, ends: date | None = None) -> None:
        """Put an adult in charge of a group, until they leave or `ends`."""
        found = self.adults[adult]
        starts = max(found.starts or self.days.year_start, self.days.year_start)
        self.book.join(adult, group, role, starts, ends or found.ends)
        self.leaders.setdefault(group, []).append(adult)

    def join(self, pupil: Pupil, group: str) -> None:
        """Put a pupil in a group, from the start of the school year or their own."""
        self.book.join(pupil.id, group, "pupil", max(pupil.starts, self.days.year_start))

    def random(self, part: str) -> Random:
        """A source of chance for one part, so that a change in one part leaves the others alone."""
        return Random(f"{self.seed}:{part}")  # noqa: S311

    @property
    def secondary(self) -> list[Pupil]:
        return [pupil for pupil in self.pupils.values() if pupil.school == WILLOW_LANE]

    def year(self, year: str) -> list[Pupil]:
        """The pupils of a year group of Willow Lane."""
        return [pupil for pupil in self.secondary if pupil.year == year]


def draw(rng: Random, weights: Mapping[str, float], count: int) -> list[str]:
    """Draw so many different keys, heavier ones more often and sooner.

    Weighted sampling without replacement by exponential keys (Efraimidis and Spirakis 2006).
    """
    keyed = ((rng.random() ** (1 / weight), key) for key, weight in weights.items() if weight > 0)
    return [key for _, key in heapq.nlargest(count, keyed)]
