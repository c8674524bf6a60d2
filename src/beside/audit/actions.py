"""Writing down who did what: changes through triggers, looking through `record_seen`."""

import functools
import inspect
import json
import uuid
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Cast

from beside.audit import looks
from beside.audit.models import Seen

F = TypeVar("F", bound=Callable[..., Any])


def action(function: F) -> F:
    """Make a function an action: keyword-only, `by=` required, one transaction, its name recorded.

    The row triggers write each change with the actor of the transaction and this reason.
    """
    _check_says_who(function)
    reason = f"{function.__module__.removeprefix('beside.').removesuffix('.actions')}"
    reason = f"{reason}.{function.__name__}"

    @functools.wraps(function)
    def inside(**arguments: Any) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('beside.why', true), set_config('beside.why', %s, true)",
                [reason],
            )
            before = cursor.fetchone()[0] or ""
            result = function(**arguments)
            cursor.execute("SELECT set_config('beside.why', %s, true)", [before])
            return result

    return inside  # type: ignore[return-value]


def unrecorded(function: F) -> F:
    """Make a function an action of which nothing is written: it writes last, in one statement.

    For what a person puts down and does not send, at every press of a button. It joins the
    transaction of the request without a savepoint, so whatever it refuses it refuses before.
    """
    _check_says_who(function)

    @functools.wraps(function)
    def inside(**arguments: Any) -> Any:
        with nullcontext() if connection.in_atomic_block else transaction.atomic():
            return function(**arguments)

    return inside  # type: ignore[return-value]


def _check_says_who(function: F) -> None:
    parameters = inspect.signature(function).parameters.values()
    if any(p.kind is not p.KEYWORD_ONLY for p in parameters) or "by" not in {
        p.name for p in parameters
    }:
        raise TypeError(f"{function.__qualname__} must take keyword arguments only, and by=")


def record_seen(*, by: uuid.UUID, pupils: Iterable[uuid.UUID], what: str) -> None:
    """Record, in the transaction of the read, that `by` looked at these pupils.

    `what` is a short key such as `year` or `pupil`, translated where the pupil reads it. Looking at
    nobody, or at oneself alone, records nothing.
    """
    pupils = set(pupils)
    looks.recorded(pupils)
    looked_at = sorted(pupil.hex for pupil in pupils if pupil != by)
    if looked_at:
        told = looks.look(what).told
        Seen.objects.create(reader=by, pupils=_uuid_array(looked_at), what=what, told=told)


def _uuid_array(ids: list[str]) -> Cast:
    """An array as one text, which for a whole school takes half the time of its elements."""
    return Cast(Value("{" + ",".join(ids) + "}"), Seen._meta.get_field("pupils"))


def record_command(*, what: str, details: dict[str, Any]) -> None:
    """Record a reading that no pupil may be told of: a command on the machine, a concern opened.

    Nobody is named in `details`; the row stands in the audit of changes with its reader.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_command(%s, %s::jsonb)", [what, json.dumps(details)])
