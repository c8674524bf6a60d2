"""The one refusal of this package, and the machine's own refusals in plain words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Refused(Exception):
    """It cannot be done as asked; the message says why and what to do. Nothing was changed."""


class Fault(Exception):
    """A fault of ours, or of the machine: what was done is not what was meant."""


@contextmanager
def plainly() -> Iterator[None]:
    """Say what the machine refuses in words a person can act on."""
    try:
        yield
    except OSError as error:
        where = error.filename or "the disk"
        if error.errno in _FULL:
            raise Refused("The disk is full. Free some space, then try again.") from error
        raise Refused(f"{where}: {error.strerror or error}.") from error
