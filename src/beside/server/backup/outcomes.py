"""How the last backup and the last drill ended, kept in the data folder for the operator's page."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from beside.server import postgres


def keep(what: str, *, went_well: bool, words: str, **details: Any) -> None:
    """Write down how it ended; the last time it went well stays known beside a failure."""
    data = postgres.data_dir()
    if not data.is_dir():
        return
    path = data / f"last_{what}.json"
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"at": at, "went_well": went_well, "words": words, **details}
    good = entry if went_well else read(path).get("good")
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"last": entry, "good": good}, file)
    os.replace(part, path)


def read(path: Path) -> dict[str, Any]:
    """What was written down, or nothing."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
