"""Ids that come in a form or behind a question mark: somebody else's are answered like nobody's."""

import copy
import re
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.pages import GETS, ROLES
from tests.test_junk import field_names
from tests.test_urls import address, come_in, places  # noqa: F401

pytestmark = pytest.mark.django_db

ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DRAWN = re.compile(rf'{ID}|(?:csrfmiddlewaretoken" value|X-CSRFToken": |data-token)[="]+\w+')
KINDS = ("pupil", "person", "parent", "group", "session", "round", "commitment", "school")
THEIRS = ("Isla Dale", "Max Dale", "colleague Dale", "Rachel Dale")
SOME = ("pupil", "head_of_year")


class Forms(HTMLParser):
    """The forms of a page: where each is sent, and the first value of each of its fields."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", self.select if tag == "option" else "")
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag == "select":
            self.select = name
        elif self.found and name and (tag != "option" or given.get("value")):
            self.found[-1][1].setdefault(name, given.get("value", "x"))


def forms(client, page, ids: dict) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms that a page shows whoever asks, with where they are sent."""
    where = address(page, ids)
    response = client.get(where)
    if response.status_code == 200 and "html" in response.headers["Content-Type"]:
        for action, fields in Forms(response.content.decode()).found:
            if not re.match(r"\w+:|//", action) and "sign-out" not in action:
                yield action or where, fields


def told(client, method: str, where: str, fields: dict) -> str:
    """Everything an answer says but what is drawn anew each time; what it changed is taken back."""
    before, cookies = transaction.savepoint(), copy.deepcopy(client.cookies)
    answer = getattr(client, method)(where, fields)
    transaction.savepoint_rollback(before)
    client.cookies = cookies
    body = "" if answer.streaming else answer.content.decode("utf-8", "replace")
    text = f"{answer.status_code} {answer.headers.get('Location', '')} {body}"
    return DRAWN.sub("ID", text)


def leaking(client, theirs: dict, method: str, where: str, make) -> list[str]:
    """The kinds of ids for which somebody else's is told apart from nobody's, or names them."""
    found = []
    for kind in KINDS:
        one = told(client, method, where, make(str(theirs[kind])))
        other = told(client, method, where, make(str(uuid.uuid4())))
        if one != other or any(name in one for name in THEIRS):
            found.append(kind)
    return found


def ids_of(place) -> dict:
    return place.ids | {"parent": place.people["parent"].pk}


def in_forms(who: str, places) -> dict[str, list[str]]:  # noqa: F811
    """What leaks by an id of another school in the place of one that a form holds."""
    client, found = come_in(who, places), {}
    for page in GETS:
        for where, fields in forms(client, page, places[0].ids):
            if held := [name for name, value in fields.items() if re.fullmatch(ID, value)]:

                def make(each, fields=fields, held=held):
                    return fields | dict.fromkeys(held, each)

                if leaks := leaking(client, ids_of(places[1]), "post", where, make):
                    found[f"{page.name} {where} {held}"] = leaks
    return found


def in_any_field(who: str, places, method: str) -> dict[str, list[str]]:  # noqa: F811
    """What leaks by an id of another school in every field that any page of ours reads."""
    client, names, found = come_in(who, places), field_names(), {}
    for page in GETS:
        where = address(page, places[0].ids)
        leaks = leaking(
            client, ids_of(places[1]), method, where, lambda each: dict.fromkeys(names, each)
        )
        if leaks:
            found[page.name] = leaks
    return found


@pytest.mark.slow
@pytest.mark.parametrize("who", SOME)
def test_an_id_in_a_form_of_theirs(places, who):  # noqa: F811
    assert in_forms(who, places) == {}


@pytest.mark.slow
@pytest.mark.parametrize("who", [who for who in ROLES if who not in SOME])
def test_an_id_in_a_form_of_anybody(places, who):  # noqa: F811
    assert in_forms(who, places) == {}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ROLES)
def test_an_id_in_any_field(places, who, method):  # noqa: F811
    assert in_any_field(who, places, method) == {}


@pytest.mark.parametrize("who", SOME)
def test_forms_with_ids_are_found(places, who):  # noqa: F811
    client = come_in(who, places)
    held = [fields for page in GETS for _where, fields in forms(client, page, places[0].ids)]
    assert sum(any(re.fullmatch(ID, v) for v in fields.values()) for fields in held) > 5


OURS = {model for model in apps.get_models() if model.__module__.startswith("beside.")}
COLUMNS = {name for model in OURS for f in model._meta.fields for name in (f.name, f.attname)}


def mentioned(ids: list[str]) -> int:
    """How many rows of any table hold one of these ids, whoever may read them."""
    pattern, found = "|".join(ids), 0
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for model in sorted(OURS, key=lambda each: each.__name__):
            table = model._meta.db_table
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~ %s", [pattern])
            found += cursor.fetchone()[0]
        cursor.execute("SET ROLE beside_app")
    return found


def forged(theirs: dict, fields: dict[str, str]) -> dict[str, str]:
    """A form as it was shown, and with it every column that a record of ours has."""
    others = {name: str(theirs["person"]) for name in COLUMNS - set(fields)}
    schools = dict.fromkeys(("school", "school_id"), str(theirs["school"]))
    return others | {each: schools[each] for each in schools if each not in fields} | fields


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_columns_that_no_form_has_are_not_taken(places, who):  # noqa: F811
    """Nothing is written for or about somebody else because a form names a column of a table."""
    client, theirs, taken = come_in(who, places), ids_of(places[1]), []
    ids = [str(theirs["person"]), str(theirs["school"])]
    for page in GETS:
        for where, fields in forms(client, page, places[0].ids):
            before, cookies = transaction.savepoint(), copy.deepcopy(client.cookies)
            was = mentioned(ids)
            client.post(where, forged(theirs, fields))
            if mentioned(ids) != was:
                taken.append((page.name, where))
            transaction.savepoint_rollback(before)
            client.cookies = cookies
    assert taken == []
