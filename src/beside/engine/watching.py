"""Who watches a run: told where it stands, asked whether it shall end with the best so far."""

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
