"""What a file is by its first bytes, whatever it is called."""

import zipfile

from .files import DAMAGED, Member
from .outcome import Refused

_SAVE = "Open it in your spreadsheet programme, save it as .xlsx or CSV and send that."
_WORDS = {
    "xls": "is an old Excel workbook (.xls).",
    "locked": "has a password. Take the password off first.",
    "xlsb": "is a binary Excel workbook (.xlsb).",
    "ods": "is an OpenDocument sheet (.ods).",
    "numbers": "is a Numbers document.",
    "word": "is a text document, not a sheet.",
    "pdf": "is a PDF, which cannot be read as a table.",
    "html": "is a web page, whatever it is called.",
    "xml": "is XML, and none that Beside knows as a roll.",
    "picture": "is a picture.",
    "zip": "is a zip, and no workbook.",
}
_FIRST: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<div", b"<style")


def kind_of_file(member: Member) -> str:
    """`workbook`, `text`, or what else it is: a key of the words for refusing it."""
    with member.open() as stream:
        first = stream.read(4096)
    if first.startswith(b"\xd0\xcf\x11\xe0"):
        return "locked" if _mentions(member, "EncryptedPackage".encode("utf-16-le")) else "xls"
    if first.startswith(b"PK\x03\x04"):
        return _kind_of_package(member)
    found = next((kind for mark, kind in _FIRST if first.startswith(mark)), "")
    return found or _kind_of_text(first)


def _kind_of_text(first: bytes) -> str:
    plain = first.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith(_PAGES) or (plain.startswith(b"<?xml") and b"<html" in plain):
        return "html"
    return "xml" if plain.startswith(b"<?xml") else "text"


def _kind_of_package(member: Member) -> str:
    try:
        with member.open() as stream, zipfile.ZipFile(stream) as archive:
            names = {name.lower() for name in archive.namelist()}
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except DAMAGED:
        return "workbook"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    marks = (
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "word"),
        ("index/document.iwa", "numbers"),
    )
    found = next((of for name, of in marks if name in names), "")
    return found or ("workbook" if any(name.startswith("xl/") for name in names) else "zip")


def _mentions(member: Member, mark: bytes) -> bool:
    with member.open() as stream:
        return mark in stream.read(4 * 1024 * 1024)


def refuse_kind(name: str, kind: str) -> Refused:
    """The refusal that says what a file is."""
    return Refused(f"{name} {_WORDS[kind]} {_SAVE}", code=kind, file=name)
