"""Where the people of three rings sit about the one in the middle, by kind and by closeness."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, product
from math import asin, cos, hypot, inf, pi, radians, sin
from typing import NamedTuple

from beside.web.labels import Box, Label, Spot, crossings, settle

SIZE = 420
MIDDLE = SIZE / 2
RIM = 204
ME = 26
WIDTH, HEIGHT = 38, 34
NEAREST = 53
ROOM = 64
APART = (53, 48, 44, 40, 38.2, 0)
PITCH = 39
NAME = 36
INSET = 10
FREE = radians(135)
SLACK = radians(16)
SPREAD = radians(38)
TURNS = (
    (0, 0, 0),
    (0, 10, 0),
    (0, -10, 0),
    (10, 0, 0),
    (-10, 0, 0),
    (0, 20, 0),
    (0, -20, 0),
    (0, 10, -6),
    (0, -10, 6),
)


class Kind(NamedTuple):
    """Where people of a kind sit (the middle of their sector), their icon and their words."""

    towards: float
    icon: str
    words: str


KINDS = {
    "family": Kind(radians(180), "house", "Family"),
    "adult": Kind(radians(270), "chalkboard-teacher", "Adult at school"),
    "peer": Kind(radians(360), "student", "Pupil"),
    "outside": Kind(radians(450), "tree", "Outside school"),
}
CLOSENESS = {1: "Very close", 2: "Close", 3: "Further out"}


class Place(NamedTuple):
    """One person as kept: `kind` is one of `KINDS`, `ring` 1 (very close) to 3 (further out)."""

    key: str
    name: str
    kind: str
    ring: int


class Seat(NamedTuple):
    """Where a person sits in the drawing, and the short name by the seat, from its middle."""

    place: Place
    x: float
    y: float
    label: Label

    @property
    def dx(self) -> float:
        return round(self.label.box.x - self.x, 1)

    @property
    def dy(self) -> float:
        return round(self.label.box.y - self.y, 1)

    @property
    def full_name(self) -> str:
        """The name for who hears the picture; it begins with what is seen."""
        seen, name = self.label.text, self.place.name
        return name if name.startswith(seen.rstrip("…")) else f"{seen}, {name}"


class Ring(NamedTuple):
    """One ring: its outer edge, the radii of the rows its people sit in, and its name's curve."""

    number: int
    rows: tuple[float, ...]
    edge: float

    @property
    def curve(self) -> str:
        """The path its name is written on, from the left to the foot of the ring."""
        radius = self.edge - INSET
        x, y = MIDDLE - radius, MIDDLE + radius
        return f"M{x:.1f} {MIDDLE}A{radius:.1f} {radius:.1f} 0 0 0 {MIDDLE} {y:.1f}"


class Rings(NamedTuple):
    """A whole picture: rings from the outermost in, seats in the order they are read."""

    circles: tuple[Ring, ...]
    seats: tuple[Seat, ...]
    kinds: tuple[str, ...]


def layout(places: Iterable[Place]) -> Rings:
    """Seat people so that nobody covers another; in drawing units of a square of `SIZE`.

    Each has a bearing by kind and name alone, so whoever changes rings keeps the bearing, and
    others give way only as far as they must. Same people, same picture, in whatever order given.
    """
    return _picture(tuple(sorted(places, key=_order)))


@lru_cache(maxsize=512)
def _picture(people: tuple[Place, ...]) -> Rings:
    counts = Counter(place.ring for place in people)
    circles = bands(counts[1], counts[2], counts[3])
    kinds = tuple(kind for kind in KINDS if any(each.kind == kind for each in people))
    return Rings(circles[::-1], _seats(people, circles), kinds)


def _seats(people: Sequence[Place], circles: Sequence[Ring]) -> tuple[Seat, ...]:
    """Seats and names: the rings unturned where that leaves every name clear, or else the best."""
    drawn = (_drawn(people, circles, turns) for turns in TURNS)
    seats, cost = next(drawn)
    standing = [*_obstacles(circles), *(_spot(*seat[:3]).seat for seat in seats)]
    if not crossings([seat.label for seat in seats], standing):
        return seats
    return min([(seats, cost), *drawn], key=lambda picture: picture[1])[0]


def _drawn(
    people: Sequence[Place], circles: Sequence[Ring], turns: Sequence[float]
) -> tuple[tuple[Seat, ...], float]:
    points = _points(people, circles, turns)
    spots = [_spot(each, *points[each.key]) for each in people]
    labels, cost = settle(spots, _obstacles(circles), SIZE)
    placed = zip(people, labels, strict=True)
    return tuple(Seat(each, *points[each.key], label) for each, label in placed), cost


def _order(place: Place) -> tuple[float, str, str]:
    return KINDS[place.kind].towards, place.name.casefold(), place.key


@lru_cache(maxsize=512)
def bands(first: int, second: int, third: int) -> tuple[Ring, ...]:
    """Divide the picture among three rings that hold so many people.

    Seats stay as far apart as they can. A crowded ring seats its people in more rows than one, and
    only then does a ring that nobody is in grow narrow.
    """
    counts = (first, second, third)
    shapes = sorted(product((1, 2, 3), repeat=3), key=sum)
    starts = range(NEAREST, 100, 3)
    for apart, shape, bare, start in product(APART, shapes, (1.0, 0.45), starts):
        rings = _divide(counts, shape, bare, start)
        if rings and all(map(_holds, rings, counts, [apart] * 3)):
            return rings
    raise AssertionError("seats that need no room always fit")


def _divide(
    counts: Sequence[int], shape: Sequence[int], bare: float, start: float
) -> tuple[Ring, ...]:
    """Rows evenly apart from `start` to the rim; nothing where they would touch."""
    shares = [rows if count else bare for rows, count in zip(shape, counts, strict=True)]
    pitch = (RIM - start) / (sum(shares) - 0.5)
    if pitch < PITCH:
        return ()
    edges = list(accumulate((pitch * share for share in shares), initial=start - pitch / 2))
    return tuple(
        Ring(
            number, tuple(inner + pitch * (row + 0.5) for row in range(int(share))), round(outer, 1)
        )
        for number, (share, (inner, outer)) in enumerate(
            zip(shares, pairwise(edges), strict=True), 1
        )
    )


def _holds(ring: Ring, count: int, apart: float) -> bool:
    return sum(_capacity(ring, row, apart) for row in ring.rows) >= count


def _capacity(ring: Ring, row: float, apart: float) -> float:
    low, high = _span(ring, row)
    return 1 + (high - low) // _turn(row, apart) if apart else inf


def _turn(row: float, apart: float) -> float:
    """The angle at the middle between two seats of a row so far apart."""
    return 2 * asin(min(1.0, apart / (2 * row)))


def _span(ring: Ring, row: float) -> tuple[float, float]:
    """The bearings open to a row: all but the arc kept free for the ring's name."""
    free = NAME / (ring.edge - INSET) + WIDTH / 2 / row
    return FREE + free, FREE + 2 * pi - free


def _points(
    people: Sequence[Place], circles: Sequence[Ring], turns: Sequence[float]
) -> dict[str, tuple[float, float]]:
    home = _bearings(people)
    points = {}
    for ring in circles:
        turn = radians(turns[ring.number - 1])
        sitting = [each.key for each in people if each.ring == ring.number]
        for row, keys in _rows(ring, sitting):
            angles = _relax(ring, row, [home[key] + turn for key in keys])
            for key, angle in zip(keys, angles, strict=True):
                x, y = MIDDLE + row * cos(angle), MIDDLE + row * sin(angle)
                points[key] = round(x, 1), round(y, 1)
    return points


def _bearings(people: Sequence[Place]) -> dict[str, float]:
    """The bearing each would have alone: spread over the sector of their kind, by name."""
    counts = Counter(place.kind for place in people)
    kinds = [kind for kind in KINDS if counts[kind]]
    edges = [FREE + SLACK, *_borders(kinds, counts), FREE + 2 * pi - SLACK]
    ranked = iter(people)
    home = {}
    for kind, (low, high) in zip(kinds, pairwise(edges), strict=False):
        for angle in _spread(KINDS[kind].towards, counts[kind], low, high):
            home[next(ranked).key] = angle
    return home


def _borders(kinds: Sequence[str], counts: Counter[str]) -> Iterator[float]:
    """Where sectors meet: between their middles, further off from the one with more people."""
    for one, other in pairwise(kinds):
        share = counts[one] / (counts[one] + counts[other])
        low, high = KINDS[one].towards, KINDS[other].towards
        yield low + (high - low) * min(max(share, 0.35), 0.65)


def _spread(towards: float, count: int, low: float, high: float) -> Iterator[float]:
    step = min((high - low) / count, SPREAD)
    first = towards - step * (count - 1) / 2
    first = min(max(first, low + step / 3), high - step * (count - 2 / 3))
    return (first + step * rank for rank in range(count))


def _rows(ring: Ring, keys: Sequence[str]) -> Iterator[tuple[float, list[str]]]:
    """Deal people out among the rows of their ring, each row in proportion to its length."""
    rows: dict[float, list[str]] = {row: [] for row in ring.rows}
    for key in keys:
        emptiest = min(rows, key=lambda row: (len(rows[row]) + 1) / row)
        rows[emptiest].append(key)
    return iter(rows.items())


def _relax(ring: Ring, row: float, wanted: Sequence[float]) -> list[float]:
    """Bearings in the same order, a gap apart, with the least squared change from those wanted.

    Pool adjacent violators on the bearings less their gaps (Barlow et al. 1972, section 1.2).
    """
    low, high = _span(ring, row)
    gap = min(_turn(row, ROOM), (high - low) / max(1, len(wanted) - 1))
    pools: list[tuple[float, int]] = []
    for rank, angle in enumerate(wanted):
        pools.append((angle - rank * gap, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (other, more) = pools[-2:]
            pools[-2:] = [((one * many + other * more) / (many + more), many + more)]
    flat = [angle for angle, many in pools for _ in range(many)]
    last = high - gap * (len(wanted) - 1)
    return [min(max(angle, low), last) + rank * gap for rank, angle in enumerate(flat)]


def _spot(place: Place, x: float, y: float) -> Spot:
    lift = (y - MIDDLE) / (hypot(x - MIDDLE, y - MIDDLE) or 1)
    return Spot(place.name, Box(x, y, WIDTH, HEIGHT), lift < -0.6)


def _obstacles(circles: Sequence[Ring]) -> list[Box]:
    """What no name may stand on: the middle, and the curves of the rings' own names."""
    me = Box(MIDDLE, MIDDLE, 2 * ME, 2 * ME)
    steps = (-34, -22, -11, 0, 11, 22, 34)
    curves = (
        _on_curve(ring.edge - INSET - 4, FREE + step / (ring.edge - INSET))
        for ring, step in product(circles, steps)
    )
    return [me, *curves]


def _on_curve(radius: float, angle: float) -> Box:
    return Box(MIDDLE + radius * cos(angle), MIDDLE + radius * sin(angle), 14, 14)
