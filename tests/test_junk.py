"""Whatever is sent to whatever page: words, and never a fault of ours."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse

import beside
from tests.pages import GETS, ROLES
from tests.test_urls import address, come_in, places  # noqa: F401

pytestmark = pytest.mark.django_db

JUNK_IN_A_PATH = ("%00", "a%00b", "..%2F..%2Fetc", "%FF%FE", "%1B", "x" * 300, "%F0%9F%8D%93", "'")
JUNK_IN_A_FIELD = ("\0", "a\x1bb", "x", "../../etc", "-1", "9" * 30, "\ud800", "x" * 5000, "\u2028")
SOME = ("head_of_year", "pupil")


def field_names() -> list[str]:
    """The names of all fields that our pages read and our forms have."""
    source = Path(beside.__file__).parent
    found = {"csrfmiddlewaretoken", "page", "next"}
    for path in source.rglob("*.py"):
        text = path.read_text()
        found |= set(re.findall(r"(?:POST|GET|post)(?:\.get|\.getlist)?[\[(]\s*\"([\w-]+)\"", text))
        if path.name == "forms.py" or path.parent.name == "forms":
            found |= set(re.findall(r"^    (\w+) = forms\.", text, re.MULTILINE))
    for path in source.rglob("*.html"):
        found |= set(re.findall(r"name=\"([\w-]+)\"", path.read_text()))
    return sorted(found)


def junk_paths(ids: dict) -> list[str]:
    """Every address with each of its free parts turned into junk."""
    found = []
    for page in GETS:
        for place in range(len(page.args)):
            given = [ids[each] for each in page.args]
            given[place] = "JUNK"
            try:
                whole = reverse(page.name, args=given)
            except NoReverseMatch:
                continue
            found += [whole.replace("JUNK", each) for each in JUNK_IN_A_PATH]
    return found


def faults(client, sent) -> list[tuple[str, int]]:
    """What was answered as a fault of ours, each request taken back."""
    client.raise_request_exception = False
    found = []
    for name, send in sent:
        before = transaction.savepoint()
        status = send(client).status_code
        transaction.savepoint_rollback(before)
        if status >= 500:
            found.append((name, status))
    return found


def paths(places):  # noqa: F811
    for path in junk_paths(places[0].ids):
        yield path, lambda client, path=path: client.get(path)
        yield f"POST {path}", lambda client, path=path: client.post(path)


def fields(places, junk):  # noqa: F811
    given = dict.fromkeys(field_names(), junk)
    for page in GETS:
        where = address(page, places[0].ids)
        yield f"{page.name}?", lambda client, where=where: client.get(where, given)
        yield f"{page.name} all", lambda client, where=where: client.post(where, given)


def single_fields(places, junk):  # noqa: F811
    for page in GETS:
        where = address(page, places[0].ids)
        for name in field_names():
            yield (
                f"{page.name} {name}",
                lambda client, where=where, name=name: client.post(where, {name: junk}),
            )


def test_the_names_of_fields_are_found():
    assert {"adult", "code", "typed", "pupil", "login", "words"} <= set(field_names())


@pytest.mark.parametrize("who", ("anonymous", *SOME))
def test_junk_in_an_address(places, who):  # noqa: F811
    assert faults(come_in(who, places), paths(places)) == []


@pytest.mark.parametrize("junk", JUNK_IN_A_FIELD[:4])
@pytest.mark.parametrize("who", SOME)
def test_junk_in_fields(places, who, junk):  # noqa: F811
    assert faults(come_in(who, places), fields(places, junk)) == []


@pytest.mark.slow
@pytest.mark.parametrize("junk", JUNK_IN_A_FIELD)
@pytest.mark.parametrize("who", ROLES)
def test_junk_in_fields_for_everybody(places, who, junk):  # noqa: F811
    assert faults(come_in(who, places), fields(places, junk)) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_junk_in_one_field(places, who):  # noqa: F811
    assert faults(come_in(who, places), single_fields(places, "x")) == []
