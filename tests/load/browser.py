"""A pupil's browser: keeps its cookies, sends the token of every form, times every request."""

import re
import time
from asyncio import timeout
from contextlib import suppress

import aiohttp

from tests.load.timing import Times

PATIENCE = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Wrong(Exception):
    """An answer no browser could go on from."""


class Browser:
    """One pupil's; `has_script` sends what htmx sends and takes parts of pages for an answer."""

    def __init__(self, address: str, connector: aiohttp.BaseConnector, times: Times, script: bool):
        self.address, self.times, self.has_script = address, times, script
        self.session = aiohttp.ClientSession(
            connector=connector,
            connector_owner=False,
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
        )
        self.token = ""

    async def get(self, kind: str, path: str, *, part: bool = False, **query: str) -> str:
        """A page, or with `part` what a script asks for; the text of it."""
        headers = {"HX-Request": "true"} if part else {}
        status, found, text = await self._ask(kind, "GET", path, headers, params=query)
        if status == 302:
            return await self.get(kind, found["Location"], part=part)
        if status != 200:
            raise Wrong(f"{kind}: {path} answered {status}")
        self._note_token(text)
        return text

    async def post(self, kind: str, path: str, form: dict[str, object]) -> str:
        """Send a form and go where it leads; the text of the page or part that comes of it."""
        headers = {"HX-Request": "true", "X-CSRFToken": self.token} if self.has_script else {}
        data = _pairs(form | {"csrfmiddlewaretoken": self.token})
        status, found, text = await self._ask(kind, "POST", path, headers, data=data)
        leads = found.get("Location") or found.get("HX-Redirect")
        if leads:
            return await self.get("page", leads)
        if status not in (200, 204):
            raise Wrong(f"{kind}: {path} answered {status}")
        self._note_token(text)
        return text

    async def cut(self, path: str, form: dict[str, object], seconds: float) -> None:
        """Send a form and hang up after so long, answered or not."""
        data = _pairs(form | {"csrfmiddlewaretoken": self.token})
        with suppress(TimeoutError, aiohttp.ClientError):
            async with timeout(seconds), aiohttp.TCPConnector(force_close=True) as own:
                cookies = self.session.cookie_jar.filter_cookies(self.address)
                async with aiohttp.ClientSession(connector=own, cookies=cookies) as session:
                    await session.post(self.address + path, data=data, allow_redirects=False)

    async def _ask(self, kind, method, path, headers, **more):
        begun = time.monotonic()
        try:
            async with self.session.request(
                method, self.address + path, headers=headers, allow_redirects=False, **more
            ) as answer:
                text = await answer.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.times.note_error(kind, begun, repr(error))
            raise Wrong(f"{kind}: {error!r}") from error
        self.times.note(kind, begun)
        if answer.status >= 400:
            self.times.note_error(kind, begun, f"{path} answered {answer.status}")
        return answer.status, answer.headers, text

    def _note_token(self, text: str) -> None:
        if found := TOKEN.search(text):
            self.token = found[1]

    async def close(self) -> None:
        await self.session.close()


def _pairs(form: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in form.items()
        for value in (values if isinstance(values, list) else [values])
    ]
