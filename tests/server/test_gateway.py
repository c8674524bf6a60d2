"""Strangers cost nothing: slow senders, bodies without end, and files that nobody may send."""

import shutil
import socket
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.served import BESIDE, Served, serving

pytestmark = pytest.mark.slow

SIGN_IN = "/account/sign-in/"
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + "a" * 32 + "\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n{more}\r\n\r\n"
)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as found:
        yield found


def send(served: Served, start: bytes, more: str, path: str = SIGN_IN) -> socket.socket:
    """A connection over which this much of a request has come."""
    where = urlsplit(served.address)
    line = socket.create_connection((where.hostname, where.port), timeout=30)
    line.sendall(HEAD.format(path=path, more=more).encode() + start)
    return line


def status(line: socket.socket) -> int:
    return int(line.recv(64).split()[1])


def seconds(served: Served) -> float:
    begun = time.monotonic()
    with urllib.request.urlopen(served.address + SIGN_IN, timeout=20) as answer:
        assert answer.status == 200
    return time.monotonic() - begun


@pytest.mark.parametrize("many", [6, 60])
def test_slow_senders_hold_nobody_up(served, many):
    seconds(served)
    lines = [send(served, b"login=a", "Content-Length: 60000") for _ in range(many)]
    taken = [seconds(served) for _ in range(5)]
    in_transaction = served.run(
        *BESIDE,
        *("db", "shell", "--", "-Atc"),
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'",
    )
    for line in lines:
        line.close()
    assert max(taken) < 2
    assert in_transaction.strip() == "0"


def test_who_takes_too_long_is_told(served):
    line = send(served, b"login=a", "Content-Length: 100")
    begun = time.monotonic()
    assert status(line) == 408
    assert 10 < time.monotonic() - begun < 25


@pytest.mark.parametrize("path", [SIGN_IN, "/roll/", "/nothing/"])
@pytest.mark.parametrize("size", [65 * 1024, 22 * 1024 * 1024, 500_000_000])
def test_a_stranger_sends_no_more_than_a_form(served, path, size):
    assert status(send(served, b"", f"Content-Length: {size}", path)) == 413


def test_a_body_without_a_length_ends_at_the_same_size(served):
    line = send(served, b"", "Transfer-Encoding: chunked")
    try:
        for _ in range(64):
            line.sendall(b"10000\r\n" + b"y" * 65536 + b"\r\n")
    except OSError:
        return
    assert status(line) == 413


def test_four_times_half_a_gigabyte_leave_the_disk_as_it_is(served):
    def flood() -> None:
        line = send(served, b"", "Content-Length: 500000000")
        try:
            for _ in range(500):
                line.sendall(b"x" * 1_000_000)
        except OSError:
            pass

    before = shutil.disk_usage(tempfile.gettempdir()).used
    threads = [threading.Thread(target=flood) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert shutil.disk_usage(tempfile.gettempdir()).used - before < 50_000_000


@pytest.mark.parametrize("path", ["/a%00b", "/join/%00/", "/?x=%00", "/caf%C3%A9/", "/%ff/"])
def test_an_address_arrives_as_it_was_sent(served, path):
    try:
        code = urllib.request.urlopen(served.address + path, timeout=20).status
    except urllib.error.HTTPError as fault:
        code = fault.code
    assert code in (200, 400, 404)


def test_a_header_with_an_underscore_passes_for_no_other(served):
    line = send(served, b"", "Content-Length: 0\r\nX_Forwarded_Host: evil.example")
    assert status(line) in (200, 403)
