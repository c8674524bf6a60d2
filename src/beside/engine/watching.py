"""Who watches a run: told where it stands, asked whether it shall end with the best so far."""

import time
from typing import Protocol

from beside.engine.solution import Step


class Watch(Protocol):
    """Whoever shows a run to people while it goes on."""

    def tell(self, step: Step) -> None:
        """It has come so far."""

    def is_stopped(self) -> bool:
        """Whether somebody wants it to end now."""


class Nobody:
    """A watch that nobody keeps."""

    def tell(self, step: Step) -> None:
        """Nobody hears it."""

    def is_stopped(self) -> bool:
        """Nobody ends it."""
        return False


NOBODY = Nobody()


class Log:
    """The steps of a run that begins now, each told to its watch."""

    def __init__(self, watch: Watch) -> None:
        self.watch, self.begun, self.steps = watch, time.monotonic(), list[Step]()

    @property
    def seconds(self) -> float:
        """For how long it has gone on."""
        return time.monotonic() - self.begun

    def tell(self, objective: tuple[int, ...], bound: tuple[int, ...]) -> None:
        """It has come so far."""
        self.steps.append(Step(self.seconds, objective, bound))
        self.watch.tell(self.steps[-1])

    def is_over(self) -> bool:
        """Whether it shall end; its watch hears again where it stands, and for how long it has."""
        if self.steps:
            last = self.steps[-1]
            self.watch.tell(Step(self.seconds, last.objective, last.bound))
        return self.watch.is_stopped()
