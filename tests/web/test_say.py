"""The reading aloud of a screen stays on the computer: a voice of a firm’s server is not used."""

import pytest

from tests.web.voices import VOICES

pytestmark = pytest.mark.browser

FIELD = """document.querySelector("main").insertAdjacentHTML("beforeend", `<fieldset><legend>
<h1 id="asked">Who helps you?</h1></legend><beside-say for="asked"><button type="button">
Read it to me</button></beside-say></fieldset>`)"""


@pytest.fixture
def page(room, browser):
    page = browser.new_page()
    yield page
    page.close()


def _open(page, room, local: str):
    page.add_init_script(VOICES % local)
    page.goto(f"{room}/style/")
    page.wait_for_selector("beside-hide-names button:visible")
    page.evaluate(FIELD)
    return page.get_by_role("button", name="Read it to me")


def test_a_voice_of_this_computer_reads(page, room):
    _open(page, room, "true").click()
    assert page.evaluate("window.spoken") == ["Who helps you?"]


def test_a_voice_that_would_send_the_words_away_is_not_offered(page, room):
    assert _open(page, room, "false").count() == 0
