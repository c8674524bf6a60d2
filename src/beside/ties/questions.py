"""What a pupil can be asked: the screens of a round, the same number whatever is answered."""

from collections.abc import Collection, Mapping, Sequence

BY_PUPIL = ("adult", "peer", "family", "outside", "helps", "wish")
BY_ADULT = ("staff_knows", "carer_staff")
BY_COLLEAGUE = ("staff_learns",)
PEOPLE = ("adult", "peer", "family", "outside")
QUALITIES = ("participation", "recognition", "care", "motivation")
STAGES = ("from", "with", "own")
CHOICES = {
    "go_to": ("several", "one", "unsure", "not_now"),
    "matters": ("most", "some", "few", "unsure"),
    "learner": ("mostly", "sometimes", "not_really", "unsure"),
}
ASKED = (*PEOPLE, *QUALITIES, "stage")
SCREENS = (*PEOPLE, *QUALITIES, "helps", "stage", "go_to", "wish", "matters", "learner")
EASIER = ("adult", "peer", "family", "care", "go_to")
ADULTS_FOR_STAGE = 3
EVERY_YEAR = "*"


def screens_of(chosen: Mapping[str, Sequence[str]], year_group: str) -> tuple[str, ...]:
    """The screens a year group is shown, in the order of `SCREENS`.

    `chosen` maps a year group, or `EVERY_YEAR`, to screens; a year without its own has the others'.
    """
    wanted = chosen.get(year_group, chosen.get(EVERY_YEAR, SCREENS))
    return tuple(screen for screen in SCREENS if screen in wanted)


def questions_of(screens: Sequence[str]) -> tuple[str, ...]:
    """The questions among these screens on which a need rests, each noted by itself."""
    return tuple(screen for screen in screens if screen in ASKED)


# The need that rests on each question; `staff_knows` and `carer_staff` are their other sides.
QUESTION_OF_NEED = {
    "adult": "adult",
    "peer": "peer",
    "family": "family",
    **{quality: quality for quality in QUALITIES},
    "mentor": "stage",
}
NEEDS = tuple(QUESTION_OF_NEED)
# The needs whose exact state a promise of names opens. That of a peer rests on what pupils of other
# tutors said, to whom their own tutor was promised and nobody else.
OPENED_BY_NAMES = ("adult", "family")
SUITE = "suite"
# What badges measured: no need, as nobody said it, and never counted with what somebody did.
CONTACT = "contact"


def needs_of(asked: Collection[str]) -> tuple[str, ...]:
    """The needs of which a round that asked these questions speaks, the suite of them all last."""
    found = [
        need
        for need, question in QUESTION_OF_NEED.items()
        if question in asked or (need == "adult" and "staff_knows" in asked)
    ]
    return (*found, SUITE) if len(found) > 1 else tuple(found)


def after(screens: Sequence[str], screen: str) -> str | None:
    """The screen that comes next, or none where this is the last."""
    place = screens.index(screen) + 1
    return screens[place] if place < len(screens) else None


def before(screens: Sequence[str], screen: str) -> str | None:
    """The screen that came before, or none where this is the first."""
    place = screens.index(screen)
    return screens[place - 1] if place else None
