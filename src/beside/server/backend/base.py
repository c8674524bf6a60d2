"""PostgreSQL as Django speaks to it, with a kept connection looked at instead of asked."""

from select import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A process that serves pages keeps a connection a thread: docs/adr/0019."""

    connection: Any

    def is_usable(self) -> bool:
        """Whether the server is still there: it has said nothing unasked, or answers when asked.

        A server that goes closes the line, and a closed line can be read from.
        """
        unasked, _, _ = select([self.connection.fileno()], [], [], 0)
        return not unasked or super().is_usable()
