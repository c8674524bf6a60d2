"""How a workbook shows its numbers: what was typed may be a date, a time or an exponent now."""

import re
from datetime import date, timedelta

from .cells import Spoilt, undo

_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DAY_FORMATS = {*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)}
_TIME_FORMATS = {18, 19, 20, 21, 32, 33, 45, 46, 47}
_EXPONENT_FORMATS = {11, 48}


class Styles:
    """The number formats of a workbook, out of its styles; nothing else there is needed."""

    def __init__(self) -> None:
        self.of: dict[int, str] = {}
        self.used: list[int] = []
        self._in_cells = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take an element that begins."""
        if tag == "numFmt":
            self.of[whole_number(values.get("numFmtId"))] = values.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.used.append(whole_number(values.get("numFmtId")))

    def end(self, tag: str) -> None:
        """Take an element that ends."""
        self._in_cells = self._in_cells and tag != "cellXfs"


def kind_of_format(code: str) -> tuple[str, int]:
    """What a number format makes of a number: a date, a time, an exponent; or how many zeros."""
    if code.isdigit() and (set(code) != {"0"} or len(code) == 1):
        number = int(code)
        known = ((_DAY_FORMATS, "date"), (_TIME_FORMATS, "time"), (_EXPONENT_FORMATS, "exponent"))
        return next((kind for formats, kind in known if number in formats), ""), 0
    plain = _ASIDE.sub("", code).lower()
    if set(plain) == {"0"}:
        return "", len(plain)
    if "general" in plain:
        return "", 0
    if re.search(r"[0#]e[+-]", plain):
        return "exponent", 0
    if re.search(r"[yd]|m{3}", plain):
        return "date", 0
    return ("time", 0) if re.search(r"[hs]", plain) else ("", 0)


def shown(raw: str, kind: str, zeros: int, epoch: date) -> str:
    """A number as a person sees it, or as spoilt where they typed something else."""
    try:
        value = float(raw)
    except ValueError:
        return undo(raw)
    if kind == "date" and 1 <= value < 120_000:
        return Spoilt((epoch + timedelta(days=int(value))).isoformat(), "date")
    if kind in ("date", "time") and 0 <= value < 1:
        minutes, seconds = divmod(round(value * 86_400), 60)
        return Spoilt(f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}", "time")
    text = str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if kind == "exponent" or abs(value) >= 1e15:
        return Spoilt(text, "exponent")
    return text.zfill(zeros)


def whole_number(text: str | None, otherwise: int = 0) -> int:
    """The number that an attribute holds, or `otherwise`."""
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() else otherwise
