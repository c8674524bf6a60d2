"""The two processes of a running Beside, kept alive together and ended together.

Each runs in a session of its own, so that Ctrl-C reaches this process alone, which then ends both
in order. Beside each stands a guard: a shell that waits for this process to go. If it is killed
outright, the guard ends the child and all that the child started.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from beside.server.ports import check_port

LONGEST_PAUSE = 15.0
SETTLED = 10.0
TOO_OFTEN = 5
_TICK = 0.05
_LOOK = 1.0
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_GUARD = 'read -r _; kill -s TERM -- "$1"; sleep "$2"; kill -s KILL -- "-$1"'


def say(sentence: str) -> None:
    """Print one line at once, also where the output goes to a file."""
    print(sentence, flush=True)


def serve(
    web: Sequence[str],
    worker: Sequence[str],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    grace: float = 4.0,
    first_pause: float = 0.5,
    say: Callable[[str], None] = say,
    tend: Callable[[], object] = lambda: None,
) -> int:
    """Run the web server and the worker until somebody stops them, restarting one that dies.

    `web` and `worker` are commands; `host` and `port` are where the web command will listen.
    Ctrl-C and SIGTERM end both: politely, and after `grace` seconds by force. One that dies starts
    again after `first_pause` seconds, then twice as long each time. `tend` is called every second,
    to look after what both stand on. Returns 0 when stopped, 1 when
    one of them failed five times in a row, each time within 10 seconds of its start. Raises
    PortTaken before anything starts. Call it from the main thread.
    """
    check_port(host, port)
    children = [
        Child(name, command, say, grace, first_pause)
        for name, command in (("web", web), ("worker", worker))
    ]
    next_look = 0.0
    with _stop_asked() as stop_asked:
        try:
            while not stop_asked() and not any(child.is_hopeless for child in children):
                for child in children:
                    child.look_after(time.monotonic())
                if time.monotonic() >= next_look:
                    tend()
                    next_look = time.monotonic() + _LOOK
                time.sleep(_TICK)
        finally:
            _end_all(children, grace)
    say("Stopped.")
    return 1 if any(child.is_hopeless for child in children) else 0


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    asked: list[int] = []
    before = {kind: signal.signal(kind, lambda kind, _: asked.append(kind)) for kind in _STOPS}
    try:
        yield lambda: bool(asked)
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _end_all(children: list["Child"], grace: float) -> None:
    for child in children:
        child.ask_to_end()
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline and any(child.is_running for child in children):
        time.sleep(_TICK)
    for child in children:
        child.end()


@dataclass(slots=True)
class Child:
    """One of the two processes: its command, and how it has fared."""

    name: str
    command: Sequence[str]
    say: Callable[[str], None]
    grace: float
    first_pause: float
    process: subprocess.Popen[bytes] | None = None
    guard: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_start: float = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def is_hopeless(self) -> bool:
        """Whether it failed so often, so soon, that starting it again will not help."""
        return self.failures >= TOO_OFTEN

    def look_after(self, now: float) -> None:
        """Start it if it is due; notice it if it died."""
        if self.process is None:
            if now >= self.next_start:
                self._start(now)
        elif (code := self.process.poll()) is not None:
            self._note_death(code, now)

    def _start(self, now: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            self.command, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.guard = _guard(self.process.pid, self.grace)
        self.started = now
        self.say(f"{self.name}: started")

    def _note_death(self, code: int, now: float) -> None:
        self.end()
        self.failures = 1 if now - self.started > SETTLED else self.failures + 1
        pause = min(self.first_pause * 2 ** (self.failures - 1), LONGEST_PAUSE)
        self.next_start = now + pause
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        what = "giving up" if self.is_hopeless else f"starting again in {pause:g} s"
        self.say(f"{self.name}: {how}; {what}")

    def ask_to_end(self) -> None:
        """Ask it to finish what it is doing and go."""
        if self.process is not None and self.is_running:
            self.say(f"{self.name}: stopping")
            self.process.terminate()

    def end(self) -> None:
        """Make sure that nothing of it runs any more: not it, not what it started."""
        if self.process is None or self.guard is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.guard.kill()
        self.guard.communicate()
        self.process = self.guard = None


def _guard(group: int, grace: float) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        ["/bin/sh", "-c", _GUARD, "guard", str(group), str(grace)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
