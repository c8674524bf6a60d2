"""Opening what a person uploads: a folder, a zip or one file, and nothing that could do harm.

Limits after the OWASP ASVS 5.0.0 chapter on files: at most 50 files, 200 MB unpacked, a ratio of
100, no links, no paths out of the folder, no zip within a zip.
"""

import codecs
import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from .encodings import MAX_WORDS, NAMES, Guess, guess, words_of
from .outcome import Refused

MAX_FILES = 50
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_FOLDER = 1024 * 1024 * 1024
_CHUNK = 1 << 20
_DOCUMENTS = {"[Content_Types].xml", "mimetype", "Index/Document.iwa", "word/document.xml"}
GUESSED = "guessed"
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xml")
# What reading a damaged file ends in; opening a damaged zip leads the library into more.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
)
DAMAGED = (*UNREADABLE, ValueError, LookupError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of what was given, which can be opened again and again. `said` is the encoding that
    a person has said it is in, where the file does not say."""

    name: str
    open: Callable[[], IO[bytes]]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one look at the bytes says: their SHA-256, and how they are to be read as text.

    `damaged` says that some bytes make no character in that encoding. `guess` is there where
    nothing in the file says which encoding it is.
    """

    sha256: str
    encoding: str
    damaged: bool
    guess: Guess | None = None


def members(path: Path) -> list[Member]:
    """The tables in a folder, a zip or one file, by name.

    Raises `Refused` where the path does not exist or what is there is not safe to open.
    """
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise Refused(f"There is nothing at {path.name}. Check the path.", code="not_found")
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise _broken_zip(path.name)
    elif not _is_document(path):
        return _zip(path)
    return [Member(path.name, lambda: path.open("rb"))]


def _is_document(path: Path) -> bool:
    """Whether a zip is one document, such as a workbook, by its name or by what is in it."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            return bool(_DOCUMENTS & set(names)) or any(n.startswith("xl/") for n in names)
    except DAMAGED:
        return False


def from_bytes(name: str, content: bytes) -> Member:
    """A file that is in memory already, such as an upload."""
    return Member(name, lambda: BytesIO(content))


def _folder(path: Path) -> list[Member]:
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in (*_TABLES, ".zip"))
    _check_count(len(found))
    for entry in found:
        _check_entry(entry)
    if sum(entry.stat().st_size for entry in found) > MAX_FOLDER:
        raise Refused("These files are over 1 GB together. Send fewer at a time.", code="too_big")
    _check_names([entry.name for entry in found])
    return [_file(entry) for entry in found]


def _file(path: Path) -> Member:
    return Member(path.name, lambda: path.open("rb"))


def _check_entry(entry: Path) -> None:
    if entry.is_symlink():
        raise Refused(
            f"{entry.name} is a link to another place. Put the file itself in the folder.",
            code="link",
            file=entry.name,
        )
    if entry.suffix.lower() == ".zip":
        raise _nested(entry.name)


def _zip(path: Path) -> list[Member]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except DAMAGED as error:
        raise _broken_zip(path.name) from error
    _check_count(len(entries))
    for packed in entries:
        _check_packed(packed)
    _check_sizes(entries)
    tables = [entry for entry in entries if _is_table(entry.filename)]
    _check_names([PurePosixPath(entry.filename).name for entry in tables])
    return [_packed(path, entry) for entry in tables]


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = path.name.startswith(".") or path.parts[0] == "__MACOSX"
    return not hidden and path.suffix.lower() in _TABLES


def _packed(path: Path, entry: zipfile.ZipInfo) -> Member:
    def unpack() -> IO[bytes]:
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.open(entry.filename)
        except DAMAGED as error:
            raise _broken_zip(path.name) from error

    return Member(PurePosixPath(entry.filename).name, unpack)


def _check_packed(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name:
        raise Refused(f"{name} points outside the zip.", code="unsafe_path", file=name)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(f"{name} is a link, not a file.", code="link", file=name)
    if entry.flag_bits & 1:
        raise Refused(f"{name} has a password. Zip it without one.", code="encrypted", file=name)
    if name.lower().endswith((".zip", ".gz", ".7z", ".rar")):
        raise _nested(name)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Refused("This zip unpacks to over 200 MB. Send the folder instead.", code="too_big")
    if unpacked > MAX_RATIO * max(packed, 1):
        raise Refused("This zip is packed far tighter than a roll can be.", code="bomb")
    for entry in entries:
        if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Refused(
                f"{entry.filename} is packed far tighter than a roll can be.",
                code="bomb",
                file=entry.filename,
            )


def _check_count(count: int) -> None:
    if count > MAX_FILES:
        raise Refused(
            f"There are {count} files here. A roll has at most {MAX_FILES}.", code="too_many_files"
        )


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        stem = PurePosixPath(name).stem.casefold()
        if stem in seen:
            raise Refused(
                f"There are two files called {stem}. Keep the right one.",
                code="same_name",
                file=name,
            )
        seen.add(stem)


def _nested(name: str) -> Refused:
    return Refused(
        f"{name} is packed again. Send its files unpacked.", code="nested_zip", file=name
    )


def _broken_zip(name: str) -> Refused:
    return Refused(
        f"{name} cannot be opened as a zip. Make it again and send it.",
        code="unreadable",
        file=name,
    )


def inspect(member: Member) -> Inspection:
    """One pass over a file: its hash, and the encoding its bytes show."""
    digest = hashlib.sha256()
    for chunk in chunks(member):
        digest.update(chunk)
    encoding, damaged = _encoding(member)
    if encoding == GUESSED and member.said in NAMES:
        return Inspection(digest.hexdigest(), member.said, damaged)
    found = guess(_foreign_words(member)) if encoding == GUESSED else None
    return Inspection(digest.hexdigest(), found.encoding if found else encoding, damaged, found)


def _foreign_words(member: Member) -> set[bytes]:
    words: set[bytes] = set()
    for chunk in chunks(member):
        words |= words_of(chunk)
        if len(words) >= MAX_WORDS:
            break
    return words


def chunks(member: Member) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    with member.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _encoding(member: Member) -> tuple[str, bool]:
    first = next(chunks(member), b"")
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True
    if guess := _wide_without_mark(first[:4096]):
        return guess, True
    good, bad = _count_utf8(member)
    if not bad:
        return "utf-8-sig", False
    return ("utf-8-sig", True) if good > bad else (GUESSED, True)


def _wide_without_mark(sample: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in nearly every second byte."""
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.8 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > 0.8 * half else None


def _count_utf8(member: Member) -> tuple[int, int]:
    """How many characters beyond ASCII read well as UTF-8, and how many bytes do not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = bad = 0
    for chunk in chunks(member):
        text = decoder.decode(chunk)
        if not text.isascii():
            broken = text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
            bad += max(broken, 0)
            good += len(text) - len(text.encode("ascii", "ignore")) - max(broken, 0)
    bad += len(decoder.decode(b"", final=True))
    return good, bad
