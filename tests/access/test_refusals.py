"""A refusal that no view caught: its words on a page, nothing kept, and the way back."""

from datetime import time

import pytest
from django.db import IntegrityError
from django.urls import include, path

from beside.access.middleware import APART
from beside.access.refusals import Refusal
from beside.schools.models import OpeningHours, SchoolDays
from beside.ties.actions import commitments
from beside.ties.models import Capacity
from tests.factories import NOW, Small, act, sign_in

pytestmark = pytest.mark.django_db
WORDS = "Two terms cannot <overlap>."


def refuses(request):
    commitments.set_limit(by=request.actor, limit=7)
    raise Refusal(WORDS)


def kept_apart(request):
    commitments.set_limit(by=request.actor, limit=7)
    raise IntegrityError(APART)


urlpatterns = [
    path("refuses/", refuses),
    path("apart/", kept_apart),
    path("", include("beside.server.urls")),
]


@pytest.fixture
def office(client):
    school = Small()
    adult = school.adult("Simran Kaur", "office")
    school.settle()
    sign_in(client, adult)
    return adult


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("page", "referer", "status", "says"),
    [
        ("/refuses/", "http://testserver/days/?to=1", 409, 'href="/days/?to=1"'),
        ("/refuses/", "http://evil.example/days/", 409, 'href="/"'),
        ("/refuses/", "", 409, 'href="/"'),
        ("/apart/", "", 422, "They cannot be put together."),
    ],
)
def test_what_was_refused_is_said_and_nothing_of_it_is_kept(
    client, office, page, referer, status, says
):
    answer = client.post(page, headers={"referer": referer})
    assert (answer.status_code, says in answer.text) == (status, True)
    assert "Nothing has been changed." in answer.text
    assert status == 422 or "Two terms cannot &lt;overlap&gt;." in answer.text
    act(office)
    assert not Capacity.objects.filter(adult=office.pk).exists()


def test_a_stale_page_starts_no_second_calendar(client, office, monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    assert client.post("/days/", {"do": "start"}).status_code == 302
    before = list(SchoolDays.objects.values_list("pk"))
    OpeningHours.objects.filter(weekday=0).update(opens=time(7))
    answer = client.post("/days/", {"do": "start"}, follow=True)
    assert answer.status_code == 200 and "There is a calendar already." in answer.text
    assert list(SchoolDays.objects.values_list("pk")) == before
    assert OpeningHours.objects.get(weekday=0).opens == time(7)
