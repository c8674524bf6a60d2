"""What may happen to a run: plain values in, a refusal out."""

from beside.access.refusals import Refusal


class AlreadyPublished(Refusal):
    pass


class NothingFound(Refusal):
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
