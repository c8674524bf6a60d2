"""The family pages and the letter in every language: nothing missing, nothing left in English."""

import io
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation.template import templatize

from beside.access.actor import role
from beside.rights import Role
from beside.schools.models import Federation
from beside.ties.actions import rounds
from tests.factories import NOW, Small, act, sign_in
from tests.ties.homes import Homes, say, send, tell_nobody

TIES = Path(settings.PACKAGE) / "ties"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# What stands around the pages of a family, in templates that belong to every page.
AROUND = {
    "Skip to the main part of this page",
    "About this school",
    "Made-up school: nobody here is real",
    "Accessibility",
    "Please look at this again",
}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def asked() -> set[str]:
    """Every message of the family templates and of their wording."""
    sources = [
        templatize(path.read_text(), origin=str(path))
        for path in (TIES / "templates/ties/family").glob("*.html")
    ]
    sources.append((TIES / "family_wording.py").read_text())
    found = {
        str(message)
        for source in sources
        for _line, message, _comments, _context in extract("python", io.BytesIO(source.encode()))
    }
    return found | AROUND


def catalogue(language: str) -> dict[str, str]:
    path = Path(settings.PACKAGE) / f"locale/{language}/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        return {each.id: each.string for each in read_po(file) if each.id}


def test_there_are_ten_languages_beside_english():
    assert set(LANGUAGES) == {"ar", "bn", "pa", "pl", "pt", "ro", "so", "tr", "uk", "ur"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_other(language):
    found = catalogue(language)
    assert set(found) == asked()
    assert [message for message, words in found.items() if not words or words == message] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language):
    for message, words in catalogue(language).items():
        assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(message)), message
        assert "%" not in PLACEHOLDER.sub("", words)


class Spoken(HTMLParser):
    """Every piece of text of a page, and of the attributes that are read out."""

    def __init__(self, page: str):
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found |= {value for name, value in attrs if name in ("aria-label", "title") and value}

    def handle_data(self, data):
        if re.search(r"[A-Za-z]{3}", data):
            self.found.add(" ".join(data.split()))


OURS = {
    *("Beside", "– Beside", "Hill School", "Isla", "Ann Okafor", "Tom Becker", "An aunt"),
    *(name for _code, name in settings.LANGUAGES),
}


def pages(language: str) -> dict[str, set[str]]:
    """What is said on every page of a family, in a language."""
    homes = Homes(_made_up())
    found = {}

    def look(name: str, page) -> None:
        found[name] = page.content.decode()

    code = homes.code(homes.tom)
    client = Client()
    tell_nobody()
    look("ask", client.get(reverse("family_ask"), {"language": language}))
    look("wrong", client.get(reverse("family", args=["nothing"]), follow=True))
    look("empty", client.post(reverse("family_ask")))
    look("intro", client.get(reverse("family", args=[code]), follow=True))
    client.post(reverse("family", args=[code]))
    client.post(reverse("family_screen", args=["talk"]), {"add": str(homes.ann.pk)})
    for screen in ("talk", "beside-1", "others-1", "learning-1", "could-1"):
        look(screen, client.get(reverse("family_screen", args=[screen])))
    look("nobody", client.get(reverse("family_find"), {"typed": "zzz"}))
    path = reverse("family_screen", args=["talk"])
    look("not found", client.post(path, {"add": "x"}))
    look("too long", client.post(path, {"words": "x" * 90}))
    say(client, "others-1", **{"words-1": "An aunt", "relation-1": "relative"})
    say(client, "beside-1", beside="yes")
    say(client, "could-1", tick=["meet"])
    look("check", client.get(reverse("family_check")))
    send(client)
    look("sent", client.get(reverse("family_sent")))
    organiser = Client()
    sign_in(organiser, homes.lead)
    place = reverse("letters_of_group", args=[homes.round.pk, homes.group.pk])
    form = {"print": "1", "carer": [homes.tom.pk], "language": language}
    letter = organiser.post(place, form).content.decode()
    found["letter"] = re.search(r'<article class="letter">.*?</article>', letter, re.DOTALL)[0]
    homes.code(homes.tom, anew=True)
    rounds.end_asking(by=act(homes.lead), round_=homes.round, now=NOW)
    tell_nobody()
    again = Client().get(
        reverse("family", args=[homes.code(homes.tom)]), {"language": language}, follow=True
    )
    look("over", again)
    return {name: Spoken(page).found for name, page in found.items()}


def _made_up() -> Small:
    with role(Role.ROLL):
        return Small(federation=Federation.objects.create(name="Hills", fictional=True))


@pytest.fixture
def english(db) -> dict[str, set[str]]:
    return _english()


@cache
def _english() -> dict[str, set[str]]:
    from django.db import transaction

    before = transaction.savepoint()
    said = pages("en-gb")
    transaction.savepoint_rollback(before)
    return said


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_falls_back_to_english(english, language):
    said = pages(language)
    assert set(said) == set(english)
    left = {name: (said[name] & english[name]) - OURS for name in said}
    left = {name: {w for w in words if not _is_ours(w)} for name, words in left.items()}
    assert {name: words for name, words in left.items() if words} == {}


def _is_ours(words: str) -> bool:
    """An address, a code, or names alone."""
    return bool(re.fullmatch(r"(https?://\S+|[A-Z0-9 ]{12,14})", words))


@pytest.mark.django_db
def test_other_pages_stay_in_english_whatever_the_browser_asks_for():
    client = Client(HTTP_ACCEPT_LANGUAGE="ur")
    page = client.get(reverse("account_login"))
    assert '<html lang="en-gb" dir="ltr"' in page.content.decode()
    page = client.get(reverse("family_ask"))
    assert '<html lang="ur" dir="rtl"' in page.content.decode()
    page = client.get(reverse("family_ask"), {"language": "nonsense"})
    assert '<html lang="ur"' in page.content.decode()


@pytest.mark.django_db
def test_a_language_says_it_is_not_checked_until_somebody_is_named():
    homes = Homes()
    unchecked = "Nikt, kto mówi w tym języku"
    client, lead = Client(), Client()
    assert unchecked in client.get("/family/?language=pl").content.decode()
    assert unchecked not in client.get("/family/?language=en-gb").content.decode()
    sign_in(lead, homes.office)
    nobody = lead.post(reverse("languages"), {"language": "pl", "speaker": " "})
    assert nobody.status_code == 422
    done = lead.post(reverse("languages"), {"language": "pl", "speaker": "Ewa Nowak"})
    assert done.status_code == 302
    page = lead.get(reverse("languages")).content.decode()
    assert "Read by Ewa Nowak, " in page
    assert unchecked not in client.get("/family/?language=pl").content.decode()
    lead.post(reverse("languages"), {"undo": "pl"})
    assert unchecked in client.get("/family/?language=pl").content.decode()
    assert lead.post(reverse("languages"), {"language": "xx", "speaker": "E"}).status_code == 404
