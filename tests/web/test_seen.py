"""What an eye would find: each planted fault is seen, and what only looks like one is not."""

import pytest

from tests.browser.looking import seen

pytestmark = pytest.mark.browser

BOX = "position: static; background: white; border: 1px solid; padding: 8px; "
LONG = "A sentence that is a good deal longer than the box in which it has to stand."
PLANTED = {
    "a line cut off at the side": (
        "clipped",
        f"<p style='inline-size: 9rem; overflow: hidden; white-space: nowrap'>{LONG}</p>",
    ),
    "a control cut off below": (
        "clipped",
        "<div style='block-size: 20px; overflow: hidden'><button>Keep it</button></div>",
    ),
    "a line before the page begins": (
        "clipped",
        f"<p style='position: relative; inset-inline-start: -60rem'>{LONG}</p>",
    ),
    "two lines on each other": (
        "overlapped",
        f"<p>{LONG}</p><p style='margin-block-start: -1.2em'>{LONG}</p>",
    ),
    "a control on a line": (
        "overlapped",
        f"<p>{LONG}</p><button style='position: relative; inset-block-start: -2rem'>Keep it</button>",
    ),
    "a box drawn over a line": (
        "overlapped",
        f"<p>{LONG}</p><div style='position: relative; background: white; block-size: 2rem;"
        " margin-block-start: -2rem'></div>",
    ),
    "two buttons on each other": (
        "overlapped",
        "<button>Keep it</button><button style='margin-inline-start: -1rem'>Leave it</button>",
    ),
    "a button too small to touch": (
        "under 24 px to touch",
        "<button style='block-size: 16px; inline-size: 16px; padding: 0; border: 0'>x</button>",
    ),
    "two links too near to touch one": (
        "under 24 px to touch",
        "<a href='#a' style='display: block; block-size: 14px; line-height: 14px; padding: 0'>One</a>"
        "<a href='#b' style='display: block; block-size: 14px; line-height: 14px; padding: 0'>Two</a>",
    ),
    "a line that leaves its card": (
        "off its card",
        f"<div style='{BOX} inline-size: 9rem; white-space: nowrap'>{LONG}</div>",
    ),
    "a line that ends in dots": (
        "cut by an ellipsis",
        "<p style='inline-size: 9rem; overflow: hidden; white-space: nowrap;"
        f" text-overflow: ellipsis'>{LONG}</p>",
    ),
    "a half with nothing in it": (
        "an empty half",
        "<div style='display: grid; grid-template-columns: 1fr 1fr'><p>Short.</p>"
        f"<div>{'<p>One more line.</p>' * 40}</div></div>",
    ),
}
WELL = {
    "dots whose whole words can be read": (
        f"<p title='{LONG}' style='inline-size: 9rem; overflow: hidden; white-space: nowrap;"
        f" text-overflow: ellipsis'>{LONG}</p>"
    ),
    "words for those who listen": f"<button>Keep<span class='vh' style='position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden'> {LONG}</span></button>",
    "a part that is scrolled": (
        f"<div tabindex='0' style='inline-size: 9rem; overflow-x: auto; white-space: nowrap'>{LONG}</div>"
    ),
    "a link in a sentence": "<p>You can read <a href='#a'>who looked</a> at any time.</p>",
    "a label that holds its box": "<label><input type='checkbox'> Yes</label>",
    "a folded part": f"<details><summary>More</summary><p>{LONG}</p></details>",
    "a column that stays beside a long one": (
        "<div style='display: grid; grid-template-columns: 1fr 1fr'>"
        "<p style='position: sticky; inset-block-start: 0; align-self: start'>Short.</p>"
        f"<div>{'<p>One more line.</p>' * 40}</div></div>"
    ),
}
BARE = """<!doctype html><html lang="en"><title>Bare</title><style>
main { margin: 2rem; font: 16px/1.5 sans-serif } p { margin: 0 }
button, summary, label { display: inline-block; min-block-size: 28px }
</style><main>%s</main></html>"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_seen(page, name):
    fault, html = PLANTED[name]
    page.set_content(BARE % html)
    assert any(each.startswith(fault) for each in seen(page)), seen(page)


@pytest.mark.parametrize("name", WELL)
def test_what_can_be_read_and_touched_is_no_fault(page, name):
    page.set_content(BARE % WELL[name])
    assert seen(page) == []
