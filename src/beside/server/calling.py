"""Calling the pages: what a request looks like to them, and what they answer."""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

BASE = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Beside",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}
# Said by the server itself, about a body that is here in full.
OURS = {"content-length", "content-type", "transfer-encoding", "expect", "connection"}


@dataclass(frozen=True)
class Answer:
    """What goes back: status, headers, body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for each, value in self.headers if each == name), None)


class Refused(Exception):
    """A request that no page sees; holds the answer."""

    def __init__(self, status: int, page: str, *headers: tuple[str, str]):
        super().__init__(status)
        kind = ("Content-Type", "text/html; charset=utf-8")
        self.answer = Answer(status, [kind, ("Cache-Control", "no-store"), *headers], page.encode())


def environ_of(scope: Any, body: bytes) -> dict[str, Any]:
    """A request as WSGI describes one."""
    host, _, port = scope.server.rpartition(":")
    environ = BASE | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": scope.headers.get("content-type") or "",
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
    }
    return environ | _headers(scope.headers.items())


def _headers(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by their WSGI names; one with a `_` could pass for another and is left out."""
    found: dict[str, str] = {}
    for name, value in given:
        if name in OURS or "_" in name:
            continue
        key = "HTTP_" + name.upper().replace("-", "_")
        between = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    return found


def call(application: Any, environ: dict[str, Any]) -> Answer:
    """Let the pages answer, in this thread."""
    begun: list[Any] = []
    result = application(environ, lambda *said: begun.append(said))
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    status, headers = begun[-1][:2]
    return Answer(int(status.split(" ", 1)[0]), headers, body)
