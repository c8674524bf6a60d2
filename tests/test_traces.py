"""What is left behind of a visit: no secret and no pupil's name in a log, a title or a redirect."""

import io
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

import beside
from beside.access.actor import role
from beside.access.models import Account
from beside.audit.models import Change
from beside.rights import Role
from beside.web.logs import Names, Places
from tests.factories import Small, act, sign_in
from tests.house.places import PACKAGE, ROOT
from tests.pages import GETS
from tests.test_urls import CODE, address, come_in, places  # noqa: F401

pytestmark = pytest.mark.django_db

TEMPLATES = sorted(Path(beside.__file__).parent.rglob("templates/**/*.html"))
WHO = ("anonymous", "pupil", "parent", "head_of_year", "safeguarding_lead")
SECRETS = {
    "card": "SECRETCARD",
    "family": "SECRETLETTER",
    "join_choose": "SECRETDOOR",
    "invitation": "secret-invitation",
    "calendar_feed": "secret-calendar",
}


@pytest.fixture
def log():
    """What a running Beside would write to its log."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(Names())
    handler.setFormatter(Places())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def test_the_log_of_a_running_beside_is_the_one_looked_at():
    handler = settings.LOGGING["handlers"]["console"]
    assert handler["filters"] == ["names"]
    assert settings.LOGGING["filters"]["names"]["()"] == f"{Names.__module__}.{Names.__name__}"
    assert settings.LOGGING["formatters"]["places"]["()"] == f"{Places.__module__}.Places"
    assert settings.LOGGING["loggers"]["django"]["handlers"] == []


@pytest.mark.parametrize("who", WHO)
def test_no_title_way_or_log_holds_a_pupils_name(places, log, who):  # noqa: F811
    client = come_in(who, places)
    found = []
    for page in GETS:
        for send in (client.get, client.post):
            answer = send(address(page, places[0].ids))
            title = re.search(r"<title>(.*?)</title>", answer.text, re.S) if answer.text else None
            for text in (title[1] if title else "", answer.headers.get("Location", "")):
                if "Isla" in text or CODE in text:
                    found.append((page.name, text))
    assert found == []
    said = log.getvalue()
    assert said
    held = ("Isla", CODE, "CARDCODE", str(places[0].ids["pupil"]), "/card/", "/join/")
    assert [each for each in held if each in said] == []


def test_a_secret_in_an_address_is_taken_out_of_it_and_never_logged(client, log):
    for route, secret in SECRETS.items():
        for send in (client.get, client.post):
            answer = send(reverse(route, args=[secret]))
            for each in (
                answer,
                client.get(answer.url, follow=True) if answer.get("Location") else answer,
            ):
                assert secret not in each.headers.get("Location", "")
    assert [each for each in SECRETS.values() if each in log.getvalue()] == []
    assert "card" in log.getvalue()


def test_what_comes_instead_of_a_secret_is_for_one_page_and_no_script():
    client = Client()
    answer = client.get(reverse("card", args=["SECRETCARD"]))
    assert answer.url == "/card/-/"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    cookie = answer.cookies["beside_card"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/card/-/", True, "Lax")
    assert "SECRETCARD" in client.get("/card/-/").text
    assert Client().get("/card/-/").url == reverse("card_ask")


@pytest.mark.parametrize("ask", ["card_ask", "join", "family_ask"])
def test_a_code_that_is_typed_stands_in_no_address(client, ask):
    answer = client.post(reverse(ask), {"code": "ABCD2345"})
    assert answer.status_code in (302, 422)
    assert "ABCD2345" not in answer.headers.get("Location", "")


def test_a_fault_is_logged_as_its_kind_and_place(log):
    try:
        raise ValueError("Isla Young")
    except ValueError:
        logging.getLogger("beside").exception("It failed")
    assert "Isla" not in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert "test_traces.py" in log.getvalue()


def test_a_job_that_failed_is_logged_without_what_it_was_given(log):
    said = "Job home.make_first_school[7](name='Isla Young', mails=('a', 'b')) ended with an error"
    logging.getLogger("procrastinate.worker").error(said)
    assert log.getvalue() == "Job home.make_first_school[7] ended with an error\n"


def test_the_record_of_changes_holds_no_password_and_no_address(client):
    school = Small()
    ann = school.adult("Ann Okafor")
    school.settle()
    sign_in(client, ann)
    with role(Role.ROLL):
        account = Account.objects.get(pk=ann.pk)
        account.set_password("three quiet willow trees")
        account.save()
    act(ann)
    kept = " ".join(f"{each.why} {each.old} {each.new}" for each in Change.objects.all())
    assert "argon2" not in kept
    assert "last_login" not in kept
    assert "/" not in " ".join(Change.objects.values_list("why", flat=True))


def test_no_script_of_ours_keeps_anything_in_a_browser():
    scripts = [*(ROOT / "assets" / "js").glob("*.js"), *PACKAGE.glob("web/static/dist/*.js")]
    keeps = re.compile(r"localStorage|sessionStorage|indexedDB|caches\.open|document\.cookie *=")
    assert len(scripts) > 3
    assert [path.name for path in scripts if keeps.search(path.read_text())] == []


def test_no_form_asks_for_a_name_in_an_address():
    faulty = []
    for path in TEMPLATES:
        text = path.read_text()
        for form in re.findall(r'<form method="get".*?</form>', text, re.S):
            if re.search(r'type="(search|text)"', form):
                faulty.append(path.name)
        if re.search(r"<input[^>]*hx-get", text):
            faulty.append(path.name)
    assert faulty == []


def test_no_title_is_made_of_a_persons_name():
    titles = {
        p.name: re.findall(r"block title %}(.*?){% endblock", p.read_text()) for p in TEMPLATES
    }
    named = re.compile(r"{{ *(person|pupil|each\.person|who|beside|child)\b")
    assert [name for name, found in titles.items() if any(map(named.search, found))] == []
