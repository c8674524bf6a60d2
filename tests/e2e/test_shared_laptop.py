"""A laptop that many hands use: nothing stays behind, and nothing happens twice."""

import re

import pytest

from tests.browser import second_step
from tests.browser.meeting import EMAIL, PASSWORD

pytestmark = pytest.mark.e2e


def test_signing_out_leaves_nothing_behind(as_role):
    hand = as_role("anonymous")
    hand.go("/account/sign-in/")
    hand.page.locator("[name=login]").fill(EMAIL)
    hand.page.locator("[name=password]").fill(PASSWORD)
    hand.button("Sign in").click()
    second_step.show(hand, EMAIL)
    hand.page.get_by_role("heading", name="Hello").wait_for()
    answer = hand.page.goto(f"{hand.address}/roll/people/")
    assert answer.headers["cache-control"] == "no-store"
    assert "Ann Okafor" in hand.page.locator("main").inner_text()
    with hand.page.expect_response("**/sign-out/") as left:
        hand.button("Sign out").click()
    assert left.value.all_headers()["clear-site-data"] == '"cache", "storage"'
    hand.page.get_by_role("heading", name="You are signed out").wait_for()
    hand.page.go_back()
    assert "Okafor" not in hand.page.content()
    assert hand.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_double_click_on_an_offer_makes_one_offer(as_role, more_ids):
    hand = as_role("organiser")
    hand.go(f"/year/{more_ids['school']}/9/")
    offer = hand.button("I’ll get to know").first
    path = offer.evaluate("it => it.form.getAttribute('action')")
    pupil = path.split("/")[2]
    offer.dblclick()
    hand.page.get_by_role("button", name="Undo").wait_for()
    hand.go(f"/pupil/{pupil}/")
    assert hand.page.locator("#beside").get_by_text("Joan Reid").count() == 1


def test_the_same_offer_sent_twice_makes_one_offer(as_role, more_ids):
    hand = as_role("organiser")
    hand.go(f"/year/{more_ids['school']}/9/")
    form = hand.button("I’ll get to know").last
    path = form.evaluate("it => it.form.getAttribute('action')")
    token = form.evaluate("it => it.form.elements.csrfmiddlewaretoken.value")
    sent = [
        hand.page.request.post(
            hand.address + path,
            form={"csrfmiddlewaretoken": token},
            headers={"Referer": hand.address},
        )
        for _each in range(2)
    ]
    assert [answer.status for answer in sent] == [200, 200]
    assert sent[0].url == sent[1].url
    hand.go(f"/pupil/{path.split('/')[2]}/")
    assert hand.page.locator("#beside").get_by_text("Joan Reid").count() == 1


@pytest.mark.parametrize("name", ["/", "/year/{school}/9/", "/pupil/{pupil}/"])
def test_the_key_h_hides_every_name_of_a_pupil(as_role, more_ids, name):
    hand = as_role("organiser")
    hand.go(name.format_map(more_ids))
    hand.press("h")
    colours = hand.page.locator(".pupil-name").evaluate_all(
        "all => [...new Set(all.map(it => getComputedStyle(it).color))]"
    )
    assert len(colours) == 1
    assert re.match(r"rgba\(.*, 0\)", colours[0])
