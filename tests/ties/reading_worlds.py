"""Everything that a reader can fetch, and every row that their session can read, of one world.

The addresses are those of tests/pages.py, where every page must stand. Read wide, a page is fetched
with every id there is of each kind, and every form is sent empty. Read in short, only the pages
about pupils and their answers are, once or twice, and in the other world what was shown in the
first. A page that shows something is fetched again with whatever it takes in its query, in part
where it is swapped in, and printed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from functools import cache
from itertools import product
from typing import NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from beside.access.actor import NOBODY, tell_database
from beside.access.exchange import INSTEAD
from beside.access.inside import BROWSER, PAST
from tests.factories import act
from tests.pages import GETS, POSTS, Page
from tests.test_urls import come_in
from tests.ties.two_worlds import LINKED, World

# What pages take in their query; a word in braces is each id of that kind.
QUERIES = {
    "home": ["due=1"],
    "year": ["round={round}&all=1", "group=9A&all=1", "need={need}"],
    "school": ["round={round}", "need={need}"],
    "group": ["round={round}"],
    "round_changes": ["need={need}"],
    "search": ["q=Namer", "q=Hill"],
    "thank_you_write": ["to={person}"],
    "raise_concern": ["pupil={pupil}", "name=Namer"],
    "survey_find": ["screen=adult&typed=hi", "screen=peer&typed=qu", "screen=wish&typed=hi"],
    "family_find": ["typed=hi"],
    "family_screen": ["typed=hi", "language=pl"],
    "letters": ["language=pl"],
    "letters_of_group": ["language=pl"],
    "pupils": ["page=2"],
    "roll_plan": ["page=2"],
    "signed_out": ["why=idle"],
    "locked": ["back=/"],
    "join_confirm": ["key=K7QP"],
}
# Pages that show nothing before they are asked for something.
SILENT = ("survey_find",)
# What is printed at the press of a button; `carers` are those of every family.
PRINTS = {"card_sheet": [{}, {"anew": "1"}], "letters_of_group": [{}, {"text": "1"}]}
# Pages of which a part can be fetched by itself.
IN_PART = ("survey_screen",)
ABOUT_PUPILS = ("beside.ties.", "beside.home.", "beside.recognition.")
# A pupil who came in by a card that somebody else made, to whom what they said before is shut.
CARD = "card"
# A page whose address held a secret, opened where the secret was taken out of it.
INSIDE = "#inside"
# Tables that hold nothing of the school, in which everybody's browser leaves rows of chance.
NOT_OF_THE_SCHOOL = ("django_session", "beside_cache", "access_tally")
BY_CHANCE = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken[^}]*|name="key" value="[\w-]+"'
    r'|(?<=data-minutes="10" )data-token="\w{64}"|"browser": "[\w-]+"|[\d.]+ GB free'
    # The browser that a draft is bound to; the password of whoever has none.
    r"|'[\da-f]{24}-\d+'|'!\w{40}'"
    r"|\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)"
    r'|"id": "[\da-f-]{36}"|/invitation/[\w-]{32}/|/calendar/[\w-]{32}/'
)
# Whoever offers to get to know a pupil is sent to the slip of that offer, which is new; whoever has
# places worked out, to that run.
NEW = re.compile(r"(?<=^/beside/)[\da-f-]{36}(?=/slip/$)|(?<=/runs/)[\da-f-]{36}(?=/$)")
COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY column_name)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
  AND has_table_privilege(format('%I.%I', table_schema, table_name), 'SELECT')
  AND column_name NOT IN ('id', 'row') AND data_type NOT LIKE 'timestamp%'
GROUP BY table_name
"""
HEADERS = ("Location", "Content-Type", "Content-Disposition", "HX-Redirect", "HX-Push-Url")

Key = tuple[str, str]


class Answer(NamedTuple):
    """What a reader was told: the status, the headers that say something, all of the body."""

    status: int
    headers: tuple[str, ...]
    packed: bytes

    @property
    def lines(self) -> list[str]:
        return [*self.headers, *zlib.decompress(self.packed).decode().splitlines()]


@dataclass
class Reading:
    """By page and address what a reader was told, and by table every row they can read."""

    pages: dict[Key, Answer] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)

    def shown(self) -> set[Key]:
        return {key for key, answer in self.pages.items() if answer.status == 200}


def differing(one: Reading, other: Reading) -> dict[str, list[Key]]:
    """By name the pages that do not read the same, of those that were read in both."""
    found: dict[str, list[Key]] = {}
    for key in one.pages:
        if one.pages[key] != other.pages.get(key, one.pages[key]):
            found.setdefault(key[0], []).append(key)
    return found


def differing_rows(one: Reading, other: Reading) -> dict[str, set[str]]:
    """By table the rows that only one of the two could read."""
    tables = {each: set(one.rows[each]) ^ set(other.rows[each]) for each in one.rows}
    return {table: rows for table, rows in tables.items() if rows}


def in_words(one: Reading, other: Reading, keys: Collection[Key]) -> str:
    """The first lines in which these pages differ."""
    found = []
    for key in keys:
        before, after = one.pages[key], other.pages[key]
        found += [f"{key[1]}: {before.status}, {after.status}"]
        found += [*unified_diff(before.lines, after.lines, lineterm="", n=0)][3:8]
    return "\n".join(line[:400] for line in found[:40])


def read(world: World, reader: str, *, wide: bool, known: Reading | None = None) -> Reading:
    """What a reader finds; afterwards the world is as it was before they looked.

    `known` is what they found in the other world: what it did not show is left out.
    """
    before = transaction.savepoint()
    look = Look(world, reader, wide, known.shown() if known else None)
    look.found.rows = _rows(subject_of(world, reader), look.client.session)
    act(None)
    for page in pages_of(wide):
        look.at(page)
    for page in POSTS if wide else ():
        for address in look.addresses(page):
            look.send(page.name, address, "#empty", {})
    transaction.savepoint_rollback(before)
    return look.found


def pages_of(wide: bool) -> list[Page]:
    """The pages that are swept: all, or those of the apps that know of pupils' answers."""
    modules = {name: view.__module__ for name, view in _views().items()}
    return [
        page
        for page in GETS
        if page.answers["anonymous"] != 405
        and (wide or modules[page.name].startswith(ABOUT_PUPILS))
    ]


def _views() -> dict[str, Callable]:
    return {
        pattern.name: pattern.callback
        for part in get_resolver().url_patterns
        for pattern in getattr(part, "url_patterns", [part])
    }


class Look:
    """A reader who has come in with a browser, and what they have found so far."""

    def __init__(self, world: World, reader: str, wide: bool, wanted: set[Key] | None):
        self.world, self.wanted, self.found = world, wanted, Reading()
        self.ids = world.ids if wide else world.few_ids
        self.client = _client(world, reader)

    def at(self, page: Page) -> None:
        """A page at each of its addresses, and once more in each other way it can be had."""
        for address in self.addresses(page):
            if self._get(page.name, address) == 200 or page.name in SILENT:
                self._more(page.name, address)

    def _more(self, name: str, address: str) -> None:
        for query in self._queries(name):
            self._get(name, f"{address}?{query}")
        if name in IN_PART:
            self._get(name, f"{address}#part", headers={"HX-Request": "true"})
        for n, form in enumerate(PRINTS.get(name, ())):
            self.send(name, address, f"#print {n}", form | {"carer": self.world.carer_ids})

    def addresses(self, page: Page) -> Iterator[str]:
        for args in product(*(self.ids[each] for each in page.args)):
            yield reverse(page.name, args=args)

    def _queries(self, name: str) -> Iterator[str]:
        for query in QUERIES.get(name, ()):
            kind = re.search(r"{(\w+)}", query)
            for value in self.ids[kind[1]] if kind else [""]:
                yield re.sub(r"{\w+}", str(value), query)

    def _get(self, name: str, address: str, **extra) -> int:
        inside = f"{address}{INSIDE}"
        if self.wanted is not None and not self.wanted & {(name, address), (name, inside)}:
            return 200
        response = self.client.get(address, **extra)
        self.found.pages[name, address] = _answer(response)
        if f"/{INSTEAD}/" in response.headers.get("Location", ""):
            response = self.client.get(response.headers["Location"])
            self.found.pages[name, inside] = _answer(response)
        return response.status_code

    def send(self, name: str, address: str, mark: str, form: dict) -> None:
        """What a form is answered with; then it was never sent."""
        before, cookies = transaction.savepoint(), self.client.cookies.copy()
        self.found.pages[name, address + mark] = _answer(self.client.post(address, form))
        transaction.savepoint_rollback(before)
        self.client.cookies = cookies


def _client(world: World, reader: str) -> Client:
    if reader not in (*LINKED, CARD):
        return come_in(reader, (world, world.there))
    client = Client()
    tell_database(NOBODY)
    if reader == CARD:
        way = reverse("card", args=[world.ids["cardcode"][0]])
        assert client.post(way).status_code == 302
        return client
    address = reverse("family", args=[world.links[LINKED[reader]]])
    assert client.post(address).status_code == 302
    return client


def subject_of(world: World, reader: str):
    """Whom the database is told to be acting; nobody where no one came in."""
    who = {"door": "colleague", CARD: "pupil", **LINKED}.get(reader, reader)
    return world.there.people["head_of_year"] if who == "elsewhere" else world.people.get(who)


def _answer(response) -> Answer:
    headers = tuple(f"{name}: {NEW.sub('', response.headers.get(name, ''))}" for name in HEADERS)
    text = BY_CHANCE.sub("", _body(response.content))
    return Answer(response.status_code, headers, zlib.compress(text.encode(), 1))


def _body(content: bytes) -> str:
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(f"{name}\n{archive.read(name)!r}" for name in archive.namelist())


def _rows(person, session) -> dict[str, list[str]]:
    """Every row of every table, but for its own id and for the moment it was written."""
    came = {"past": PAST not in session, "browser": session.get(BROWSER, "")}
    tell_database(replace(act(person), **came))
    with connection.cursor() as cursor:
        return {table: _rows_of(cursor, table, names) for table, names in _readable()}


def _rows_of(cursor, table: str, columns: list[str]) -> list[str]:
    listed = ", ".join(f'"{each}"::text' for each in columns)
    cursor.execute(f'SELECT {listed} FROM "{table}"')
    return sorted(BY_CHANCE.sub("", str(row)) for row in cursor.fetchall())


@cache
def _readable() -> list[tuple[str, list[str]]]:
    """Every table that the app's role may read, with the columns that say something."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return [each for each in cursor.fetchall() if each[0] not in NOT_OF_THE_SCHOOL]
