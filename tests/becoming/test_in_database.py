"""Nobody becomes more than they are alone, in the real database and through the real pages.

Sequences of up to four letters are drawn and done, each undone afterwards: forms of pages pressed as
one or two people who are signed in, keys used in browsers of strangers, and actions called as the
app's own role with no page before them. What the attackers then reach is asked of the database.
It is a sample: what is not drawn is not found. `BESIDE_SEQUENCES` says how many the long run does.
"""

import os
from collections import Counter

import pytest
from django.db import transaction

from tests.becoming import holes, presses, reach, sequences
from tests.becoming.calls import NOT_CALLED, called
from tests.becoming.inspected import all_actions, writers
from tests.becoming.town import Town
from tests.factories import NOW

MANY = int(os.environ.get("BESIDE_SEQUENCES", "200"))
FIRST = int(os.environ.get("BESIDE_SEQUENCES_FROM", "0"))


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """One school for all of them: each puts back what it does."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("BESIDE_NOW", NOW.isoformat())
        yield Town()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def start(town):
    return reach.Start.of(town)


def test_every_action_of_the_alphabet_is_drawn_or_says_why_not():
    assert set(called()) | set(NOT_CALLED) == set(writers())
    assert set(NOT_CALLED) <= set(all_actions())


def test_a_key_that_another_made_opens_a_blank_page(start):
    for who, rows in start.blank.items():
        assert not rows & start.said[who]
    assert sum(map(bool, start.said.values())) == 3, "a pupil, a parent and a colleague have"


def test_a_few_sequences_give_nobody_more(town, start):
    for seed in (1, 3, 5):
        came = sequences.go(town, start, f"few {seed}")
        assert not came.faults, came


@pytest.fixture
def back(town):
    """What is planted goes with the test."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


# What is planted, who finds it and by which letters, and what is said of it.
OFTEN = [
    (holes.nothing_is_held, "office", [presses.bring_in], "has become"),
    (holes.cards_open_the_past, "tutor", [presses.make_card, presses.use_keys], "acts as pupil"),
]
SELDOM = [
    (holes.who_has_an_account_is_invited, "office", [presses.invite, presses.use_keys], "acts as"),
    (
        holes.letters_open_the_past,
        "organiser",
        [presses.make_letter, presses.use_keys],
        "acts as parent",
    ),
    (holes.a_name_opens_the_meeting, "parent", [presses.guess_door], "acts as"),
]


@pytest.mark.parametrize(
    ("plant", "who", "letters", "fault"),
    [*OFTEN, *(pytest.param(*each, marks=pytest.mark.slow) for each in SELDOM)],
    ids=[plant.__name__ for plant, *_rest in (*OFTEN, *SELDOM)],
)
def test_a_planted_hole_is_found(plant, who, letters, fault, town, start, back, monkeypatch):
    plant(monkeypatch)
    found = drawn_until_found(town, start, who, letters)
    assert any(fault in each for each in found), found


def drawn_until_found(town, start, who, letters, most: int = 30) -> list[str]:
    for seed in range(most):
        came = sequences.go(town, start, f"planted {seed}", (who,), letters)
        if came.faults:
            return came.faults
    return []


@pytest.mark.slow
def test_with_the_rule_gone_the_database_still_holds(town, start, back, monkeypatch):
    holes.roll_holds_nothing(monkeypatch)
    for seed in range(6):
        came = sequences.go(town, start, f"one lock {seed}", ("office",), [presses.bring_in])
        assert not [fault for fault in came.faults if "safeguarding_lead" in fault], came


@pytest.mark.slow
def test_many_sequences_give_nobody_more(town, start, capsys):
    found, begun, counts = [], set(), Counter()
    for seed in range(FIRST, FIRST + MANY):
        came = sequences.go(town, start, seed)
        begun |= came.done
        counts.update(letters=len(came.way), refused=came.refused, sequences=1)
        counts.update(f"answer {each}" for each in came.statuses.elements())
        if came.faults:
            found.append(came)
    with capsys.disabled():
        print(f"\n{dict(counts)}; of the alphabet not begun: {not_begun(begun)}")
    assert not found


def not_begun(begun: set[str]) -> list[str]:
    """The actions of the alphabet that no sequence came as far as."""
    return [each for each in called() if each.replace("access.actions.", "access.") not in begun]
