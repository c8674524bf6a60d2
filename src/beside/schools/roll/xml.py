"""XML as far as a roll needs it: bounded, without entities, document types or anything fetched."""

import re
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .files import Member
from .outcome import Refused

MAX_XML = 60 * 1024 * 1024
MAX_DEPTH = 60
_START = 4096


class _Bounded:
    """A stream that ends in a refusal once it has given more than a roll can be."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name, self._given = stream, name, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size if size > 0 else MAX_XML + 1)
        self._given += len(data)
        if self._given > MAX_XML:
            raise Refused(
                f"{self._name} is larger than a roll can be.", code="too_big", file=self._name
            )
        return data


def root_of(member: Member) -> str:
    """The name of the outermost element in small letters, or "" where the file is no XML."""
    with member.open() as stream:
        start = stream.read(_START).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        return ""
    found = re.search(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", start)
    return found[1].decode("ascii", "replace").casefold() if found else ""


def local(element: Element) -> str:
    """An element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].casefold()


def elements(member: Member, *wanted: str) -> Iterator[Element]:
    """The elements of these names, one after the other, each freed when the next is asked for.

    Raises `Refused` where the file is not well formed, too large, too deep, or brings definitions
    of its own.
    """
    with member.open() as stream:
        try:
            yield from _elements(_Bounded(stream, member.name), member.name, set(wanted))
        except DefusedXmlException as error:
            reason = f"{member.name} brings definitions of its own, which a roll never needs."
            raise Refused(reason, code="unsafe_xml", file=member.name) from error
        except (ParseError, UnicodeError, LookupError, ValueError) as error:
            raise Refused(
                f"{member.name} breaks off or is not well formed. Export it again and send it.",
                code="unreadable",
                file=member.name,
            ) from error


def _elements(stream: _Bounded, name: str, wanted: set[str]) -> Iterator[Element]:
    depth = 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Refused(f"{name} is nested too deep.", code="unsafe_xml", file=name)
        if event == "end" and local(element) in wanted:
            yield element
            element.clear()


def child(element: Element | None, *names: str) -> Element | None:
    """The first element under this path, by local names."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def text(element: Element | None, *names: str) -> str:
    """The text of the element under this path, or ""."""
    found = child(element, *names)
    return (found.text or "").strip() if found is not None else ""
