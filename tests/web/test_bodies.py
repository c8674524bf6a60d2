"""How much a request may carry: by who sends it, and to which page."""

import pytest
from django.urls import reverse

from beside.accounts.views.signing_in import LONGEST_ANSWER
from beside.web import bodies

IN, AT_DOOR, NOBODY = {"_auth_user_id": "x"}, {"beside_door_subject": "x"}, {}


@pytest.mark.parametrize(
    ("page", "session", "most"),
    [
        ("/account/sign-in/", NOBODY, bodies.FORM),
        ("/no-page/", NOBODY, bodies.FORM),
        ("back", NOBODY, bodies.ANSWER),
        ("back", AT_DOOR, bodies.LONG_FORM),
        ("back", IN, bodies.LONG_FORM),
        ("/account/sign-in/", AT_DOOR, bodies.LONG_FORM),
    ],
)
def test_how_much_it_may_carry(page, session, most):
    path = reverse("school_account_back", args=["saml"]) if page == "back" else page
    assert bodies.most(path, session) == most


def test_the_longest_answer_that_is_read_may_be_sent():
    assert bodies.FORM < LONGEST_ANSWER * 5 // 4 < bodies.ANSWER
