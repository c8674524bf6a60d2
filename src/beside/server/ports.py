"""Whether a web server can listen at a port, asked before it tries."""

import errno
import socket


class PortTaken(Exception):
    """Nobody can listen there; the message says what to do."""


def check_port(host: str, port: int, *, again: str = "make demo PORT={port}") -> None:
    """Make sure that the web server can listen here, before it fails in words of its own.

    `again` is the command to suggest, with `{port}` for a free one. Raises PortTaken.
    """
    if not 0 < port < 65536:
        raise PortTaken(f"A port is a number from 1 to 65535, not {port}. Try: --port 8000")
    try:
        _listen(host, port)
    except OSError as error:
        raise PortTaken(_reason(error, host, port, again)) from None


def address_of(host: str) -> str:
    """The number behind a name such as localhost, as the web server wants it. Raises PortTaken."""
    plain = host.strip().removeprefix("[").removesuffix("]")
    try:
        found = socket.getaddrinfo(plain, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise PortTaken(
            f"This machine knows no host {host!r}. Try: --host 127.0.0.1, or --host 0.0.0.0 for"
            " every address of this machine."
        ) from None
    numbers = [
        str(each[4][0]) for each in sorted(found, key=lambda each: each[0] != socket.AF_INET)
    ]
    return numbers[0]


def in_a_link(host: str) -> str:
    """A host as it stands in an address: the number of an IPv6 host in brackets."""
    plain = host.strip().removeprefix("[").removesuffix("]")
    return f"[{plain}]" if ":" in plain else plain


def _reason(error: OSError, host: str, port: int, again: str) -> str:
    if error.errno == errno.EADDRINUSE:
        suggestion = again.format(port=_free_port(host, port + 1))
        return f"Port {port} is taken by another program. Try: {suggestion}"
    if error.errno == errno.EACCES:
        suggestion = again.format(port=_free_port(host, 8000))
        return f"Port {port} is kept for root. Try: {suggestion}"
    return f"Nothing can listen at {host} port {port}: {error.strerror}. Try the host 127.0.0.1."


def _free_port(host: str, first: int) -> int:
    for port in range(first, min(first + 100, 65536)):
        try:
            _listen(host, port)
        except OSError:
            continue
        return port
    return 8000


def _listen(host: str, port: int) -> None:
    """Listen for a moment, as the web server will; connections of an earlier one do not hinder."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1)
