"""The three rings in a real browser: by keyboard, by thumb, and without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.dataset.key"


@pytest.fixture
def recorded(room, page):
    def recorded(fail=""):
        return page.request.get(f"{room}/recorded/?fail={fail}").json()

    recorded()
    return recorded


@pytest.fixture
def rings(room, page, recorded):
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{room}/rings/?people=12")
    page.locator("beside-map[data-ready]").wait_for()
    yield page
    assert page.complaints == []


def person(page, name):
    return page.get_by_role("button", name=name)


def told(page, words):
    page.locator("#live").get_by_text(words, exact=True).wait_for()


def test_everybody_is_a_button_that_says_name_kind_and_ring(rings):
    people = rings.get_by_role("button").filter(has=rings.locator("ellipse"))
    assert people.count() == 12
    assert rings.get_by_role("button", name="Ms Okafor, adult at school, close").count() == 1


@pytest.mark.parametrize(
    ("key", "ring", "words"), [("ArrowUp", "1", "very close"), ("ArrowDown", "3", "further out")]
)
def test_an_arrow_moves_one_ring_saves_says_so_and_keeps_focus(rings, recorded, key, ring, words):
    person(rings, "Ms Okafor").focus()
    rings.keyboard.press(key)
    told(rings, f"Ms Okafor: {words}")
    assert recorded() == [{"key": ["p3"], "ring": [ring]}]
    assert rings.evaluate(FOCUSED) == "p3"
    assert person(rings, f"Ms Okafor, adult at school, {words}").get_attribute("tabindex") == "0"


def test_two_quick_presses_move_two_rings(rings, recorded):
    person(rings, "Mr Patel").focus()
    rings.keyboard.press("ArrowDown")
    rings.keyboard.press("ArrowDown")
    told(rings, "Mr Patel: further out")
    rings.get_by_role("button", name="Mr Patel, adult at school, further out").wait_for()
    assert recorded()[-1] == {"key": ["p1"], "ring": ["3"]}


def test_two_people_moved_at_once_both_stay_where_they_were_put(rings, recorded):
    recorded(fail="503")
    for name, key in [("Kai", "ArrowUp"), ("Leo", "ArrowDown"), ("Leo", "ArrowDown")]:
        person(rings, name).focus()
        rings.keyboard.press(key)
    told(rings, "Leo: further out")
    rings.get_by_role("button", name="Leo, pupil, further out").wait_for()
    assert rings.get_by_role("button", name="Kai, pupil, close").count() == 1
    saved = {each["key"][0]: each["ring"][0] for each in recorded()}
    assert saved == {"p10": "2", "p2": "3"}


def test_nobody_moves_beyond_the_last_ring(rings, recorded):
    person(rings, "Mr Patel").focus()
    rings.keyboard.press("ArrowUp")
    told(rings, "Mr Patel: very close")
    assert recorded() == []


def test_enter_opens_the_choice_and_escape_closes_it(rings, recorded):
    person(rings, "Zara").focus()
    rings.keyboard.press("Enter")
    assert rings.get_by_role("radio", name="Close", exact=True).is_checked()
    assert person(rings, "Zara").get_attribute("aria-pressed") == "true"
    rings.keyboard.press("ArrowUp")
    told(rings, "Zara: very close")
    assert rings.get_by_role("radio", name="Very close").is_checked()
    rings.keyboard.press("Escape")
    assert not rings.get_by_role("radio").first.is_visible()
    assert rings.evaluate(FOCUSED) == "p5"
    assert recorded() == [{"key": ["p5"], "ring": ["1"]}]


def test_a_choice_by_mouse_closes_the_panel_and_goes_back_to_the_person(rings, recorded):
    person(rings, "Zara").click()
    rings.get_by_role("radio", name="Further out").check()
    told(rings, "Zara: further out")
    assert recorded() == [{"key": ["p5"], "ring": ["3"]}]
    assert rings.evaluate(FOCUSED) == "p5"
    assert not rings.locator("[data-panel]").is_visible()


@pytest.mark.parametrize("people", [12, 26])
def test_a_thumb_taps_a_person_and_then_a_ring(room, browser, recorded, people):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{room}/rings/?people={people}")
    page.locator("beside-map[data-ready]").wait_for()
    reaches = [reach.bounding_box() for reach in page.locator(".person__reach").all()]
    if people == 12:
        assert all(min(box["width"], box["height"]) >= 43.3 for box in reaches)
    for each in page.locator(".person").all():
        each.locator(".person__seat").tap()
        assert each.get_attribute("aria-pressed") == "true"
    page.locator("#rings-p2 .person__seat").tap()
    page.locator(".rings__picture").evaluate("it => it.scrollIntoView()")
    drawn = page.locator(".rings__picture").bounding_box()
    scale = drawn["width"] / 420
    page.touchscreen.tap(drawn["x"] + 85 * scale, drawn["y"] + 75 * scale)
    told(page, "Leo: further out")
    context.close()
    assert recorded() == [{"key": ["p2"], "ring": ["3"]}]


def test_a_failed_save_is_said_and_tried_again(rings, recorded):
    recorded(fail="503")
    person(rings, "Kai").focus()
    rings.keyboard.press("ArrowUp")
    rings.locator("[data-told]").get_by_text("Kai: not saved yet, trying again.").wait_for()
    told(rings, "Kai: close")
    assert not rings.locator("[data-told]").is_visible()
    assert recorded() == [{"key": ["p10"], "ring": ["2"]}]


def test_a_refused_save_is_said_and_put_back(rings, recorded):
    recorded(fail="403")
    person(rings, "Kai").focus()
    rings.keyboard.press("ArrowUp")
    rings.locator("[data-told]").get_by_text("Kai could not be moved").wait_for()
    assert rings.evaluate(FOCUSED) == "p10"
    assert person(rings, "Kai, pupil, further out").count() == 1
    person(rings, "Leo").focus()
    rings.keyboard.press("ArrowDown")
    told(rings, "Leo: close")
    assert recorded() == [{"key": ["p2"], "ring": ["2"]}]


def test_hiding_names_hides_the_pupils_here_too(rings):
    rings.keyboard.press("h")
    shown = [name.text_content() for name in rings.locator(".person__name:visible").all()]
    assert "Ms Okafor" in shown
    assert "Leo" not in shown


def test_without_a_script_the_picture_is_there_and_nothing_pretends_to_be_a_button(room, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{room}/rings/")
    assert page.get_by_role("img", name="Ms Okafor, adult at school, close").is_visible()
    for pretender in ("[role=button]", "[tabindex]:not(main)", "[data-panel]"):
        assert page.locator(f"beside-map {pretender}:visible").count() == 0
    context.close()


def test_without_an_action_the_picture_is_for_looking_at(room, page):
    page.goto(f"{room}/style/")
    map_of_last_year = page.locator("#last-year")
    assert map_of_last_year.locator(".person").count() == 12
    assert map_of_last_year.locator("[role=button], input, [data-panel]").count() == 0


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_an_open_choice_has_no_fault_axe_can_find_and_fits(rings, width, direction):
    rings.set_viewport_size({"width": width, "height": 844})
    rings.evaluate(f"document.documentElement.dir = '{direction}'")
    person(rings, "Zara").focus()
    rings.keyboard.press("Enter")
    found = Axe().run(rings).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert rings.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    panel = rings.locator("[data-panel]").bounding_box()
    assert panel["y"] + panel["height"] <= 844


def test_on_paper_there_are_rings_and_people_and_nothing_to_press(rings):
    person(rings, "Zara").click()
    rings.emulate_media(media="print")
    assert rings.locator(".rings__picture").is_visible()
    assert not rings.locator("[data-panel]").is_visible()
    fill = rings.locator(".ring").first.evaluate("it => getComputedStyle(it).fill")
    assert fill == "none"


def test_forced_colours_keep_people_and_rings_apart_by_their_edges(room, browser):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{room}/rings/")
    for shape in (".ring", ".person__seat"):
        fill, stroke = page.locator(shape).first.evaluate(
            "it => [getComputedStyle(it).fill, getComputedStyle(it).stroke]"
        )
        assert fill != stroke
    context.close()
