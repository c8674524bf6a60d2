"""Read the matrices of a data file of R: just enough of its serialisation (version 2, XDR)."""

import gzip
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .folder import open_data

SYMBOL, PAIRS, CHARS, LOGICAL, INTEGER, REAL, STRINGS, LIST = 1, 2, 9, 10, 13, 14, 16, 19
REFERENCE, NIL = 255, 254
HAS_ATTRIBUTES, HAS_TAG = 1 << 9, 1 << 10
MISSING_INTEGER = -(2**31)
Matrix = list[list[Any]]


def objects(path: str) -> dict[str, Any]:
    """Give every object of a file of the real data by its name; skips where there is none.

    Matrices are lists of rows; what R calls NA is None.
    """
    return dict(_Reader(_unpacked(open_data(path))).item())


def _unpacked(path: Path) -> bytes:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(b"RDX2\nX\n")
    return content[len(b"RDX2\nX\n") + 12 :]


@dataclass
class _Reader:
    content: bytes
    place: int = 0
    symbols: list[str] = field(default_factory=list)

    def item(self) -> Any:
        flags = self._number()
        kind = flags & 0xFF
        if kind == NIL:
            return []
        if kind == REFERENCE:
            return self.symbols[(flags >> 8) - 1]
        if kind == SYMBOL:
            self.symbols.append(self.item())
            return self.symbols[-1]
        if kind == PAIRS:
            return self._pairs(flags)
        if kind == CHARS:
            return self._text()
        values = self._vector(kind)
        return _shaped(values, dict(self.item()) if flags & HAS_ATTRIBUTES else {})

    def _pairs(self, flags: int) -> list[tuple[str, Any]]:
        assert not flags & HAS_ATTRIBUTES
        tag = self.item() if flags & HAS_TAG else ""
        return [(tag, self.item()), *self.item()]

    def _vector(self, kind: int) -> list[Any]:
        length = self._number()
        if kind in (LOGICAL, INTEGER):
            found = self._take(f">{length}i", 4 * length)
            return [None if each == MISSING_INTEGER else each for each in found]
        if kind == REAL:
            return [
                None if each != each else each for each in self._take(f">{length}d", 8 * length)
            ]
        assert kind in (STRINGS, LIST), f"R's type {kind} is not one this reader knows"
        return [self.item() for _ in range(length)]

    def _text(self) -> str | None:
        length = self._number()
        if length < 0:
            return None
        return self._take(f"{length}s", length)[0].decode("utf-8")

    def _number(self) -> int:
        return self._take(">i", 4)[0]

    def _take(self, layout: str, size: int) -> tuple[Any, ...]:
        found = struct.unpack(layout, self.content[self.place : self.place + size])
        self.place += size
        return found


def _shaped(values: list[Any], attributes: dict[str, Any]) -> Any:
    """A matrix stands column by column in R; a list that names its parts becomes a mapping."""
    if len(attributes.get("dim", [])) == 2:
        height = attributes["dim"][0]
        return [values[row::height] for row in range(height)]
    if "names" in attributes:
        return dict(zip(attributes["names"], values, strict=True))
    return values
