"""What is kept no longer is removed, by the keeper alone and never while a hold stands."""

from django.db import connection

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.safeguarding import keeping


@action
def clear(*, by: Actor) -> dict[str, int]:
    """Remove what is over of every kind that clears; gives how many. Call it as the keeper."""
    del by
    return {each.kind: _remove(each.kind) for each in keeping.cleared()}


def _remove(kind: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_remove(%s)", [kind])
        return int(cursor.fetchone()[0])
