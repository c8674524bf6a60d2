"""A watch that ends a run when it has heard enough."""

from collections.abc import Callable

from beside.engine.solution import Step


class Stopping:
    """Ends the run once it hears a step that is enough."""

    def __init__(self, is_enough: Callable[[Step], bool]) -> None:
        self.is_enough, self.told = is_enough, list[Step]()

    def tell(self, step: Step) -> None:
        self.told.append(step)

    def is_stopped(self) -> bool:
        return any(map(self.is_enough, self.told))
