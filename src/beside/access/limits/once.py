from typing import Any

from django.core.cache.backends.locmem import LocMemCache

from beside.access.limits import ledger
from beside.access.limits.ledger import Limit

DAY = 24 * 60 * 60


class Once(LocMemCache):
    """What libraries keep for a moment, in this process; `add` holds for all of them.

    By `add` a library learns whether a code of a second step was used before.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name or "beside", params)

    def add(self, key: str, value: Any, timeout: Any = DAY, version: int | None = None) -> bool:
        """Whether nobody has added this key before, in any process, within the time."""
        seconds = timeout if isinstance(timeout, int) else DAY
        limit = Limit("once", most=1, seconds=seconds)
        if not ledger.once(limit, self.make_key(key, version)):
            return False
        self.set(key, value, timeout, version)
        return True
