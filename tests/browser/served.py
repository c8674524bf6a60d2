"""Beside as a school runs it: `beside serve` with a database of its own, for as long as a test needs."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path

BESIDE = [sys.executable, "-m", "beside"]
LONGEST_START = 90.0


@dataclass(frozen=True)
class Served:
    """A running Beside: its address, its start code, and the environment its commands need."""

    address: str
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Run a program against the same database; gives what it printed."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start_code(self) -> str:
        return self.run(*BESIDE, "code").strip()

    def door_code(self, name: str) -> str:
        """The code of a staff meeting that was mailed to a colleague, once the mail is there."""
        address = f"{'.'.join(name.lower().split())}@example.org"
        return self.mailed(address, r"^Your code for .*: ([A-Z2-9]{6})$")

    def mailed(self, address: str, words: str) -> str:
        """What stands in the newest mail to this address that has these words, once it is there."""
        folder = Path(self.environment["BESIDE_DATA"]) / "mail"
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            files = sorted(folder.glob("*"), key=lambda each: each.stat().st_mtime)
            letters = [
                message_from_string(each.read_text(), policy=policy.default) for each in files
            ]
            mine = [each.get_content() for each in letters if address in str(each["To"])]
            found = [got for text in mine if (got := re.search(words, text, re.M))]
            if found:
                return found[-1][1]
            time.sleep(0.2)
        raise TimeoutError(f"Nothing like {words} was mailed to {address}.")


@contextmanager
def serving(port: int | None = None, **settings: str) -> Iterator[Served]:
    """Start an empty Beside with these settings; stop it and its database at the end."""
    data = tempfile.mkdtemp(prefix="beside-browser-")
    port = port or free_port()
    environment = os.environ | {"BESIDE_DATA": data} | settings
    for name in ("DATABASE_URL", "BESIDE_PROCESS", "BESIDE_SECRET_KEY"):
        environment.pop(name, None)
    served = Served(f"http://127.0.0.1:{port}", environment)
    process = subprocess.Popen(
        [*BESIDE, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(served.address, process)
        yield served
    finally:
        process.terminate()
        process.wait(20)
        served.run(*BESIDE, "db", "stop")
        shutil.rmtree(data, ignore_errors=True)


def free_port() -> int:
    """A port of this computer where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        assert process.poll() is None, "beside serve ended before it could be reached."
        try:
            with urllib.request.urlopen(f"{address}/accessibility/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"beside serve did not answer within {LONGEST_START:g} s.")
