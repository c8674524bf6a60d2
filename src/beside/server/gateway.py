"""Between the net and the pages: a request reaches a thread when all of it is here, and no sooner.

Reading a body costs no thread, so a hundred slow senders stop nobody. What is too large or too slow
is refused here, in memory: nothing that a stranger sends touches the disk or the database. And
passwords from browsers that nobody knows wait in a queue of their own, one at a time.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import close_old_connections
from django.utils.module_loading import import_string

from beside.access.limits import devices
from beside.server.calling import Answer, Refused, call, environ_of
from beside.server.queueing import Queue
from beside.web import bodies, short
from beside.web.turns import QUEUE, QUEUE_HEADER, SIGN_IN_PAGE, TURN

THREADS = int(os.environ.get("BESIDE_WEB_THREADS", "3"))
SECONDS_FOR_A_FORM = 15
SECONDS_FOR_A_FILE = 180
FILES_AT_ONCE = 3


class Gateway:
    """The application as the web server calls it, once a request."""

    def __init__(self, application: Any):
        self.application = application
        self.pages = ThreadPoolExecutor(THREADS, "page")
        self.door = ThreadPoolExecutor(1, "door")
        self.queue: Queue | None = None
        self.files: asyncio.Semaphore | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.files = asyncio.Semaphore(FILES_AT_ONCE)
        self.queue = Queue(loop, self.application)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        try:
            body = await self._body(scope, protocol)
            answer = await self._answer(environ_of(scope, body))
        except Refused as refused:
            answer = refused.answer
        protocol.response_bytes(answer.status, answer.headers, answer.body)

    async def _answer(self, environ: dict[str, Any]) -> Answer:
        loop = asyncio.get_running_loop()
        body = environ["wsgi.input"]
        environ[QUEUE] = True
        threads = self.door if _is_at_the_door(environ) else self.pages
        answer = await loop.run_in_executor(threads, call, self.application, environ)
        place = answer.header(QUEUE_HEADER)
        if place is None:
            return answer
        body.seek(0)
        return await self.queue.turn(int(place), environ | {TURN: True})

    async def _body(self, scope: Any, protocol: Any) -> bytes:
        length = scope.headers.get("content-length") or ""
        if not length.isdigit() or int(length) <= bodies.FORM:
            return await _read(protocol, bodies.FORM, SECONDS_FOR_A_FORM)
        async with self.files:
            loop = asyncio.get_running_loop()
            session = await loop.run_in_executor(self.pages, _session, scope.headers.get("cookie"))
            most = bodies.most(scope.path, session)
            if int(length) > most:
                raise Refused(413, short.too_large())
            return await _read(protocol, most, SECONDS_FOR_A_FILE)


def _is_at_the_door(environ: dict[str, Any]) -> bool:
    """Whether a password comes from a browser that nobody knows: those keep no page waiting."""
    at_door = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == SIGN_IN_PAGE
    return at_door and not devices.read_cookie(_cookies(environ.get("HTTP_COOKIE"))).number


def _cookies(header: str | None, name: str = devices.COOKIE) -> str:
    try:
        return SimpleCookie(header or "")[name].value
    except (CookieError, KeyError):
        return ""


async def _read(protocol: Any, most: int, seconds: float) -> bytes:
    """All of a body, up to so many bytes and seconds."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in protocol:
                body += chunk
                if len(body) > most:
                    raise Refused(413, short.too_large())
    except TimeoutError:
        raise Refused(408, short.too_slow()) from None
    return bytes(body)


def _session(cookies: str | None) -> dict[str, Any]:
    """What the session of a request holds; nothing where there is none."""
    close_old_connections()
    key = _cookies(cookies, settings.SESSION_COOKIE_NAME)
    if not key:
        return {}
    store: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    session = store(key)
    return {name: session.get(name) for name in ("_auth_user_id", "beside_door_subject")}
