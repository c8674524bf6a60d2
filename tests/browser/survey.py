"""A survey of two sides, gone through by hand: opened, cards made, answered, counted."""

import re
from dataclasses import dataclass

from tests.browser.hand import Hand

# Keystroke-level model (Card, Moran, Newell 1980): seconds for a key of an average typist, for
# pointing at something and pressing it, and for making up one's mind, once a screen and a person.
KEY, POINT, MIND = 0.28, 1.3, 1.35
PEOPLE = {"adult": ("an", "bo", "cy"), "peer": ("av", "le", "za", "om"), "outside": ("Coach Dee",)}
FAMILY = ("Nana", "Uncle Ali")
FIRST_PAGE = re.compile("Hello|Who sees this")
TAPPED = ("participation", "recognition", "care", "motivation", "helps")


@dataclass(frozen=True)
class Cost:
    """What a way through cost its person."""

    taps: int
    keys: int
    screens: int
    people: int

    @property
    def seconds(self) -> float:
        minds = self.screens + self.people
        return self.keys * KEY + self.taps * POINT + minds * MIND


def open_round(
    hand: Hand, promise: str = "Yes or no only", easier: str = "", tried: bool = False
) -> str:
    """Open a survey of two sides for everybody on the roll; gives its id.

    `easier` is a year group that gets the easier form; `tried` lets a few pupils try it first.
    """
    hand.go("/surveys/")
    hand.click(hand.link("Ask both sides"))
    hand.click(hand.page.get_by_text(promise))
    hand.click(hand.page.get_by_label("Parents and carers"))
    if easier or tried:
        hand.click(hand.page.get_by_text("What pupils are asked, and how"))
    if easier:
        hand.click(hand.page.locator(f"[name=easier][value='{easier}']"))
    if tried:
        hand.click(hand.page.get_by_label("Let a few pupils try it first"))
    hand.click(hand.button("Open it"))
    hand.page.get_by_role("heading", name="Pupils", exact=True).wait_for()
    return hand.page.url.split("/")[-2]


def close(hand: Hand, round_: str) -> None:
    """End the asking and tell everybody what was heard."""
    hand.go(f"/surveys/{round_}/")
    hand.click(hand.button("End the asking"))
    hand.go(f"/surveys/{round_}/close/")
    hand.fill("What we heard", "Many of you know an adult here.")
    hand.fill("What we will do", "Tutors say hello by name.")
    hand.page.get_by_label("By when").fill("2030-01-31")
    hand.click(hand.button("Tell everyone, and close"))
    hand.page.get_by_role("heading", name="What we heard").first.wait_for()


def cards(hand: Hand, place: int = 0) -> dict[str, str]:
    """The codes of a tutor group's sheet of cards, by name; of the first where no place is given."""
    hand.go("/cards/")
    hand.click(hand.page.locator("#groups").get_by_role("link", name="Cards").nth(place))
    hand.click(hand.button("Make cards for everyone"))
    hand.page.locator(".card__code").first.wait_for()
    names = hand.page.locator(".card__name").all_inner_texts()
    return dict(zip(names, hand.page.locator(".card__code").all_inner_texts(), strict=True))


def come_in(hand: Hand, code: str) -> None:
    """From the address on the card to the promise of the one survey that waits, or home."""
    hand.go("/card/")
    hand.fill("The code on your card", code)
    hand.click(hand.button("Next"))
    hand.click(hand.button("Yes, I am"))
    hand.page.get_by_role("heading", name=FIRST_PAGE).first.wait_for()


def start(hand: Hand) -> None:
    """From the first page over the promise to the first question."""
    if hand.link("Have a look").count():
        hand.click(hand.link("Have a look").first)
    hand.page.get_by_role("heading", name="Who sees this?").wait_for()
    hand.click(hand.button("Start"))
    at(hand, "adult")


def at(hand: Hand, screen: str) -> None:
    hand.page.locator(f"[data-screen={screen}]").wait_for()


def on(hand: Hand, screen: str, skip: bool = False) -> None:
    """Leave this screen, and wait for the next."""
    before = hand.page.locator("[data-screen]").get_attribute("data-screen")
    hand.click(hand.button("Skip this one" if skip else "Next"))
    hand.page.wait_for_function(
        "was => document.querySelector('[data-screen]')?.dataset.screen !== was", arg=before
    )
    if screen:
        at(hand, screen)


def find(hand: Hand, letters: str) -> None:
    """Type the start of a name and tap the first who is found."""
    rows = hand.page.locator(".who__row").count()
    hand.page.locator("#typed").fill("")
    hand.click(hand.page.locator("#typed"))
    hand.type(letters)
    hand.click(hand.page.locator("#found .chip").first)
    hand.page.locator(".who__row").nth(rows).wait_for()


def put(hand: Hand, words: str) -> None:
    """Add somebody in one's own words."""
    rows = hand.page.locator(".who__row").count()
    hand.click(hand.page.locator("#words"))
    hand.type(words)
    hand.press("Enter")
    hand.page.locator(".who__row").nth(rows).wait_for()


def into_rings(hand: Hand) -> None:
    """Put everybody on this screen into a circle, one after the other."""
    for row in hand.page.locator(".who__row").all():
        hand.click(row.locator(".rings-pick label").first)


def answer(hand: Hand) -> Cost:
    """Ten people from the first question to sent, with every tap and key counted."""
    taps, keys = hand.clicks, hand.keys
    _people(hand)
    for screen, following in zip(TAPPED, (*TAPPED[1:], "stage"), strict=True):
        at(hand, screen)
        assert hand.page.locator("[name=who]:checked").count() == 0, "nobody is ticked for me"
        for box in hand.page.locator("[name=who]").all()[:3]:
            hand.click(box)
        on(hand, following)
    for group in hand.page.locator("fieldset fieldset").all():
        hand.click(group.locator(".choice").nth(1))
    on(hand, "go_to")
    hand.click(hand.page.locator(".choice").first)
    on(hand, "wish")
    on(hand, "matters", skip=True)
    hand.click(hand.page.locator(".choice").first)
    on(hand, "learner")
    hand.click(hand.page.locator(".choice").first)
    hand.click(hand.button("Next"))
    hand.page.get_by_role("heading", name="Look it over").wait_for()
    hand.click(hand.button("Send it"))
    hand.page.get_by_role("heading", name="Thank you").wait_for()
    return Cost(hand.clicks - taps, hand.keys - keys, screens=15, people=10)


def _people(hand: Hand) -> None:
    for screen, following in (("adult", "peer"), ("peer", "family")):
        for letters in PEOPLE[screen]:
            find(hand, letters)
        into_rings(hand)
        on(hand, following)
    for words in FAMILY:
        put(hand, words)
    into_rings(hand)
    on(hand, "outside")
    put(hand, *PEOPLE["outside"])
    into_rings(hand)
    on(hand, "participation")
