"""One line of a bench: an allocation, how good it is, how good any could be, and what it cost."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """What a method came to; `bound` is None where it proves nothing."""

    status: str
    objective: int
    bound: int | None
    certificate: str
    violations: int

    def line(self) -> dict[str, Any]:
        """The outcome with its gap, as a share of the objective."""
        gap = None if self.bound is None else (self.objective - self.bound) / max(1, self.objective)
        return {
            "status": self.status,
            "objective": self.objective,
            "bound": self.bound,
            "gap": gap,
            "certificate": self.certificate,
            "violations": self.violations,
        }


@dataclass(frozen=True)
class Method:
    """A way to solve: `solve` is timed and gives what `judge` makes an outcome of."""

    name: str
    solve: Callable[[], Any]
    judge: Callable[[Any], Outcome]

    def line(self) -> dict[str, Any]:
        """Solve once; seconds of the processor and of the clock beside the outcome."""
        begun, cpu = time.perf_counter(), time.process_time()
        with _silent():
            found = self.solve()
        took = {
            "cpu_s": round(time.process_time() - cpu, 3),
            "wall_s": round(time.perf_counter() - begun, 3),
        }
        return {"method": self.name} | self.judge(found).line() | took


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """What a solver's own code prints goes to standard error: the lines stand alone."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
