"""Lines below a table that a person would never take for somebody's name."""

import re

_FOOTER = re.compile(
    r"(?:(?:grand |sub ?-?)?totals?\b.*|.*\btotals?:? *\d*|\d+ +(?:pupils?|students?|records?|rows?"
    r"|staff|people|entries|children|total)\b.*|(?:number|no\.?|count) of .*|count *[:=] *\d+"
    r"|(?:printed|generated|created|produced|exported|report(?:ed)?|run|correct|updated|as)"
    r" +(?:on|by|at|from|of|for|\d).*|page \d+.*|end of .*|(?:source|key|notes?|date|n\.?b\.?) *:.*"
    r"|\*+.*|©.*|copyright .*|confidential\b.*|average\b.*|sum *[:=]? *\d*)$",
    re.IGNORECASE,
)


_TOTAL = re.compile(r"(?:grand |sub ?-?)?totals?:?$|sum:?$|count:?$|average:?$", re.IGNORECASE)


def is_footer(text: str) -> bool:
    """Whether a cell of names holds a total, a date of printing, a page number or the like."""
    return bool(_FOOTER.match(text.strip()))


def is_total(text: str) -> bool:
    """Whether a cell says no more than that figures are added up."""
    return bool(_TOTAL.match(text.strip()))
