"""Short names beside the seats of a picture, set where no two of them cross."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, product
from typing import NamedTuple

from beside.web.states import TITLES

LETTERS = 14
HEIGHT = 14
TALL = 18
INDIC = "\u0900"
LIFT = 8
EASE = 1
GAP = 5
LIMITS = ((7, 25), (10, 9), (15, 0))
PASSES = 8
CUT = 6
CHOICES = 20
DOUBT = 20
CROSSED = 120

NARROW = frozenset("iljtfrI.,'’:;!|- ()")
BROAD = frozenset("mwMWQ@%")
LINKING = 9


class Box(NamedTuple):
    """A rectangle about its middle, in drawing units."""

    x: float
    y: float
    width: float
    height: float


class Spot(NamedTuple):
    """A seat that wants a name, and whether the name would rather stand above it than below."""

    name: str
    seat: Box
    is_above: bool


class Label(NamedTuple):
    """What is written, and the box it takes."""

    text: str
    box: Box


def length(text: str) -> int:
    """Letters as a reader counts them, without the marks set above, below and about them."""
    return sum(not unicodedata.category(letter).startswith("M") for letter in text)


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """About how wide a text is drawn, in drawing units, rather too much than too little."""
    return LETTERS * sum(map(_ems, text))


def _ems(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in NARROW:
        return 0.34
    if letter in BROAD:
        return 0.9
    return 0.68 if letter.isupper() or letter >= INDIC else 0.57


@lru_cache(maxsize=4096)
def shorten(name: str, limit: int) -> str:
    """Write a name in at most `limit` letters, by its words where they suffice.

    "Ms Oluwaseun Adebayo" becomes "Ms Adebayo", "Muhammad Abdul-Rahman" "Muhammad A.".
    """
    forms = list(_forms(name.split()))
    fitting = [form for form in forms if length(form) <= limit]
    nearly = [form for form in forms if length(form) <= limit + CUT]
    return fitting[0] if fitting else _cut((nearly or forms[-1:])[0], limit)


def _forms(words: Sequence[str]) -> Iterator[str]:
    yield " ".join(words)
    yield " ".join(words).partition(",")[0]
    named = " ".join(words).partition(",")[0].split() or list(words)
    first, last = named[0], named[-1]
    if len(named) > 1 and first.rstrip(".").lower() in TITLES:
        yield f"{first} {last}"
        yield last
    elif len(named) > 1:
        yield f"{first} {_cut(last, 2).rstrip('…')}."
        yield first


def _cut(text: str, limit: int) -> str:
    """Keep the beginning, never parting a letter from its marks."""
    end = len(text)
    while end and (length(text[:end]) > limit - 1 or _is_bound(text, end)):
        end -= 1
    return text[:end].rstrip(" -,") + "…"


def _is_bound(text: str, end: int) -> bool:
    after = text[end : end + 1]
    joins = after and (unicodedata.category(after) in {"Mn", "Mc", "Me", "Cf"})
    return bool(joins) or unicodedata.combining(text[end - 1]) == LINKING


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share, or nothing where they no more than touch."""
    across = (one[2] + other[2]) / 2 - abs(one[0] - other[0])
    if across <= EASE:
        return 0.0
    down = (one[3] + other[3]) / 2 - abs(one[1] - other[1])
    return across * down if down > EASE else 0.0


def settle(
    spots: Sequence[Spot], obstacles: Sequence[Box], size: float
) -> tuple[list[Label], float]:
    """Choose for each spot a text and a side of its seat, so that as little as can be crosses.

    Every label takes the best place the others leave it, over several passes. Same spots in the
    same order, same labels. Also tells how far they are from what was wanted: 0 is best, and each
    crossing counts for more than `CROSSED`.
    """
    seats = [spot.seat for spot in spots]
    standing = [*seats, *obstacles]
    choices = [_choices(spot, seats, standing, size) for spot in spots]
    chosen = [options[0] for options in choices]
    near = [[j for j, to in enumerate(seats) if to != at and _is_near(at, to, 2)] for at in seats]
    for _ in range(PASSES):
        before = list(chosen)
        for place, options in enumerate(choices):
            others = [chosen[other][1] for other in near[place]]
            chosen[place] = min(options, key=lambda option: _cost(option, others))
        if chosen == before:
            break
    labels = [label for _, label in chosen]
    boxes = combinations([label.box for label in labels], 2)
    return labels, sum(cost for cost, _ in chosen) + sum(_crossing(*pair) for pair in boxes)


def crossings(labels: Sequence[Label], obstacles: Sequence[Box]) -> int:
    """How often a label meets another label or an obstacle."""
    boxes = [label.box for label in labels]
    pairs = chain(combinations(boxes, 2), product(boxes, obstacles))
    return sum(overlap(one, other) > 0 for one, other in pairs)


Choice = tuple[float, Label]


def _cost(choice: Choice, others: Iterable[Label]) -> float:
    cost, label = choice
    return cost + sum(_crossing(label.box, other.box) for other in others)


def _crossing(one: Box, other: Box) -> float:
    area = overlap(one, other)
    return CROSSED + area if area else 0.0


def _choices(
    spot: Spot, seats: Sequence[Box], standing: Sequence[Box], size: float
) -> list[Choice]:
    """Every label a spot could have with what it costs alone, the best first."""
    close = [box for box in standing if _is_near(box, spot.seat, 1)]
    about = [_grown(box) for box in seats if box in close and box != spot.seat]
    texts = {shorten(spot.name, limit): loss for limit, loss in LIMITS}
    found = []
    for text, loss in texts.items():
        for dislike, box in _boxes(spot, text, size):
            crossing = sum(_crossing(box, other) for other in close)
            doubt = DOUBT * sum(overlap(box, other) > 0 for other in about)
            found.append((loss + dislike + doubt + crossing, Label(text, box)))
    return sorted(found)[:CHOICES]


def _grown(seat: Box) -> Box:
    """Where a name seems to be that of this seat."""
    return Box(seat.x, seat.y, seat.width + 6, seat.height + 16)


def _is_near(one: Box, other: Box, labels: int) -> bool:
    """Whether labels could meet across: `labels` of them between the two boxes."""
    return abs(one.x - other.x) < 60 + 120 * labels and abs(one.y - other.y) < 45 + 32 * labels


def _boxes(spot: Spot, text: str, size: float) -> Iterator[tuple[float, Box]]:
    """The sides of a seat a name may stand at, and how little each is liked."""
    seat, wide = spot.seat, width(text) + GAP
    high = HEIGHT if max(text) < INDIC else TALL
    rise = (seat.height / 2 + LIFT) * (-1 if spot.is_above else 1)
    beside = (seat.width + wide) / 2
    slide = max(0.0, wide / 2 - seat.width / 3)
    moves = [(0, 0.0, rise), (3, 0.0, -rise), (5, beside, 0.0), (5, -beside, 0.0)]
    moves += [(11, side * slide, down) for side in (1, -1) for down in (rise, -rise)]
    moves += [(10, side * beside, down) for side in (1, -1) for down in (8, -8)]
    for dislike, across, down in moves:
        x = min(max(seat.x + across, wide / 2), size - wide / 2)
        y = min(max(seat.y + down, high / 2), size - high / 2)
        yield dislike, Box(x, y, wide, high)
