"""Kept figures of the ties between pupils, as a page says them: in a hundred, and as a matrix."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from beside.access import scopes
from beside.access.actor import Actor
from beside.measures.interval import wilson
from beside.schools.models import School
from beside.schools.queries import year_key
from beside.ties.models import Round, TieFigure

SMALL_SAMPLE = 400
SELDOM, OFTEN = 0.5, 2.0
PAIRS_SAID = 3


class Share(NamedTuple):
    """Of how many; in a hundred; and of a small sample from which to which share it may stand for.

    `expected` is what chance would give, in a hundred. What was kept back is None.
    """

    numerator: int | None
    denominator: int | None
    not_known: int | None = None
    of_100: int | None = None
    low: int | None = None
    high: int | None = None
    expected: int | None = None

    @property
    def width(self) -> int:
        """How wide the range is drawn, on a bar of a hundred."""
        return (self.high or 0) - (self.low or 0)

    @property
    def rest(self) -> int:
        """What is left of the hundred."""
        return 100 - (self.of_100 or 0)


class YearPair(NamedTuple):
    """Two year groups, and how often they name each other, of what two years do on the whole."""

    one: str
    two: str
    times: float


@dataclass(frozen=True)
class Between:
    """What may be said of one round: shares by measure, ties within groups by cut, and the matrix.

    `rows` of the matrix are a year group with a share for each of `years`, of the ties it named,
    and how many of a hundred are left to those that were kept back, together. Of `silent_years`
    nothing may be told.
    """

    round: Round
    reckoned_at: datetime
    shares: dict[str, Share]
    within: dict[str, Share]
    years: list[str] = field(default_factory=list)
    silent_years: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Share], int | None]] = field(default_factory=list)
    seldom: list[YearPair] = field(default_factory=list)
    often: list[YearPair] = field(default_factory=list)

    @property
    def on_roll(self) -> int | None:
        """How many pupils there were, where both who answered and who did not may be told."""
        heard = self.shares["people"]
        if heard.numerator is None or heard.not_known is None:
            return None
        return heard.numerator + heard.not_known

    @property
    def has_matrix(self) -> bool:
        """Whether there is more than one year group, and anything of it may be told."""
        return len(self.years) > 1


def rounds_with(actor: Actor, school: School) -> list[Round]:
    """The rounds of which this actor may read how ties between pupils run, newest first."""
    ended = (Round.Status.ENDED, Round.Status.CLOSED)
    kept = TieFigure.objects.visible_to(actor).filter(scope_id=scopes.pupils(school.pk))
    found = Round.objects.filter(school=school, status__in=ended, pk__in=kept.values("round"))
    return list(found.order_by("-taken_on", "-name"))


def of_round(actor: Actor, round_: Round) -> Between:
    """What may be said of how the ties between pupils run in a round."""
    mine: uuid.UUID = scopes.pupils(round_.school_id)
    kept = TieFigure.objects.visible_to(actor).filter(round=round_, scope_id=mine)
    figures = {(f.measure, f.by, f.group, f.towards): f for f in kept}
    years = sorted({f.group for f in figures.values() if f.group}, key=year_key)
    seldom, often = _pairs(figures, years)
    told = [each for each in years if _is_told(figures, each, years)]
    return Between(
        round_,
        max(f.reckoned_at for f in figures.values()),
        {m: share(f) for (m, by, *_), f in figures.items() if not by},
        {by: share(f) for (m, by, *_), f in figures.items() if m == "same_group"},
        told,
        [each for each in years if each not in told],
        [_row(one, [share(figures["towards", BY, one, two]) for two in told]) for one in told],
        seldom,
        often,
    )


BY = "year_group"
Figures = dict[tuple[str, str, str, str], TieFigure]


def _is_told(figures: Figures, year: str, years: Collection[str]) -> bool:
    ways = [pair for each in years for pair in ((year, each), (each, year))]
    return any(figures["towards", BY, *pair].numerator is not None for pair in ways)


def _row(year: str, shares: list[Share]) -> tuple[str, list[Share], int | None]:
    """Whoever subtracts what is shown learns what is left: safe, or more would be kept back."""
    named = shares[0].denominator
    told = [each.numerator for each in shares if each.numerator is not None]
    if not named or not told or sum(told) == named:
        return year, shares, None
    return year, shares, round(100 * (named - sum(told)) / named)


def share(figure: TieFigure) -> Share:
    """A kept figure in a hundred, with a range where fewer than `SMALL_SAMPLE` were counted."""
    numerator, denominator = figure.numerator, figure.denominator
    expected = None if figure.expected is None else round(100 * figure.expected)
    if numerator is None or not denominator:
        return Share(numerator, denominator, figure.not_known)
    found = wilson(numerator, denominator) if denominator < SMALL_SAMPLE else None
    low, high = (round(100 * each) for each in found) if found else (None, None)
    of_100 = round(100 * numerator / denominator)
    return Share(numerator, denominator, figure.not_known, of_100, low, high, expected)


def _pairs(figures: Figures, years: Collection[str]) -> tuple[list[YearPair], list[YearPair]]:
    """The pairs of years that name each other least, and most, where both ways may be told."""
    told = [pair for pair in combinations(years, 2) if _ties(figures, *pair) is not None]
    possible = sum(_possible(figures, *pair) for pair in told)
    ties = sum(_ties(figures, *pair) or 0 for pair in told)
    if len(told) < 2 or not ties:
        return [], []
    whole = ties / possible
    pairs = [
        YearPair(*pair, (_ties(figures, *pair) or 0) / _possible(figures, *pair) / whole)
        for pair in told
    ]
    pairs.sort(key=lambda each: each.times)
    seldom = [each for each in pairs if each.times <= SELDOM]
    often = [each for each in reversed(pairs) if each.times >= OFTEN]
    return seldom[:PAIRS_SAID], often[:PAIRS_SAID]


def _ties(figures: Figures, one: str, two: str) -> int | None:
    """How often they name each other; None where a part of it is kept back."""
    people = [figures["people", BY, each, ""].numerator for each in (one, two)]
    ways = [figures["towards", BY, *pair].numerator for pair in ((one, two), (two, one))]
    return sum(filter(None, ways)) if None not in (*people, *ways) else None


def _possible(figures: Figures, one: str, two: str) -> int:
    counts: Iterable[int] = (figures["people", BY, each, ""].numerator or 0 for each in (one, two))
    first, second = counts
    return 2 * first * second
