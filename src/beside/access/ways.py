"""Ways in beside an account: apps above say here whether a session of theirs still holds."""

from collections.abc import Callable, Mapping
from typing import Any

from beside.access.actor import Actor

StillOpen = Callable[[Mapping[str, Any], Actor], bool]
_WAYS: dict[str, tuple[StillOpen, str]] = {}


def register(name: str, still_open: StillOpen, *, back: str) -> None:
    """A way in by this name; a session that came by it is asked about at every request.

    `back` is where somebody begins again whose session does not hold any more.
    """
    _WAYS[name] = still_open, back


def is_open(session: Mapping[str, Any], actor: Actor) -> bool:
    """Whether the way by which a session came in still holds; an account needs none."""
    name = session.get("beside_way")
    return name is None or (name in _WAYS and _WAYS[name][0](session, actor))


def back(session: Mapping[str, Any]) -> str:
    """Where a session by a way in begins again."""
    return _WAYS.get(session.get("beside_way", ""), (None, "/"))[1]
