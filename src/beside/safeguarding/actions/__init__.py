"""What is done with talks and concerns; those on concerns by their short names."""

from beside.access.refusals import Refusal
from beside.safeguarding.actions.concerns import (
    About,
    NobodyHere,
    Outcome,
    add_entry,
    hand_on,
    mark_read,
    new_key,
    raise_concern,
    read_by,
    receipt_of,
    share,
    take_on,
)

__all__ = [
    "About",
    "NobodyHere",
    "Outcome",
    "Refusal",
    "add_entry",
    "hand_on",
    "mark_read",
    "new_key",
    "raise_concern",
    "read_by",
    "receipt_of",
    "share",
    "take_on",
]
