"""The marking list of a staff meeting: by keyboard, by thumb, and without a script."""

import pytest

pytestmark = pytest.mark.browser

FIRST_UNMARKED = "00000000-0000-0000-0000-000000000004"
NEXT = "00000000-0000-0000-0000-000000000005"


@pytest.fixture
def recorded(room, page):
    def recorded(fail=""):
        return page.request.get(f"{room}/recorded/?fail={fail}").json()

    recorded()
    return recorded


@pytest.fixture
def marks(room, page, recorded):
    page.goto(f"{room}/marks/")
    page.locator("beside-marks[data-ready]").wait_for()
    page.locator("[data-active]").focus()
    return page


def row(page, pupil):
    return page.locator(f"[data-pupil='{pupil}']")


def all_saved(page):
    page.locator("[data-all-saved]").get_by_text("All saved").wait_for()


def test_the_list_opens_at_the_first_pupil_not_looked_at(marks):
    assert marks.locator("[data-active]").get_attribute("data-pupil") == FIRST_UNMARKED


def test_number_keys_mark_and_the_row_is_saved(marks, recorded):
    for key in "14t":
        marks.keyboard.press(key)
    all_saved(marks)
    assert recorded()[-1] == {"pupil": [FIRST_UNMARKED], "knows": ["face", "learning", "trusted"]}
    assert row(marks, FIRST_UNMARKED).get_by_text("Saved", exact=True).is_visible()
    assert marks.get_by_text("4 of 204 looked at").is_visible()


@pytest.mark.parametrize("key", ["ArrowDown", "Enter", " ", "j"])
def test_moving_on_says_looked_at_and_not_known(marks, recorded, key):
    marks.keyboard.press(key)
    all_saved(marks)
    assert recorded() == [{"pupil": [FIRST_UNMARKED]}]
    assert marks.evaluate("document.activeElement.dataset.pupil") == NEXT


@pytest.mark.parametrize("key", ["ArrowUp", "k"])
def test_moving_back_says_nothing(marks, recorded, key):
    marks.keyboard.press(key)
    assert marks.evaluate("document.activeElement.dataset.pupil").endswith("3")
    assert recorded() == []


def test_not_yet_and_what_is_known_exclude_each_other(marks, recorded):
    for key in "120":
        marks.keyboard.press(key)
    assert row(marks, FIRST_UNMARKED).locator(":checked").evaluate_all(
        "it => it.map(x => x.value)"
    ) == ["none"]
    marks.keyboard.press("2")
    assert row(marks, FIRST_UNMARKED).locator(":checked").evaluate_all(
        "it => it.map(x => x.value)"
    ) == ["personal"]
    all_saved(marks)
    assert recorded()[-1]["knows"] == ["personal"]


def test_undo_takes_back_a_mark_and_then_the_look(marks, recorded):
    marks.keyboard.press("1")
    marks.keyboard.press("2")
    marks.keyboard.press("u")
    all_saved(marks)
    assert recorded()[-1]["knows"] == ["face"]
    marks.keyboard.press("u")
    all_saved(marks)
    assert recorded()[-1] == {"pupil": [FIRST_UNMARKED], "clear": ["1"]}
    assert marks.get_by_text("3 of 204 looked at").is_visible()


def test_space_on_a_chip_ticks_it_and_does_not_move(marks):
    marks.keyboard.press("Tab")
    marks.keyboard.press(" ")
    assert row(marks, FIRST_UNMARKED).locator(":checked").count() == 1
    assert marks.locator("[data-active]").get_attribute("data-pupil") == FIRST_UNMARKED


def test_tab_leaves_the_list_after_one_row(marks):
    for _ in range(8):
        marks.keyboard.press("Tab")
    assert marks.evaluate("document.activeElement.textContent.trim()") == "Save what I marked"


def test_find_goes_to_the_pupil_and_back_to_the_whole_list(marks):
    marks.keyboard.press("s")
    marks.keyboard.type("zoe")
    assert marks.locator(".mark:visible").count() == 11
    marks.keyboard.press("Enter")
    name = "document.activeElement.querySelector('.mark__name').textContent"
    assert marks.evaluate(name).startswith("Zoë")


def test_a_failed_save_is_tried_again_and_said(marks, recorded):
    recorded(fail="503")
    marks.keyboard.press("1")
    row(marks, FIRST_UNMARKED).get_by_text("Not saved yet, trying again").wait_for()
    marks.keyboard.press("2")
    all_saved(marks)
    assert recorded() == [{"pupil": [FIRST_UNMARKED], "knows": ["face", "personal"]}]


def test_rows_are_sent_in_the_order_they_were_marked(marks, recorded):
    recorded(fail="503")
    for key in ["1", "ArrowDown", "3", "ArrowDown"]:
        marks.keyboard.press(key)
    all_saved(marks)
    assert [saved["pupil"] for saved in recorded()] == [[FIRST_UNMARKED], [NEXT]]


def test_being_signed_out_is_said_and_the_next_change_sends_everything(marks, recorded):
    recorded(fail="403")
    marks.keyboard.press("1")
    marks.get_by_text("You may have been signed out").wait_for()
    marks.keyboard.press("ArrowDown")
    marks.keyboard.press("2")
    all_saved(marks)
    assert [saved["pupil"] for saved in recorded()] == [[FIRST_UNMARKED], [NEXT]]


def test_leaving_with_a_row_unsaved_asks_first(marks, recorded):
    recorded(fail="503,503,503")
    marks.keyboard.press("1")
    row(marks, FIRST_UNMARKED).get_by_text("Not saved yet, trying again").wait_for()
    asked = []
    marks.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    marks.reload()
    assert asked == ["beforeunload"]
    recorded(fail="")


def test_a_thumb_can_do_it_all(room, browser, recorded):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{room}/marks/")
    page.locator("beside-marks[data-ready]").wait_for()
    chips = row(page, NEXT).locator(".chip")
    assert all(box["height"] >= 44 for box in (chip.bounding_box() for chip in chips.all()))
    chips.nth(4).tap()
    all_saved(page)
    context.close()
    assert recorded() == [{"pupil": [NEXT], "knows": ["trusted"]}]


def test_without_a_script_the_form_sends_the_chips(room, browser, recorded):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{room}/marks/")
    row(page, NEXT).get_by_label("Family story").check()
    row(page, FIRST_UNMARKED).get_by_label("Not yet").check()
    page.get_by_role("button", name="Save what I marked").click()
    context.close()
    saved = recorded()[0]
    assert (saved[f"p-{NEXT}"], saved[f"p-{FIRST_UNMARKED}"]) == (["family"], ["none"])


@pytest.mark.slow
def test_the_whole_year_can_be_marked_by_keyboard_alone(marks, recorded):
    for place in range(201):
        marks.keyboard.press("1")
        if place % 3 == 0:
            marks.keyboard.press("t")
        marks.keyboard.press("ArrowDown")
    marks.get_by_text("204 of 204 looked at").wait_for()
    all_saved(marks)
    saved = {row["pupil"][0]: row["knows"] for row in recorded()}
    assert len(saved) == 201
    assert sum("trusted" in knows for knows in saved.values()) == 67
