"""The made-up school of a checkout, served by that checkout's own program."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.assurance.attacks.visitor import Visitor
from tests.browser.served import free_port

OWN = Path(__file__).parents[3]
OF_THIS_RUN = (
    "DATABASE_URL",
    "BESIDE_PROCESS",
    "BESIDE_SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONPATH",
)


class Attacked:
    """A data folder with the made-up school in it; served from start to end."""

    def __init__(self, data: Path):
        self.checkout = Path(os.environ.get("BESIDE_UNDER_ATTACK", OWN))
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {k: v for k, v in os.environ.items() if k not in OF_THIS_RUN}
        self.environment["BESIDE_DATA"] = str(data)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def program(self) -> str:
        return str(self.checkout / ".venv/bin/beside")

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.program, *arguments],
            env=self.environment,
            cwd=self.checkout,
            capture_output=True,
            text=True,
        )

    def fill(self) -> None:
        """Make the school; `serve` is not started."""
        done = self.command("demo")
        assert not done.returncode, done.stderr
        self.stop()

    def stop(self) -> None:
        done = self.command("db", "stop")
        assert not done.returncode, done.stderr

    def start(self) -> None:
        self.log = self.data.with_name(self.data.name + ".log").open("wb")
        self.process = subprocess.Popen(
            [self.program, "serve", "--port", str(self.port), "--workers", "1"],
            env=self.environment,
            cwd=self.checkout,
            stdout=self.log,
            stderr=self.log,
        )
        until(self._answers, 120, "the first answer")

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.address + "/accessibility/", timeout=5).close()
        except (OSError, urllib.error.URLError):
            return False
        return True

    def end(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(60)
            self.log.close()
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def written(self) -> str:
        """What the server has written to its log."""
        return self.data.with_name(self.data.name + ".log").read_text(errors="replace")

    def visitor(self, name: str = "", source: str = "127.0.0.1") -> Visitor:
        """Somebody's browser, signed in where a name is given."""
        found = Visitor(self.address, source)
        if name:
            assert found.sign_in(name).path != "/account/sign-in/", f"{name} cannot sign in"
        return found

    def sql(self, *statements: str, role: str = "beside_owner") -> list[list[str]]:
        """The rows of the last of these statements, each a list of texts."""
        done = self.psql(*statements, role=role)
        assert not done.returncode, done.stderr
        return [line.split("\x1f") for line in done.stdout.splitlines() if line]

    def psql(
        self, *statements: str, role: str = "beside_owner"
    ) -> subprocess.CompletedProcess[str]:
        """Run statements one after the other as a login of the database, and stop at a fault."""
        asked = [part for each in statements for part in ("-c", each)]
        options = ("-qAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1")
        return self.command("db", "shell", "--role", role, "--", *options, *asked)

    def one(self, statement: str) -> str:
        return self.sql(statement)[0][0]

    def person(self, name: str) -> str:
        """The id of whoever signs in by this name."""
        return self.one(f"SELECT subject_id FROM access_account WHERE username = '{name}'")


def until(check, seconds: float, what: str):
    """Ask again and again until there is something, and give it."""
    deadline = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < deadline, f"{what} did not come true in {seconds:g} s"
        time.sleep(0.3)
    return found
