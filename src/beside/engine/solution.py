"""What a solver gives: an allocation, how good it is, how good any could be, and the proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

A = TypeVar("A")


class Status(StrEnum):
    """How far a solver came: proven best, some allocation, none possible, or nothing found."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Violation:
    """A rule that an allocation breaks, and whom it is broken for."""

    rule: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Why somebody is placed or is not, in words a pupil reads, with what stands in the braces.

    Keys of people and sessions stand for their names, which a page puts in.
    """

    rule: str
    words: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """Where a run stood after so many seconds: the objectives reached and their bounds."""

    seconds: float
    objective: tuple[int, ...]
    bound: tuple[int, ...]


@dataclass(frozen=True)
class Solution(Generic[A]):
    """An allocation with what it costs by each objective, the first objective first.

    `bound` is what none can cost less than, by each objective where the earlier ones stand as they
    do. `prices` prove it: for each objective one price a row, see `engine.certificate`.
    """

    status: Status
    allocation: A
    objective: tuple[int, ...]
    bound: tuple[int, ...]
    prices: tuple[tuple[int, ...], ...] = ()
    trajectory: tuple[Step, ...] = field(default=(), compare=False)
