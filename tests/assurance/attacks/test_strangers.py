"""Work for strangers: slow senders and long bodies cost nothing."""

import socket
import time
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.assurance

HEAD = (
    "POST /account/sign-in/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + "a" * 32 + "\r\n"
    "Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
)
FORM = "application/x-www-form-urlencoded"
FILE = b'--x\r\nContent-Disposition: form-data; name="files"; filename="x"\r\n\r\n'
LONG, MOST = 200_000_000, 30_000_000


def send(school, length: int, start: bytes, kind: str = FORM) -> socket.socket:
    where = urlsplit(school.address)
    line = socket.create_connection((where.hostname, where.port), timeout=20)
    line.sendall(HEAD.format(kind=kind, length=length).encode() + start)
    return line


def test_six_slow_sockets_stop_nothing(school):
    school.visitor().get("/account/sign-in/")
    slow = [send(school, 60_000, b"login=a") for _ in range(8)]
    begun = time.monotonic()
    try:
        visitor = school.visitor()
        visitor.seconds = 10
        assert visitor.get("/account/sign-in/").status == 200
        assert time.monotonic() - begun < 3
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        assert school.one(waiting) == "0"
    finally:
        for each in slow:
            each.close()


def test_a_stranger_fills_no_disk(school):
    line, sent = send(school, LONG, FILE, "multipart/form-data; boundary=x"), 0
    try:
        while sent < LONG:
            sent += line.send(b"x" * 1_000_000)
    except OSError:
        pass
    assert sent < MOST
