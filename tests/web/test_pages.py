"""The style page and the marking list in a real browser, under the real content policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looking import seen

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/style/", "/marks/?pupils=6", "/rings/"]
WIDTHS = [1280, 390, 320]


@pytest.fixture
def open_page(room, browser):
    contexts = []

    def open_page(path, width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda line: line.type == "error" and page.complaints.append(line.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(room + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault_axe_can_find_and_does_not_scroll_sideways(open_page, path, width):
    page = open_page(path, width)
    page.wait_for_selector("beside-hide-names button:visible")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert seen(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.complaints == []


def test_the_page_asks_again_every_three_seconds(open_page):
    page = open_page("/style/")
    page.get_by_text("Asked again 0 times").wait_for()
    page.get_by_text("Asked again 0 times").wait_for(state="detached")
    assert page.get_by_text("Asked again").is_visible()
    assert page.complaints == []


def test_the_key_h_hides_names_and_shows_them_again(open_page):
    page = open_page("/style/")
    page.keyboard.press("h")
    name = page.locator("td .pupil-name, th .pupil-name").first
    assert name.evaluate("it => getComputedStyle(it).color") == "rgba(0, 0, 0, 0)"
    assert page.locator("beside-hide-names button").get_attribute("aria-pressed") == "true"
    page.keyboard.press("h")
    assert name.evaluate("it => getComputedStyle(it).color") != "rgba(0, 0, 0, 0)"


def test_the_letter_h_in_a_text_box_is_a_letter(open_page):
    page = open_page("/style/")
    page.locator("textarea").first.press_sequentially("hh")
    assert page.locator("html").get_attribute("data-names") is None


def test_shortcuts_can_be_turned_off(open_page):
    page = open_page("/style/")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("h")
    assert page.locator("html").get_attribute("data-names") is None


def test_the_search_box_keeps_the_rows_that_hold_every_word(open_page):
    page = open_page("/style/")
    page.keyboard.press("/")
    page.keyboard.type("9jo todd")
    assert page.locator("#pupils tbody tr:visible").all_inner_texts()[0].startswith("Marek Todd")
    assert page.locator("#pupils tbody tr:visible").count() == 1
    assert page.get_by_text("1 of 6 shown").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#pupils tbody tr:visible").count() == 6


def test_a_file_can_be_dropped_or_chosen(open_page, tmp_path):
    page = open_page("/style/")
    page.locator("beside-drop").evaluate(
        """drop => {
            const data = new DataTransfer();
            data.items.add(new File(['a'], 'users.csv'));
            drop.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
        }"""
    )
    assert page.get_by_text("Chosen: users.csv").is_visible()
    assert page.locator("input[type=file]").evaluate("it => it.files.length") == 1


def test_a_form_that_is_refused_takes_the_reader_to_what_is_wrong(open_page):
    page = open_page("/style/")
    page.get_by_role("link", name="Choose who should see this.").click()
    assert page.url.endswith("#id_who")
    target = page.locator("#id_who").bounding_box()
    assert target is not None and 0 <= target["y"] <= 900


def test_print_leaves_out_what_only_a_screen_needs(open_page):
    page = open_page("/style/", 760)
    page.emulate_media(media="print")
    for gone in (".tabs", ".foot", ".help", "beside-hide-names", ".filters"):
        assert not page.locator(gone).first.is_visible(), gone
    display = page.locator("#pupils tbody tr").first.evaluate("it => getComputedStyle(it).display")
    assert display == "table-row"


def test_forced_colours_keep_states_apart_by_their_edges(open_page):
    page = open_page("/style/", forced_colors="active")
    style = "it => getComputedStyle(it).borderInlineStartStyle"
    assert page.locator(".tile.state--nobody").first.evaluate(style) == "dashed"
    assert page.locator(".tile.state--waiting").first.evaluate(style) == "dotted"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_bottom_bar_and_the_page_fit_in_both_directions(open_page, direction):
    page = open_page("/style/", 320)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    bar = page.locator(".tabs").bounding_box()
    assert bar is not None and round(bar["y"] + bar["height"]) == 900
