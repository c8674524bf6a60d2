"""The table of the Children's Code names pages and tests that are there; and the tests it leans on."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from beside.access.registry import book
from beside.home import queries
from beside.rights import Basis, Verb
from beside.schools.models import Enrolment, Person
from beside.schools.rules import nations
from beside.ties.forms import SurveyForm
from beside.ties.models import Nomination, Round
from tests.factories import NOW
from tests.house.places import ROOT
from tests.pages import GETS
from tests.reading import visits
from tests.reading.page import blocks

MANUAL = ROOT / "docs" / "manual"
STANDARDS = (
    *("Best interests of the child", "Data protection impact assessments"),
    *("Age appropriate application", "Transparency", "Detrimental use of data"),
    *("Policies and community standards", "Default settings", "Data minimisation", "Data sharing"),
    *("Geolocation", "Parental controls", "Profiling", "Nudge techniques"),
    *("Connected toys and devices", "Online tools"),
)
OPEN_TO_ANYBODY = {page.name for page in GETS if page.answers["anonymous"] in (200, 422)}
# What is kept of adults alone, of nobody by name, or only that a mail went out.
NOT_OF_PUPILS = {"nomination_of_colleague", "capacity", "figure", "mail"}
NOT_OF_PUPILS |= {"staff_opening", "reminder", "vouching", "domain_yes", "approval", "release"}
LURES = re.compile(
    r"\b(points?|badges?|streaks?|levels?|scores?|ranks?|ranking|leader ?boards?|likes|winners?|rewards?"
    r"|prizes?|well done|hurry|last chance|come back|do not miss|friends? so far|top \d+)\b",
    re.IGNORECASE,
)
LONELY = re.compile(
    r"\byou (have|named|know) (no one|nobody|no people)|\b(no one|nobody) (is beside|named|chose|knows) you"
    r"|\b(lonely|isolated|unpopular|without anyone)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """Each page that a pupil is answered, and those of a survey, as HTML by what it is called."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("BESIDE_NOW", NOW.isoformat())
        found = dict(visits.of_the_table())
        for promise, easier in (("yes_no", False), ("yes_no", True), ("choose", False)):
            found |= dict(visits.one_survey(promise, easier))
        transaction.set_rollback(True)
    yield found


def rows() -> list[list[str]]:
    """The rows of the table: standard, what is done, pages, tests."""
    text = (MANUAL / "childrens-code.md").read_text()
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if re.match(r"\| \d+\. ", line)
    ]


def test_the_table_has_the_fifteen_standards():
    named = [row[0].split(". ", 1)[1] for row in rows()]
    assert named == [*STANDARDS]
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []


@pytest.mark.parametrize("row", rows(), ids=STANDARDS)
def test_every_page_that_a_row_names_is_there(row):
    named = set(re.findall(r"`(\w+)`", row[2]))
    linked = [MANUAL / each for each in re.findall(r"\]\(([^)#]+)", row[2])]
    assert named or linked
    assert named <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert [each for each in linked if not each.is_file()] == []


@pytest.mark.parametrize("row", rows(), ids=STANDARDS)
def test_every_test_that_a_row_names_is_there(row):
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row[3])
    assert len(named) == row[3].count("`") / 2 > 0
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text())
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, name


def test_no_page_tells_a_pupil_that_they_have_nobody(pages):
    said = {name: LONELY.findall(" ".join(blocks(html))) for name, html in pages.items()}
    assert {name: found for name, found in said.items() if found} == {}


def test_help_is_on_every_page_on_which_a_pupil_writes(pages):
    asked = {name: html for name, html in pages.items() if 'class="who__text"' in html}
    writing = {
        name: html for name, html in asked.items() if re.search("<textarea|type=.text", html)
    }
    help_ = reverse("talk_to_someone")
    assert len(writing) > 5
    assert [
        n for n, html in writing.items() if f'href="{help_}"' not in html and n != "talk_to_someone"
    ] == []


def test_the_template_asks_about_every_kind_of_record():
    text = (MANUAL / "dpia.md").read_text()
    assert [each.what for each in queries.kept() if f"| {each.what} |" not in text] == []


def test_a_pupil_is_told_of_every_kind_of_record(pages):
    assert {line.kind for line in book().lines if not line.said} == NOT_OF_PUPILS
    read = blocks(pages["kept"])
    assert [each for each in queries.kept() if each.what not in read or each.why not in read] == []


def test_nothing_counts_ranks_or_lures(pages):
    said = {n: LURES.findall(" ".join(blocks(html))) for n, html in pages.items() if n != "kept"}
    assert {name: found for name, found in said.items() if found} == {}
    people = {name: html for name, html in pages.items() if name.startswith("my_people")}
    numbers = {
        n: re.findall(r"\b\d+ (?:people|names|of)\b", " ".join(blocks(html)))
        for n, html in people.items()
    }
    assert people and not any(numbers.values())


def test_what_is_worked_out_about_a_pupil_is_read_by_whoever_looks_after_them():
    looking_after = {Basis.TUTOR, Basis.HEAD_OF_YEAR, Basis.SAFEGUARDING_LEAD}
    assert readers("state") == looking_after
    assert readers("exact_state") < looking_after


def readers(kind: str) -> set[Basis]:
    return {basis for basis, of, verb in book().cells if of == kind and verb == Verb.READ}


def test_the_most_private_is_what_nobody_has_to_choose():
    form = SurveyForm(years=["9"], today=NOW.date())
    assert form.fields["promise"].initial == Round.Promise.YES_NO
    assert Round().promise == Round.Promise.YES_NO
    assert (Nomination().opened_to_staff, Nomination().opened_to_named) == (False, False)


def test_no_more_is_kept_of_a_person_than_this():
    assert _columns(Person) == {
        *("subject_id", "federation_id", "source_id", "given_name", "family_name"),
        *("preferred_name", "username", "email"),
    }
    assert _columns(Enrolment) == {
        *("id", "person_id", "school_id", "source_id", "starts", "ends", "year_group"),
        *("tutor_group_id", "previous_school", "admission_number"),
        *("leaving_reason", "destination"),
    }


def _columns(model) -> set[str]:
    return {field.attname for field in model._meta.concrete_fields}


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = ("src", "srcset", "href", "action", "data", "poster", "hx-get", "hx-post", "ping")
        self.found += [value for name, value in attributes if name in named and value]


# Whom a child may ring or write to: the only way out of a page, and one that a child has to press.
HELP_LINES = {line.page for each in nations.NATIONS.values() for line in each.helplines}


def test_nothing_on_a_page_comes_from_or_goes_to_another_host(pages):
    for name, html in pages.items():
        reader = _Addresses()
        reader.feed(html)
        leads = {each for each in reader.found if re.match(r"\w+:|//", each)} - HELP_LINES
        assert [each for each in leads if not re.fullmatch(r"tel:\d+", each)] == [], name


@pytest.mark.django_db
def test_the_browser_is_told_to_fetch_from_nowhere_else():
    policy = Client().get(reverse("signed_out")).headers["Content-Security-Policy"]
    allowed = {source for part in policy.split("; ") for source in part.split()[1:]}
    assert allowed == {"'self'", "'none'"}
    assert "default-src 'none'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["signed_out", "card_ask", "account_login", "accessibility"])
def test_no_page_may_ask_for_a_place_a_camera_or_a_device(name):
    told = Client().get(reverse(name)).headers["Permissions-Policy"].split(", ")
    assert {"geolocation=()", "camera=()", "microphone=()", "usb=()"} <= {*told}
    scripts = "".join(path.read_text() for path in (ROOT / "assets" / "js").glob("*.js"))
    asks = r"geolocation|mediaDevices|navigator\.(usb|serial|bluetooth|hid)|Notification|sendBeacon"
    assert scripts and re.findall(asks, scripts) == []


def test_parents_read_nothing_that_a_pupil_says():
    reads = {
        kind: when
        for (basis, kind, verb), when in book().cells.items()
        if (basis, verb) == (Basis.CARER, Verb.READ)
    }
    assert reads == {"identity": "always", "family_link": "own", "nomination_by_adult": "own"}


def test_yes_and_no_look_the_same(pages):
    offer = re.findall(r'<button[^>]*class="([^"]*)"[^>]*name="answer"', pages["home"])
    share = re.findall(r'<button class="([^"]*)" name="opened"', pages["my_people, choose"])
    assert len(offer) == 2 and len({*offer}) == 1
    assert len(share) >= 4 and len({*share}) == 1


def test_what_is_kept_is_at_most_two_clicks_away(pages):
    """A page links to it, or to the first page, which does."""
    near, first = f'href="{reverse("kept")}"', 'href="/"'
    assert near in pages["home"]
    mine = {n: html for n, html in pages.items() if n.split(", ")[0] not in OPEN_TO_ANYBODY}
    assert len(mine) > 30
    assert [name for name, html in mine.items() if near not in html and first not in html] == []
