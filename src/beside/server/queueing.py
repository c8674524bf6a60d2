"""The queue of those who sign in with a browser that nobody knows: one at a time, by their place.

Who comes from the school is served before who comes from anywhere, and who was wrong often comes
last. Where the queue is full the last of it is told to come again.
"""

import asyncio
import bisect
import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from beside.server.calling import Answer, Refused, call
from beside.web import short

LONGEST = 200
PATIENCE = 20.0


@dataclass(order=True)
class _Waiting:
    place: int
    number: int
    environ: dict[str, Any] = field(compare=False)
    future: "asyncio.Future[Answer]" = field(compare=False)
    since: float = field(compare=False, default_factory=time.monotonic)


class Queue:
    """One thread, and who waits for it in order."""

    def __init__(self, loop: asyncio.AbstractEventLoop, application: Any):
        self.loop, self.application = loop, application
        self.thread = ThreadPoolExecutor(1, "sign-in")
        self.waiting: list[_Waiting] = []
        self.numbers = itertools.count()
        self.serving: asyncio.Task[None] | None = None

    async def turn(self, place: int, environ: dict[str, Any]) -> Answer:
        """The answer to a request, once all before it are answered."""
        mine = _Waiting(place, next(self.numbers), environ, self.loop.create_future())
        bisect.insort(self.waiting, mine)
        if len(self.waiting) > LONGEST:
            _send_away(self.waiting.pop())
        if self.serving is None or self.serving.done():
            self.serving = self.loop.create_task(self._serve())
        return await mine.future

    async def _serve(self) -> None:
        while self.waiting:
            first = self.waiting.pop(0)
            if time.monotonic() - first.since > PATIENCE:
                _send_away(first)
            elif not first.future.cancelled():
                await self._answer(first)

    async def _answer(self, first: _Waiting) -> None:
        try:
            found = await self.loop.run_in_executor(
                self.thread, call, self.application, first.environ
            )
        except Exception as fault:
            _tell(first.future.set_exception, first, fault)
        else:
            _tell(first.future.set_result, first, found)


def _send_away(who: _Waiting) -> None:
    _tell(who.future.set_exception, who, Refused(503, short.busy(), ("Retry-After", "20")))


def _tell(say: Any, who: _Waiting, what: Any) -> None:
    if not who.future.done():
        say(what)
