"""The file itself: a tar with a checksum of the whole behind its end, encrypted with age or not.

Both can be opened without Beside: `tar xf FILE`, or `age -d -i KEY FILE | tar x`.
"""

import fcntl
import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from beside.server.backup import keys, manifest
from beside.server.backup.errors import Refused
from beside.server.backup.manifest import Manifest, Member

MANIFEST = "beside-backup.json"
_SEAL = b"beside-sha256:"
_SEAL_LENGTH = len(_SEAL) + 64 + 1
_BLOCK = 1 << 20
_DAMAGED = "{} is damaged or not complete: its checksum is not right. Take another backup."


def digest(path: Path) -> Member:
    """The size and the checksum of a file."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
        return Member(file.tell(), found.hexdigest())


class _Hashing:
    """A file that is only written to, and its checksum so far."""

    def __init__(self, file: IO[bytes]):
        self.file, self.hash = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        return self.file.write(data)


def write(file: Path, found: Manifest, folder: Path, recipients: Sequence[str]) -> None:
    """Write the backup whole under its name, or not at all. `folder` holds the members."""
    with _whole(file) as out:
        if not recipients:
            _write_plain(out, found, folder)
            return
        plain = folder.with_name(folder.name + ".tar")
        with plain.open("w+b") as unencrypted:
            _write_plain(unencrypted, found, folder)
            unencrypted.seek(0)
            keys.encrypt(unencrypted, out, recipients)


def _write_plain(out: IO[bytes], found: Manifest, folder: Path) -> None:
    hashing = _Hashing(out)
    (folder / MANIFEST).write_bytes(found.text())
    with tarfile.open(fileobj=hashing, mode="w|", format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
        for name in (MANIFEST, *found.members):
            tar.add(folder / name, name, recursive=False, filter=_nameless)
    out.write(_SEAL + hashing.hash.hexdigest().encode() + b"\n")


def _nameless(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode, info.mtime = 0o600, int(info.mtime)
    return info


@contextmanager
def _whole(file: Path) -> Iterator[IO[bytes]]:
    """A file that nobody else can read, under its name only once all of it is on the disk."""
    part = file.with_name(f".{file.name}.part")
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    with os.fdopen(os.open(part, flags, 0o600), "w+b") as out:
        _lock(out, file)
        out.truncate()
        os.fchmod(out.fileno(), 0o600)
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
            os.replace(part, file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _lock(out: IO[bytes], file: Path) -> None:
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(f"Another backup is being written to {file}.") from None


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that was read whole and found undamaged, its members in a folder."""

    manifest: Manifest
    folder: Path


def open_into(file: Path, folder: Path, identity: Path | None) -> Opened:
    """Read a backup into an empty folder. Refuses, in words, one that cannot be trusted."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    plain = file
    if keys.is_encrypted(file):
        plain = folder / "backup.tar"
        keys.decrypt(file, plain, identity)
    _refuse_damaged(plain, file)
    try:
        found = _unpack(plain, folder)
    except (tarfile.TarError, KeyError, EOFError, ValueError) as error:
        raise Refused(_DAMAGED.format(file)) from error
    if plain != file:
        plain.unlink()
    return Opened(found, folder)


def _refuse_damaged(plain: Path, file: Path) -> None:
    length = plain.stat().st_size - _SEAL_LENGTH
    with plain.open("rb") as read:
        if not read.read(512).startswith(MANIFEST.encode()):
            raise Refused(f"{file} is not a backup of Beside, or is damaged at its beginning.")
        read.seek(0)
        found = hashlib.sha256()
        while length > 0 and (block := read.read(min(_BLOCK, length))):
            found.update(block)
            length -= len(block)
        if read.read() != _SEAL + found.hexdigest().encode() + b"\n":
            raise Refused(_DAMAGED.format(file))


def _unpack(plain: Path, folder: Path) -> Manifest:
    """Only what the manifest names is written, and each only if it is what was put in."""
    with tarfile.open(plain, "r:") as tar:
        first = tar.next()
        if first is None or first.name != MANIFEST:
            raise Refused("This is not a backup of Beside.")
        found = manifest.read(_content(tar, first).read())
        for info in tar:
            if info is first or not info.isreg() or info.name not in found.members:
                continue
            _place(folder / _inside(info.name), _content(tar, info))
    for name, member in found.members.items():
        if not (folder / name).is_file() or digest(folder / name) != member:
            raise ValueError(name)
    return found


def _content(tar: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(info)
    if content is None:
        raise KeyError(info.name)
    return content


def _inside(name: str) -> Path:
    path = Path(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(name)
    return path


def _place(path: Path, content: IO[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        shutil.copyfileobj(content, out)
