"""A running Beside as a school has it: real processes, a browser's requests, and kill -9."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

from beside.server.postgres import DatabaseUnavailable, status

SOURCE = Path(__file__).parents[2] / "src"
PATIENCE = 5.0


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args, **_kwargs):
        return None


class Browser:
    """Somebody's browser: keeps its cookies, sends the token of every form."""

    def __init__(self, address: str):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(cookies, NoRedirect)

    def another(self) -> "Browser":
        """A second one, signed in as this one is."""
        other = Browser(self.address)
        for cookie in self.jar:
            other.jar.set_cookie(cookie)
        return other

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def post(self, path: str, **fields: object) -> str | None:
        """Where a form led, "" for a kept answer without a page; None where nobody can tell.

        To be asked to sign in is no answer.
        """
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        request = urllib.request.Request(self.address + path, data, {"X-CSRFToken": token})
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return "" if answer.status == 204 else None
        except urllib.error.HTTPError as answer:
            led = answer.headers["Location"] if answer.code == 302 else None
            return None if led and led.startswith("/account/") else led
        except (OSError, HTTPException):
            return None

    def sent(self, path: str, **fields: object) -> str | None:
        """The page that a form was answered with; None where nobody can tell."""
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        request = urllib.request.Request(self.address + path, data, {"X-CSRFToken": token})
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.read().decode()
        except (OSError, HTTPException):
            return None

    def save(self, path: str, **fields: object) -> bool:
        """Send a form as a script does; whether it was answered as kept."""
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        headers = {"X-CSRFToken": token, "HX-Request": "true"}
        request = urllib.request.Request(self.address + path, data, headers)
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status in (200, 204)
        except (OSError, HTTPException):
            return False


class Running:
    """`beside serve` on a data folder; started again where it has given up."""

    def __init__(self, data: Path, port: int, *options: str):
        self.data, self.port, self.options = data, port, options
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"BESIDE_DATA": str(data), "PYTHONPATH": str(SOURCE)}
        self.environment.pop("BESIDE_PROCESS", None)
        self.log = data.with_name(data.name + ".log").open("a")
        self.process: subprocess.Popen[bytes] | None = None

    def keep_up(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "beside", "serve", "--port", str(self.port), *self.options],
                env=self.environment,
                stdout=self.log,
                stderr=self.log,
            )

    def answers(self) -> bool:
        self.keep_up()
        try:
            return bool(Browser(self.address).get("/accessibility/"))
        except (OSError, HTTPException):
            return False

    def kill_next(self, victim: str) -> bool:
        """Kill it, having started Beside again where that has given up."""
        self.keep_up()
        return self.kill(victim)

    def kill(self, victim: str) -> bool:
        """Kill -9 the web server, the worker or the database; whether there was one to kill."""
        pids = self.pids(victim)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return bool(pids)

    def pids(self, part: str) -> list[int]:
        """The process of the web server, the worker or the database, where it runs."""
        return self._database() if part == "database" else self._child(part)

    def _database(self) -> list[int]:
        try:
            found = status(self.data).pid
        except DatabaseUnavailable:
            return []
        return [found] if found else []

    def _child(self, victim: str) -> list[int]:
        sign = {"web": b"granian", "worker": b"worker"}[victim]
        return [pid for pid, command in self._children() if sign in command.split(b"\0")]

    def _children(self) -> list[tuple[int, bytes]]:
        found = []
        for pid in self._child_pids():
            with suppress(OSError):
                found.append((pid, Path(f"/proc/{pid}/cmdline").read_bytes()))
        return found

    def _child_pids(self) -> list[int]:
        own = self.process.pid if self.process else 0
        try:
            listed = Path(f"/proc/{own}/task/{own}/children").read_text()
        except OSError:
            return []
        return [int(pid) for pid in listed.split()]

    def inside(self, code: str) -> str:
        """What a small program prints that runs with the rights of a command of this Beside."""
        whole = f"import django; django.setup()\n{code}"
        settings = {"DJANGO_SETTINGS_MODULE": "beside.server.settings", "BESIDE_PROCESS": "owner"}
        done = subprocess.run(
            [sys.executable, "-c", whole],
            env=self.environment | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.returncode, done.stderr
        return done.stdout

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
        self.log.close()


def until(check: Callable[[], object], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"{what} did not come true in {seconds:g} s"
        time.sleep(0.2)


def ids_in(page: str, before: str) -> list[str]:
    """Every id in a page that stands behind these words, once each, in order."""
    return list(dict.fromkeys(re.findall(re.escape(before) + r"([0-9a-f-]{36})", page)))
