"""How what is known of a pupil is drawn: by state, never by a number of people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

COLUMNS, WIDE = 6, 24
MANY = 60
STEP = 10

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame"})


@dataclass(frozen=True)
class Look:
    """The tone a state is drawn in, and its words beside every drawing of it."""

    tone: str
    words: str


class Square(NamedTuple):
    """One pupil in a plot; `x` and `y` are in drawing units, `STEP` apart."""

    tone: str
    x: int
    y: int


@dataclass(frozen=True)
class Plot:
    """A tutor group as rows of squares, with a sentence that says the same in words."""

    squares: tuple[Square, ...]
    width: int
    height: int
    words: str

    @property
    def is_wide(self) -> bool:
        return self.width > STEP * COLUMNS


LOOKS = {
    "nobody": Look("nobody", "Nobody yet"),
    "waiting": Look("waiting", "Waiting to hear"),
    "pupil_only": Look("one_sided", "The pupil says so"),
    "adult_only": Look("adult_sided", "An adult says so"),
    "carer_only": Look("adult_sided", "A parent or carer says so"),
    "one_side_each": Look("each_sided", "One side each"),
    "both": Look("someone", "Both say so"),
    "someone": Look("someone", "Someone"),
    "part": Look("one_sided", "Not all of it yet"),
    "all": Look("someone", "All of it"),
    "not_known": Look("not_known", "Not known"),
}

YES_OR_NO = ("nobody", "waiting", "pupil_only", "someone", "not_known")
WITH_NAMES = (
    "nobody",
    "waiting",
    "pupil_only",
    "adult_only",
    "one_side_each",
    "both",
    "not_known",
)


def plot(states: Iterable[str]) -> Plot:
    """Lay a group's pupils out as squares, six to a row, in the order given.

    Of more than `MANY` a row is `WIDE`: a whole year without tutor groups is no tower.
    Raises KeyError for a state that has no look.
    """
    listed = list(states)
    columns = WIDE if len(listed) > MANY else COLUMNS
    squares = tuple(
        Square(LOOKS[state].tone, STEP * (place % columns), STEP * (place // columns))
        for place, state in enumerate(listed)
    )
    rows = -(-len(listed) // columns)
    return Plot(squares, STEP * columns, STEP * rows, summary(listed))


def summary(states: Iterable[str]) -> str:
    """Say in one line how many pupils are in each state: "33 pupils: nobody yet 1, someone 32"."""
    counts = Counter(states)
    total = counts.total()
    pupils = f"{total} {'pupil' if total == 1 else 'pupils'}"
    parts = [f"{LOOKS[state].words.lower()} {counts[state]}" for state in LOOKS if counts[state]]
    return f"{pupils}: {', '.join(parts)}" if parts else pupils


def initials(name: str) -> str:
    """Shorten a name to the first letters of its first and last words.

    Titles, and whatever follows a comma, are left out.
    """
    words = [
        word for word in name.partition(",")[0].split() if word.rstrip(".").lower() not in TITLES
    ]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()
