"""Choice time walked through by those whose it is: ranking, giving out, changing, the register."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import survey
from tests.browser.choice_school import School, choice_school
from tests.browser.hand import FOCUSED, Hand, new_hand
from tests.browser.looking import FOCUS, faults, faults_at_every_width
from tests.browser.survey import Cost, come_in

pytestmark = pytest.mark.e2e

CLAY, MATHS, MAP, HALL = (
    "Clay and glaze",
    "Maths, one more time",
    "Map and compass",
    "Study in the hall",
)


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory):
    """A school of fifteen pupils with choice time, its worker running."""
    with choice_school(browser, tmp_path_factory.mktemp("sheet")) as found:
        yield found


def named(hand: Hand, words: str, role: str = "button") -> Locator:
    """The first of this name; what only a screen reader hears stands in it after a gap."""
    name = re.compile(re.escape(words).replace(":", r"\s*:"))
    return hand.page.get_by_role(role, name=name).first


def ranked(hand: Hand) -> list[str]:
    """What is on the list that is open, dearest first."""
    return hand.page.locator(".ranked__what b").all_inner_texts()


def at(school: School, cycle: dict, *more: str) -> str:
    return "/".join(["/choice-time", cycle["cycle"], *more, ""])


def press(hand: Hand, name: str) -> None:
    """Press the first button of this name, and wait until it is kept and shown."""
    with hand.page.expect_response(lambda got: got.request.method == "POST"):
        hand.click(named(hand, name))


def shows(hand: Hand, *titles: str) -> None:
    expect(hand.page.locator(".ranked__what b")).to_have_text(list(titles))


def test_a_pupil_ranks_on_a_phone_by_touch(school):
    cycle, name = school.cycle("open"), [*school.cards][0]
    hand = school.pupil(name, has_touch=True)
    hand.go("/")
    hand.click(hand.page.get_by_role("navigation", name="Main").get_by_text("Choice time"))
    hand.click(hand.link("Make my list"))
    assert faults(hand) == []
    for count, title in enumerate((CLAY, MATHS, HALL), 1):
        named(hand, f"Add: {title}").tap()
        expect(hand.page.locator(".ranked__row")).to_have_count(count)
    hand.button(f"Move {HALL} up").tap()
    shows(hand, CLAY, HALL, MATHS)
    hand.button(f"Take {CLAY} off").tap()
    shows(hand, HALL, MATHS)
    with hand.page.expect_response(lambda got: got.request.method == "POST"):
        hand.page.get_by_label(f"What for: {MATHS}").select_option(label="catch up")
    assert faults(hand) == []
    hand.page.reload()
    assert hand.page.url.endswith(at(school, cycle, "choose"))
    shows(hand, HALL, MATHS)
    expect(hand.page.get_by_label(f"What for: {MATHS}")).to_have_value("catch_up")
    hand.page.context.close()


def test_presses_one_upon_the_other_are_all_kept(school):
    cycle = school.cycle("open")
    hand = school.pupil([*school.cards][5])
    hand.go(at(school, cycle, "choose"))
    adds = hand.page.locator(".day .offer button")
    adds.evaluate_all("all => all.slice(0, 5).forEach((each) => each.click())")
    expect(hand.page.locator(".ranked__row")).to_have_count(5)
    hand.page.reload()
    expect(hand.page.locator(".ranked__row")).to_have_count(5)
    assert hand.complaints == []
    hand.page.context.close()


def test_a_pupil_ranks_by_keyboard_alone(school):
    cycle = school.cycle("open")
    hand = school.pupil([*school.cards][1], 1280, 900)
    taps = hand.clicks
    hand.go(at(school, cycle, "choose"))
    for count, title in enumerate((CLAY, MATHS, HALL), 1):
        _to(hand, f"Add: {title}", "Enter")
        expect(hand.page.locator(".ranked__row")).to_have_count(count)
        _holds(hand, "number")
    _to(hand, f"Move {HALL} up", "Enter")
    shows(hand, CLAY, HALL, MATHS)
    _holds(hand, f"Move {HALL} up")
    hand.press("Enter")
    shows(hand, HALL, CLAY, MATHS)
    _holds(hand, f"Move {HALL} down")
    _to(hand, f"Take {CLAY} off", "Enter")
    shows(hand, HALL, MATHS)
    _holds(hand, "2")
    with hand.page.expect_response(lambda got: got.request.method == "POST"):
        _to(hand, f"What for: {MATHS}", "ArrowDown")
    _holds(hand, f"What for: {MATHS}")
    hand.page.reload()
    shows(hand, HALL, MATHS)
    expect(hand.page.get_by_label(f"What for: {MATHS}")).to_have_value("stretch")
    assert (hand.clicks - taps, hand.complaints) == (0, [])
    hand.page.context.close()


def _to(hand: Hand, words: str, *keys: str) -> None:
    """Come to a control by Tab, see that it has the focus, and press these keys."""
    hand.tab_to(words)
    found = hand.page.evaluate(FOCUS)
    assert found["seen"] and found["ring"], (words, found)
    hand.press(*keys)


def _holds(hand: Hand, words: str) -> None:
    """What was pressed changed the page, and the focus is still where the person was."""
    hand.page.wait_for_function(
        f"words => ({FOCUSED})().trim().startsWith(words)",
        arg=words,
        timeout=2_000,
    )


def test_a_tutor_chooses_with_a_pupil_whose_list_is_empty(school):
    cycle, name = school.cycle("open"), [*school.cards][4]
    tutor = school.adult("ann")
    tutor.go("/choice-time/")
    assert faults_at_every_width(tutor) == []
    tutor.go(at(school, cycle, "chosen"))
    assert "5 of 5 have nothing" in tutor.page.locator("main").inner_text()
    tutor.click(named(tutor, f"Choose with them: {name}", "link"))
    tutor.page.get_by_role("heading", name=f"Choosing with {name.split()[0]}").wait_for()
    for title in (MAP, HALL):
        press(tutor, f"Add: {title}")
    shows(tutor, MAP, HALL)
    assert faults_at_every_width(tutor) == []
    tutor.click(tutor.page.locator("main").get_by_role("link", name="Who has chosen"))
    row = tutor.page.locator("tr", has_text=name)
    assert "with an adult" in row.inner_text()
    pupil = school.pupil(name)
    pupil.go(at(school, cycle, "choose"))
    shows(pupil, MAP, HALL)
    for hand in (tutor, pupil):
        assert hand.complaints == []
        hand.page.context.close()


def test_a_pupil_names_somebody_by_keyboard(school):
    cycle = school.cycle("ranked")
    name, friend = [*school.cards][:2]
    hand = school.pupil(name)
    hand.go(at(school, cycle, "choose"))
    hand.tab_to("A name")
    hand.page.keyboard.type(friend[:4].lower())
    hand.press("Enter")
    named(hand, f"Add: {friend}").wait_for()
    assert faults_at_every_width(hand) == []
    _to(hand, f"Add: {friend}", "Enter")
    hand.button(f"Take {friend} off").wait_for()
    assert (hand.clicks, hand.complaints) == (0, [])
    hand.page.context.close()
    other = school.pupil(friend)
    other.go(at(school, cycle, "choose"))
    assert name not in other.page.locator("#company").inner_text()
    other.page.context.close()


def test_from_closing_to_published_twice_worked_out(school):
    cycle, hand = school.cycle("ranked"), school.organiser
    second = school.adult("bo")
    hand.go(at(school, cycle))
    hand.click(hand.button("Close it now"))
    _work_out(hand)
    older = hand.page.url
    assert faults_at_every_width(hand) == []
    assert "No other way is better" in hand.page.locator("main").inner_text()
    second.page.goto(older)
    hand.go(at(school, cycle))
    _add_a_session(hand, "Second kiln")
    _work_out(hand)
    hand.click(hand.button("Publish"))
    hand.page.get_by_text("Published. Every pupil can see their places").wait_for()
    assert faults_at_every_width(hand) == []
    second.click(second.button("Publish"))
    second.page.get_by_text("Somebody published another plan a moment ago").wait_for()
    assert faults_at_every_width(second, 409) == []
    second.page.context.close()
    hand.go(at(school, cycle, "chosen"))
    said = hand.page.get_by_text("have nothing").first.inner_text()
    nothing, pupils = (int(each) for each in re.search(r"(\d+) of (\d+)", said).groups())
    assert sum(_reads_why(school.pupil(name)) for name in school.cards) == pupils - nothing


def _work_out(hand: Hand) -> None:
    """Ask for the places, and see the page go on by itself to what it came to."""
    hand.click(hand.button("Work out the places"))
    hand.page.get_by_role("heading", name="What it came to").wait_for(timeout=60_000)
    assert hand.page.locator("main").count() == 1 and hand.button("Sign out").count() == 1


def _add_a_session(hand: Hand, title: str) -> None:
    hand.click(hand.link("Add a session").first)
    hand.fill("What is it?", title)
    hand.page.locator("[name=seats]").fill("3")
    hand.click(hand.page.locator("[name=periods]").first)
    hand.click(hand.button("Add").first)
    hand.page.get_by_text(f"Added: {title}.").wait_for()


def _reads_why(pupil: Hand) -> bool:
    """A pupil has all their places and reads why; whether they had made a list."""
    pupil.go("/choice-time/")
    assert pupil.page.locator(".slots").first.locator(".slot--taken").count() == 2
    why = pupil.page.get_by_text("Why these?")
    has_list = why.count() > 0
    if has_list:
        pupil.click(why)
        reasons = pupil.page.locator(".reasons li").all_inner_texts()
        assert len(reasons) == 5 and not any("{" in each for each in reasons), reasons
    else:
        pupil.page.get_by_text("Your list was empty when the places were given out").wait_for()
    assert faults(pupil) == []
    pupil.page.context.close()
    return has_list


def _inside(school: School, session: str) -> list[str]:
    """Who sits in a session, as its page says to who organises."""
    hand = school.organiser
    hand.go(f"/choice-time/sessions/{session}/")
    lines = hand.page.locator("#inside li").all_inner_texts()
    return [next(name for name in school.cards if line.startswith(name)) for line in lines]


def test_one_swaps_and_another_who_waits_gets_the_seat(school):
    cycle = school.cycle("given")
    inside = _inside(school, cycle["session"])
    clay_at = cycle["session_period"]
    change = at(school, cycle, "change", clay_at)
    waits, refused = _waiting(school, change, inside)
    swaps = school.pupil(inside[0])
    swaps.go(change)
    assert faults_at_every_width(swaps) == []
    swaps.click(named(swaps, f"Go here: {HALL}"))
    swaps.page.get_by_text(f"You are in {HALL} now.").wait_for()
    assert faults_at_every_width(swaps) == []
    for _each in range(40):
        waits.go("/choice-time/")
        if waits.page.locator(".slot--taken", has_text=CLAY).count():
            break
        waits.page.wait_for_timeout(250)
    expect(waits.page.locator(".slot--taken", has_text=CLAY).first).to_be_visible()
    assert len(_inside(school, cycle["session"])) == len(inside)
    for hand in (swaps, waits, *refused):
        assert [each for each in hand.complaints if "409" not in each] == []
        hand.page.context.close()


def _waiting(school: School, change: str, inside: list[str]) -> tuple[Hand, list[Hand]]:
    """The first of the others who can wait for clay; who has all their places is told so."""
    refused = []
    for name in school.cards:
        if name in inside:
            continue
        hand = school.pupil(name)
        hand.go(change)
        hand.click(named(hand, f"Wait for a seat: {CLAY}"))
        if hand.page.get_by_text(f"You wait for {CLAY}.").count():
            return hand, refused
        hand.page.get_by_text("You have all 2 of your places").wait_for()
        refused.append(hand)
    raise AssertionError("Nobody could wait.")


def test_a_session_is_cancelled_and_its_pupils_read_why_and_where_instead(school):
    cycle, hand = school.cycle("given"), school.organiser
    inside = _inside(school, cycle["session"])
    hand.click(hand.page.get_by_text("Cancel this session"))
    hand.fill("Why? Its pupils read this.", "The kiln is broken.")
    hand.click(hand.button("Cancel it"))
    hand.page.get_by_text("Cancelled. Its pupils have been placed anew").wait_for()
    assert faults_at_every_width(hand) == []
    for name in inside:
        pupil = school.pupil(name)
        pupil.go("/choice-time/")
        slot = pupil.page.locator(".slot", has_text=f"{CLAY} was cancelled: The kiln is broken.")
        expect(slot).to_have_class(re.compile("slot--taken"))
        instead = slot.locator(".slot__what b").inner_text()
        assert instead in (MAP, HALL), instead
        assert faults_at_every_width(pupil) == []
        pupil.page.context.close()


def test_a_teacher_takes_the_register_within_a_minute(school, capsys):
    cycle, hand = school.cycle("given"), school.adult("ann")
    taps = hand.clicks
    hand.click(hand.page.get_by_role("navigation", name="Main").get_by_text("Choice time"))
    link = hand.page.locator(f"a[href='/choice-time/sessions/{cycle['fullest']}/register/']")
    hand.click(link)
    rows = hand.page.locator(".register__row")
    pupils = rows.count()
    hand.click(rows.nth(1).get_by_text("away"))
    hand.click(rows.nth(2).get_by_text("late"))
    hand.click(hand.button("Keep the register"))
    hand.page.get_by_text(f"Kept: {pupils} marked.").wait_for()
    # One look at each name of a class of thirty, and what was tapped.
    cost = Cost(hand.clicks - taps, 0, screens=3, people=30)
    with capsys.disabled():
        print(f"\na register of {pupils}, as of 30: {cost.taps} taps, {cost.seconds:.0f} s")
    assert pupils > 2 and cost.taps == 5 and cost.seconds < 60
    hand.page.reload()
    kept = hand.page.locator("input:checked").evaluate_all("all => all.map((each) => each.value)")
    assert sorted(kept) == sorted(["no", "late", *["yes"] * (pupils - 2)])
    assert faults_at_every_width(hand) == []
    hand.page.context.close()


def test_a_shared_laptop_without_a_script_keeps_nothing_for_the_next(school):
    cycle, cards = school.cycle("open"), survey.cards(school.organiser)
    first, second, *_ = cards
    hand = new_hand(school.browser, school.served.address, 1366, 768, java_script_enabled=False)
    come_in(hand, cards[first])
    hand.go(at(school, cycle, "choose"))
    for title in (CLAY, MATHS, HALL):
        press(hand, f"Add: {title}")
    press(hand, f"Move {HALL} up")
    press(hand, f"Take {CLAY} off")
    row = hand.page.locator(".ranked__row", has_text=MATHS)
    row.get_by_label("What for").select_option(label="catch up")
    with hand.page.expect_navigation():
        hand.click(row.get_by_role("button", name="Keep"))
    hand.page.reload()
    shows(hand, HALL, MATHS)
    expect(hand.page.get_by_label(f"What for: {MATHS}")).to_have_value("catch_up")
    assert hand.complaints == []
    hand.click(hand.button("Sign out"))
    hand.page.get_by_role("heading", name="You are signed out").wait_for()
    hand.page.go_back()
    assert MATHS not in hand.page.content()
    come_in(hand, cards[second])
    hand.go(at(school, cycle, "choose"))
    assert ranked(hand) == []
    for _each in range(6):
        hand.page.go_back()
        assert ranked(hand) == []
        assert first not in hand.page.content()
    hand.page.context.close()
