"""A page of another site cannot press a button of ours: every press needs its token."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import sign_in
from tests.pages import GETS, POSTS
from tests.test_urls import address, places  # noqa: F401

pytestmark = pytest.mark.django_db
SIGNING_IN = ("account_login", "card_ask", "join", "family_ask", "account_reset_password")


def test_nothing_is_changed_without_a_token(places):  # noqa: F811
    here, _there = places
    client = Client(enforce_csrf_checks=True)
    sign_in(client, here.people["head_of_year"])
    told = {p.name: client.post(address(p, here.ids)).status_code for p in GETS + POSTS}
    told |= {each: getattr(client, each)("/").status_code for each in ("put", "patch", "delete")}
    assert len(told) > 150
    assert {name: code for name, code in told.items() if code != 403} == {}


@pytest.mark.parametrize("page", SIGNING_IN)
def test_nobody_is_signed_in_without_a_token(page):
    answer = Client(enforce_csrf_checks=True).post(reverse(page), {"code": "ABCD2345"})
    assert answer.status_code == 403
