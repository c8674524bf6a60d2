"""What the requests of a run took, by kind; errors; the busiest seconds; who used the processor."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PEAK = 10


class Times:
    """Every request that was answered, with its kind, when it ended and how long it took."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, list[float]] = defaultdict(list)
        self.seconds: Counter[int] = Counter()
        self.errors: Counter[str] = Counter()
        self.first = time.monotonic()

    def note(self, kind: str, begun: float) -> None:
        now = time.monotonic()
        self.taken[kind].append((now - begun) * 1000)
        self.seconds[int(now - self.first)] += 1

    def note_error(self, kind: str, begun: float, words: str) -> None:
        after = time.monotonic() - begun
        self.errors[f"{kind} after {after:.0f} s: {words}"] += 1

    def lines(self) -> Iterable[dict[str, Any]]:
        """One line a kind of request, then one of all of them."""
        for kind, taken in sorted(self.taken.items()):
            yield {"requests": kind, **percentiles(taken)}
        every = [each for taken in self.taken.values() for each in taken]
        yield {
            "requests": "all",
            **percentiles(every),
            "errors": self.errors.total(),
            "peak_per_s": peak(self.seconds),
        }


def percentiles(taken: list[float]) -> dict[str, float]:
    """How many there were, and within how many milliseconds the half, 95 and 99 % of them."""
    ordered = sorted(taken)
    found: dict[str, float] = {"count": len(ordered)}
    for percent in (50, 95, 99):
        found[f"p{percent}_ms"] = round(
            ordered[min(len(ordered) * percent // 100, len(ordered) - 1)], 1
        )
    return found


def peak(seconds: Mapping[int, int]) -> float:
    """The most requests a second over `PEAK` seconds."""
    starts = range(max(seconds, default=0) + 1)
    return max((sum(seconds.get(s + n, 0) for n in range(PEAK)) / PEAK for s in starts), default=0)


def processor(pid: int) -> float:
    """The processor seconds a process has used so far, with those of its children that ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def below(pid: int) -> list[int]:
    """A process and all that came of it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += below(int(child))
    return found
