"""What is brought in step once after certain migrations ran, when tables and locks stand again."""

from collections.abc import Callable, Iterable

Migration = tuple[str, str]  # the label of an app, and the name of a migration of it
_STEPS: dict[Migration, Callable[[], None]] = {}


def register(migration: Migration, step: Callable[[], None]) -> None:
    """Have a step run after a migration; run again, it has to change nothing."""
    _STEPS[migration] = step


def bring_in_step(ran: Iterable[Migration]) -> None:
    """Run the step of each of these migrations that has one, each once."""
    for step in dict.fromkeys(_STEPS[each] for each in ran if each in _STEPS):
        step()
