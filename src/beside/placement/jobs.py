"""Solving, by the worker: safe to run twice, and to be killed at any moment."""

import time
import uuid

from procrastinate import RetryStrategy

from beside.access.actor import Actor, acting, role
from beside.access.calendar import now, today
from beside.access.work import job
from beside.engine.solution import Step
from beside.placement import actions
from beside.placement.problems import PROBLEMS
from beside.rights import Role

# Seconds between two looks at the database while the engine works.
BETWEEN_LOOKS = 1.0


class Told:
    """Writes down how far a run is, and asks whether it shall end, at most once a second."""

    def __init__(self, run_id: uuid.UUID) -> None:
        self.run_id, self.looked_at, self.stopped = run_id, 0.0, False

    def tell(self, step: Step) -> None:
        """The run has come so far."""
        if time.monotonic() - self.looked_at > BETWEEN_LOOKS:
            self.looked_at = time.monotonic()
            by = Actor(None, today())
            with acting(by, why="placement.tell"), role(Role.PLACER):
                self.stopped = actions.tell(by=by, run_id=self.run_id, step=step)

    def is_stopped(self) -> bool:
        """Whether somebody ended it."""
        return self.stopped


def give_up(*, run_id: str) -> None:
    """A run that failed has ended with nothing found, so that another can be asked for."""
    by = Actor(None, today())
    with acting(by, why="placement.solve"), role(Role.PLACER):
        actions.give_up(by=by, run_id=uuid.UUID(run_id), now=now())


@job("placement.solve", failed=give_up, retry=RetryStrategy(max_attempts=3))
def solve(*, run_id: str) -> None:
    """Solve one run outside any transaction, and keep what it came to."""
    by, key = Actor(None, today()), uuid.UUID(run_id)
    with acting(by, why="placement.solve"), role(Role.PLACER):
        run = actions.begin(by=by, run_id=key, now=now())
    if run is None:
        return
    problem = PROBLEMS[run.problem]
    with acting(by, why="placement.solve"), role(Role.PLACER):
        instance = problem.read(actions.instance_of(run))
    found = problem.solve(instance, limit=run.limit, seed=run.seed, watch=Told(key))
    with acting(by, why="placement.solve"), role(Role.PLACER):
        actions.finish(by=by, run_id=key, solution=found, now=now())
