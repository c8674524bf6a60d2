"""Settings as somebody writes them: blanks, nothing, and what is wrong."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from beside.server import environment
from beside.server.ports import PortTaken, address_of, check_port, in_a_link

NAME = "BESIDE_TRIED"


@pytest.mark.parametrize(
    ("read", "written", "found"),
    [
        (environment.names, "localhost, beside.example.org ,", ["localhost", "beside.example.org"]),
        (environment.names, "", []),
        (
            environment.origins,
            "https://a.example, https://b.example/",
            ["https://a.example", "https://b.example"],
        ),
        (lambda name: environment.port(name, 25), "", 25),
        (lambda name: environment.port(name, 25), " 587 ", 587),
        (lambda name: environment.time_zone(name, "Europe/London"), "", "Europe/London"),
        (environment.flag, " TRUE ", True),
        (environment.flag, "", False),
        (lambda name: list(map(str, environment.networks(name))), "10.0.0.1/8", ["10.0.0.0/8"]),
        (lambda name: list(map(str, environment.networks(name))), "::1, ", ["::1/128"]),
    ],
)
def test_what_is_written_is_read_as_it_is_meant(monkeypatch, read, written, found):
    monkeypatch.setenv(NAME, written)
    assert read(NAME) == found


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (lambda name: environment.port(name, 25), "smtp"),
        (lambda name: environment.port(name, 25), "99999"),
        (lambda name: environment.port(name, 25), "²"),
        (lambda name: environment.time_zone(name, "Europe/London"), "BST"),
        (lambda name: environment.time_zone(name, "Europe/London"), "../../etc/passwd"),
        (lambda name: environment.time_zone(name, "Europe/London"), "Europe"),
        (environment.origins, "beside.example.org"),
        (environment.origins, "https://a.example/path"),
        (environment.networks, "the proxy"),
        (environment.flag, "yes"),
    ],
)
def test_what_is_wrong_is_said_by_the_name_of_the_setting(monkeypatch, read, written):
    monkeypatch.setenv(NAME, written)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        read(NAME)


@pytest.mark.parametrize(
    "wrong",
    [
        {"BESIDE_MAIL_PORT": "smtp"},
        {"BESIDE_TIME_ZONE": "BST"},
        {"BESIDE_ORIGINS": "beside"},
        {"BESIDE_PROXIES": "x"},
    ],
)
def test_a_command_says_what_is_wrong_and_starts_nothing(wrong, tmp_path):
    (name,) = wrong
    done = subprocess.run(
        [sys.executable, "-m", "beside", "policy", "--check"],
        env=os.environ | wrong | {"BESIDE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize(
    ("host", "number", "link"),
    [
        ("localhost", "127.0.0.1", "localhost"),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        ("::1", "::1", "[::1]"),
        ("[::1]", "::1", "[::1]"),
        ("0.0.0.0", "0.0.0.0", "0.0.0.0"),
    ],
)
def test_a_host_may_be_a_name_or_a_number_of_either_kind(host, number, link):
    assert (address_of(host), in_a_link(host)) == (number, link)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a..b", "x" * 300])
def test_a_host_that_nobody_knows_is_said(host):
    with pytest.raises(PortTaken, match="knows no host"):
        address_of(host)


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_port_that_is_none_is_said(port):
    with pytest.raises(PortTaken, match="from 1 to 65535"):
        check_port("127.0.0.1", port)
