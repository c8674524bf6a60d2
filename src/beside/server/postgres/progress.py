"""A line for people who wait."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SLOW = 2.0


@contextmanager
def told_when_slow(sentence: str) -> Iterator[None]:
    """Print the sentence on standard error if the block takes more than two seconds."""
    timer = threading.Timer(SLOW, print, (sentence,), {"file": sys.stderr, "flush": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
