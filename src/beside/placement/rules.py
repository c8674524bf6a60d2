"""What may happen to a run: plain values in, a refusal out."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from beside.access.refusals import Refusal

COMPANIONS_AT_MOST = 3
K = TypeVar("K")


class AlreadyPublished(Refusal):
    pass


class NothingFound(Refusal):
    pass


class TooMany(Refusal):
    pass


class NotThere(Refusal):
    pass


def check_current(*, published: str, seen: str) -> None:
    """What stands published is what whoever publishes saw."""
    if published != seen:
        raise AlreadyPublished(
            "Somebody published another plan a moment ago. Look at it first, then decide."
        )


def check_found(*, is_found: bool) -> None:
    """Only a run that came to something can be published."""
    if not is_found:
        raise NothingFound("This run came to nothing that could be published.")


def named(before: Sequence[K], companion: K, *, wanted: bool, there: Collection[K]) -> list[K]:
    """Whom a pupil names after one press; pressing twice changes nothing more.

    Whoever is not `there` any more is named no longer: the pupil does not see them.
    """
    others = [each for each in before if each != companion and each in there]
    if not wanted:
        return others
    if len(others) >= COMPANIONS_AT_MOST:
        raise TooMany(f"You can name {COMPANIONS_AT_MOST}. Take one off first.")
    if companion not in there:
        raise NotThere("You can name pupils who take part in this.")
    return [*others, companion]
