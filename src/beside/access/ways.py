"""Ways in beside an account: apps above say here whether a session of theirs still holds."""

from collections.abc import Callable, Mapping
from typing import Any

from beside.access.actor import Actor

StillOpen = Callable[[Mapping[str, Any], Actor], bool]
_WAYS: dict[str, StillOpen] = {}


def register(name: str, still_open: StillOpen) -> None:
    """A way in by this name; a session that came by it is asked about at every request."""
    _WAYS[name] = still_open


def is_open(session: Mapping[str, Any], actor: Actor) -> bool:
    """Whether the way by which a session came in still holds; an account needs none."""
    name = session.get("beside_way")
    return name is None or (name in _WAYS and _WAYS[name](session, actor))
