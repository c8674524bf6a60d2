"""Where a session may go: one that came by a key which opens no past stays on a few pages."""

from collections.abc import Iterable, MutableMapping
from typing import Any

from beside.access.actor import Actor

PAST, BROWSER, PATHS, CARD = "beside_past", "beside_browser", "beside_door_paths", "beside_card"
ALWAYS = ("/sign-out/", "/signed-out/", "/who-sees/", "/accessibility/", "/static/")


def shut_session(
    session: MutableMapping[str, Any],
    *,
    browser: str,
    paths: Iterable[str],
    card: int | None = None,
) -> None:
    """Note that a session came by a key that opens no past, and which pages are open to it."""
    session[PAST], session[BROWSER], session[PATHS] = "shut", browser, [*paths, *ALWAYS]
    if card is not None:
        session[CARD] = card


def open_session(session: MutableMapping[str, Any], found: Actor) -> Actor:
    """Open the past to a session whose owner was confirmed; gives the actor it has from now on."""
    for name in (PAST, BROWSER, PATHS, CARD):
        session.pop(name, None)
    return Actor(found.subject_id, found.today)
