"""Every page, opened by everybody: whoever is shown a pupil's name is written down as looking."""

import io
import zipfile
from html import unescape

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from beside.access import registry
from beside.audit.models import Seen
from beside.schools.models import Person
from tests.factories import act, sign_in
from tests.pages import GETS, POSTS, ROLES
from tests.test_urls import Place, address, come_in, places  # noqa: F401

# Pupils who stand on lists alone, and two whose names a page has to escape.
OTHERS = ("Amina O'Neill", "Zoë Bell & Sons", "Leo Quigley")
READERS = tuple(who for who in ROLES if who not in ("anonymous", "pupil"))


@pytest.fixture
def pupils(places) -> dict:  # noqa: F811
    here, _there = places
    for name in OTHERS:
        here.small.pupil(name, group=here.group)
    here.small.settle()
    act(here.people["organiser"])
    found = Person.objects.filter(enrolments__school=here.small.school)
    return {person.pk: person.name for person in found}


def text_of(response) -> str:
    """What an answer says, unpacked."""
    content = response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return unescape(content.decode("utf-8", "replace"))


def shown_in(response, pupils: dict) -> set:
    """The pupils whose whole name stands in an answer, or both its parts in a line of a table."""
    lines = text_of(response).splitlines()
    parts = {pk: name.split(" ", 1) for pk, name in pupils.items()}
    return {
        pk
        for pk, (given, family) in parts.items()
        if any(f"{given} {family}" in line or f"{given}\t{family}" in line for line in lines)
        or any(f'{given}"' in line and f'{family}"' in line for line in lines)
        or any(f",{given}," in line and f",{family}," in line for line in lines)
    }


def reader_of(who: str, places: tuple[Place, Place]) -> Person:  # noqa: F811
    here, there = places
    if who == "elsewhere":
        return there.people["head_of_year"]
    return here.people["colleague" if who == "door" else who]


def written(reader: Person) -> dict:
    act(reader)
    return {row.pk: set(row.pupils) for row in Seen.objects.filter(reader=reader.pk)}


def unseen(client: Client, reader: Person, pupils: dict, ask) -> set[str]:
    """The names of pupils that an answer shows and of whom the request wrote down no look."""
    before = written(reader)
    response = ask(client)
    after = written(reader)
    seen = set().union(*(pupils_ for pk, pupils_ in after.items() if pk not in before))
    return {pupils[pk] for pk in shown_in(response, pupils) - seen - {reader.pk}}


@pytest.mark.parametrize("who", READERS)
def test_whom_a_page_shows_is_written_down(places, pupils, who):  # noqa: F811
    client, reader = come_in(who, places), reader_of(who, places)
    missing = {}
    for page in GETS:
        url = address(page, places[0].ids)
        found = unseen(client, reader, pupils, lambda client, url=url: client.get(url))
        if found:
            missing[page.name] = found
    assert missing == {}


# What is looked up by a name in the address, and lists that a press brings.
FOUND_BY_NAME = [
    ("office", "search", {"q": "leo"}),
    ("safeguarding_lead", "search", {"q": "o'neill"}),
    ("staff", "raise_concern", {"name": "leo"}),
    ("organiser", "search", {"q": "bell"}),
]


@pytest.mark.parametrize(("who", "page", "asked"), FOUND_BY_NAME)
def test_whom_a_search_finds_is_written_down(places, pupils, who, page, asked):  # noqa: F811
    client, reader = come_in(who, places), reader_of(who, places)
    response = client.get(reverse(page), asked)
    assert shown_in(response, pupils), "the search finds somebody, or this proves nothing"
    assert not unseen(client, reader, pupils, lambda client: client.get(reverse(page), asked))


@pytest.mark.parametrize("who", READERS)
def test_whom_the_answer_to_a_post_shows_is_written_down(places, pupils, who):  # noqa: F811
    client, reader, missing = come_in(who, places), reader_of(who, places), {}
    signed_in = client.cookies.output(header="")
    for page in POSTS:
        url, before = address(page, places[0].ids), transaction.savepoint()
        client.cookies.clear()
        client.cookies.load(signed_in)
        found = unseen(
            client, reader, pupils, lambda client, url=url: client.post(url, follow=True)
        )
        transaction.savepoint_rollback(before)
        if found:
            missing[page.name] = found
    assert missing == {}


def test_where_no_look_can_be_written_nobody_is_shown(places, pupils):  # noqa: F811
    client = come_in("head_of_year", places)
    client.raise_request_exception = False
    urls = [address(page, places[0].ids) for page in GETS]
    shown = [url for url in urls if shown_in(client.get(url), pupils)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE beside_owner")
        cursor.execute("ALTER TABLE audit_seen ADD CONSTRAINT shut CHECK (false) NOT VALID")
        cursor.execute("SET LOCAL ROLE beside_app")
    assert len(shown) > 10
    answers = {url: client.get(url) for url in shown}
    assert {answer.status_code for answer in answers.values()} == {500}
    assert [url for url, answer in answers.items() if shown_in(answer, pupils)] == []


def test_pupils_who_read_of_each_other_are_told_to_nobody(places, pupils):  # noqa: F811
    client = Client()
    pupil = places[0].people["pupil"]
    sign_in(client, pupil)
    for page in GETS:
        client.get(address(page, places[0].ids))
    assert written(pupil) == {}


def test_every_kind_of_look_is_in_words_and_of_a_page_that_is_there():
    kinds, pages = registry.looks(), {page.name for page in GETS + POSTS}
    assert all(str(kind.words) for kind in kinds)
    assert {name for kind in kinds for name in kind.pages} <= pages | {"start"}


def test_the_lead_reads_a_look_at_a_concern_and_the_pupil_does_not(places):  # noqa: F811
    here, _there = places
    lead, pupil = here.people["safeguarding_lead"], here.people["pupil"]
    client = come_in("safeguarding_lead", places)
    client.get(reverse("concern", args=[here.ids["concern"]]))
    assert {pupil.pk} in written(lead).values()
    act(pupil)
    assert not Seen.objects.exists()
    sign_in(client, pupil)
    assert str(lead.name) not in client.get(reverse("who_looked")).content.decode()
