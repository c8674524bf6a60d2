"""What commands print: one JSON object on standard output; everything else on standard error."""

import json
import sys
from typing import Any

from tqdm import tqdm


def print_json(answer: dict[str, Any]) -> None:
    """Print one UTF-8 object, whole or not at all."""
    text = json.dumps(answer, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """Print a line for the person at the keyboard."""
    print(line, file=sys.stderr, flush=True)


class Bar:
    """A progress bar on standard error, shown once the work has taken two seconds."""

    def __init__(self, what: str):
        self.bar = tqdm(
            total=100, desc=what, delay=2, leave=False, bar_format="{desc}: {bar} {n:.0f} %"
        )

    def __call__(self, _what: str, share: float) -> None:
        self.bar.update(max(0, round(share * 100) - self.bar.n))

    def close(self) -> None:
        self.bar.close()
