"""Encrypting a backup to a key, and opening it with the other half: the format of age."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pyrage

from beside.server.backup.errors import Refused

_MAGIC = b"age-encryption.org/"
_WRONG = (
    "{file} cannot be opened with the key in {identity}: it is the key of another backup, or the "
    "file is damaged."
)
_NONE = (
    "{file} is encrypted. Say where its key is: --identity FILE, or BESIDE_BACKUP_IDENTITY. "
    "Without that key nobody can open it."
)
_NOT_A_KEY = (
    "{text!r} is no key to encrypt to. It begins with age1 and is printed by: "
    "beside backup --new-key FILE"
)


def make(path: Path) -> str:
    """Make a new key: its secret half goes to a file, the half to encrypt to is given back."""
    identity = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already. A key is never overwritten.") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def recipients(text: str) -> list[str]:
    """The keys to encrypt to, with commas between; refuses what is none."""
    found = text.replace(",", " ").split()
    for each in found:
        _recipient(each)
    return found


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise Refused(_NOT_A_KEY.format(text=text)) from None


def is_encrypted(file: Path) -> bool:
    with file.open("rb") as read:
        return read.read(len(_MAGIC)) == _MAGIC


def encrypt(plain: IO[bytes], out: IO[bytes], to: Sequence[str]) -> None:
    """Encrypt so that each of these keys alone opens it."""
    pyrage.encrypt_io(plain, out, [_recipient(each) for each in to])


def decrypt(file: Path, plain: Path, identity: Path | None) -> None:
    """Open it with the key in that file; refuses in words where it does not fit."""
    if identity is None:
        raise Refused(_NONE.format(file=file))
    held = _identities(identity)
    with file.open("rb") as read, plain.open("xb") as out:
        plain.chmod(0o600)
        try:
            pyrage.decrypt_io(read, out, held)
        except pyrage.DecryptError:
            raise Refused(_WRONG.format(file=file, identity=identity)) from None
        except OSError as error:
            if error.errno is not None:
                raise
            raise Refused(f"{file} is damaged or not complete. Take another backup.") from None


def _identities(path: Path) -> list[pyrage.x25519.Identity]:
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        held = [line for line in lines if line and not line.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(line) for line in held]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise Refused(f"{path} holds no key that opens a backup (it begins with AGE-SECRET-KEY-).")
    return found
