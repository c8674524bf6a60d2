"""The words of a page that somebody sees on it, block by block."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "small", "span", "strong", "time"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source"}
SILENT = {"noscript", "script", "style", "svg", "template", "textarea", "title"}
APART = {"btn", "hint"}
SAID_LATER = ("data-asks", "data-waiting", "data-refused")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, str]] = []
        self.blocks: dict[str, list[str]] = {"main": [], "frame": []}
        self.block = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        classes = (given.get("class") or "").split()
        if tag not in INLINE or APART & {*classes}:
            self._end()
        self._later(given)
        if tag in VOID:
            return
        hidden = tag in SILENT or "hidden" in given or given.get("aria-hidden") == "true"
        silent = self._silent() or hidden or "vh" in classes
        self.open.append((tag, silent, "main" if tag == "main" else self._part()))

    def _later(self, given: dict[str, str | None]) -> None:
        words = [given[name] for name in SAID_LATER if given.get(name)]
        self.blocks[self._part()] += [each for each in words if each]

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._end()
        while any(each[0] == tag for each in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._silent():
            self.block += data

    def _silent(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def _part(self) -> str:
        return self.open[-1][2] if self.open else "frame"

    def _end(self) -> None:
        words = " ".join(self.block.split())
        if words:
            self.blocks[self._part()].append(words)
        self.block = ""


def blocks(html: str, part: str = "main") -> list[str]:
    """The blocks of the main part of a page, or of the `frame` around it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks[part]


def without(blocks: Iterable[str], left_out: Iterable[str]) -> list[str]:
    """Blocks in which each name is read as one short word; a block that is only names is left out."""
    longest_first = sorted(filter(None, left_out), key=len, reverse=True)
    named = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in longest_first))
    read = [named.sub("Sam", block) for block in blocks]
    return [each for each in read if re.search(r"[^\W\d_]", each.replace("Sam", ""))]
