"""Nobody becomes more than they are alone: over sequences of actions, one account and two.

What is gone through is a model: the product's own rules over a school of plain values, with every
action that gives a right or a key as a letter. `test_every_action_that_gives_something_is_here`
keeps the letters in step with the code. That pages and database ask the rules is shown by
`tests/schools/test_held_rights.py`, `tests/home/test_keys.py`, `tests/ties/test_meeting_door.py`
and, for sequences, by `test_in_database.py`.
"""

import random
from itertools import combinations

import pytest

from beside.access import opening as keys
from beside.schools import roll
from beside.schools.rules import saying as rules
from tests.becoming import world as w
from tests.becoming.inspected import writers

# The letter under which an action that gives something is gone through.
LETTER_OF = {
    "access.actions.accept": "accept",
    "access.actions.invite": "invite",
    "access.actions.make_cards": "make_card",
    "access.actions.settle": "bring_in",
    "access.actions.use_card": "use_card",
    "access.keys.confirm": "confirm_card",
    "schools.actions.approvals.decide": "say_yes",
    "schools.actions.approvals.keep_held": "bring_in",
    "schools.actions.approvals.mail_invitation": "invite",
    "schools.actions.approvals.say": "say_yes",
    "schools.actions.nights.keep": "bring_in",
    "schools.actions.roll.apply": "bring_in",
    "schools.actions.standings.settle_school": "bring_in",
    "ties.actions.door.come_in": "join",
    "ties.actions.families.make_links": "make_letter",
    "ties.actions.families.start": "open_letter",
}
# Actions that give nobody anything that the policy does not name them for, each with the reason.
GIVES_NOTHING = {
    "access.actions.check": "whoever runs mentoring lets a pupil be one, as the policy says",
    "access.actions.end": "ends",
    "access.actions.end_keys": "ends",
    "access.actions.end_mentor": "ends",
    "access.actions.grant": "beside one pupil, as the policy lets staff and heads of year",
    "access.actions.mentor": "mentor of one pupil, as the policy lets heads of year",
    "access.keys.arrive": "notes that somebody came",
    "access.keys.not_me": "ends",
    "accounts.actions.second_steps.let_in_alone": "the operator, where there are no two; ends",
    "accounts.actions.school_accounts.link": "for oneself, with the card or password once",
    "home.demo.loading.load": "the operator, where there is no real school",
    "schools.actions.approvals.appoint": "the operator; the database takes it from no person",
    "schools.actions.approvals.tell_accepted": "tells",
    "schools.actions.by_hand.note_leaving": "writes why somebody left",
    "schools.actions.start.start_school": "into an empty system alone",
    "schools.actions.undoing.take_back": "under the rule of bring_in; see test_held_rights",
    "ties.actions.approaches.answer": "by whoever was asked",
    "ties.actions.approaches.ask": "mentor of one pupil, as the policy lets heads of year",
    "ties.actions.commitments.answer_offer": "by the pupil",
    "ties.actions.commitments.commit": "beside one pupil, as the policy says",
    "ties.actions.commitments.end": "ends",
    "ties.actions.commitments.hand_over": "beside one pupil, as the policy says",
    "ties.actions.commitments.take_back": "ends",
    "ties.actions.families.end_links": "ends",
    "ties.actions.families.send": "uses a link up",
    "ties.actions.mentoring.end": "ends",
    "ties.actions.mentoring.stop": "ends",
    "ties.actions.paper.apply": "reads who is on the roll",
    "timetable.actions.calendars.end_link": "ends",
    "timetable.actions.calendars.end_links": "ends",
    "timetable.actions.calendars.make_link": "for oneself alone",
    "timetable.actions.offering.change": "names of its own fields; writes no person",
}
ALONE = [frozenset({who}) for who in w.NAMES if who != "ghost"]
PAIRS = [
    frozenset(pair) for pair in combinations(["kaur", "rao", "reid", "patel", "okafor", "amina"], 2)
]


def test_every_action_that_gives_something_is_here():
    found = writers()
    assert set(found) == set(LETTER_OF) | set(GIVES_NOTHING)
    assert set(LETTER_OF.values()) | {"new_password"} == set(w.LETTERS)


def reached(attackers: frozenset[str], depth: int) -> tuple[int, list[tuple[list[str], frozenset]]]:
    """Every world within so many steps, each once; how many, and where somebody got too far."""
    start = w.World(attackers)
    seen, edge, faults = {start}, [(start, [])], []
    for _ in range(depth):
        further = []
        for world, way in edge:
            for name, after in w.steps(world):
                if after in seen:
                    continue
                seen.add(after)
                further.append((after, [*way, name]))
                if w.beyond(after):
                    faults.append(([*way, name], w.beyond(after)))
        edge = further
    return len(seen), faults


@pytest.mark.parametrize("attackers", ALONE, ids=lambda who: "+".join(sorted(who)))
def test_nobody_becomes_more_alone_in_three_steps(attackers):
    worlds, faults = reached(attackers, 3)
    assert worlds >= 1
    assert faults == []


@pytest.mark.parametrize("attackers", PAIRS, ids=lambda who: "+".join(sorted(who)))
def test_two_become_no_more_but_by_the_yes_of_the_second(attackers):
    _worlds, faults = reached(attackers, 2)
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("attackers", PAIRS, ids=lambda who: "+".join(sorted(who)))
def test_two_become_no_more_in_three_steps(attackers):
    _worlds, faults = reached(attackers, 3)
    assert faults == []


@pytest.mark.slow
def test_nor_in_a_hundred_thousand_ways_of_four_steps():
    drawn = random.Random(27)
    for _ in range(100_000):
        world, way = w.World(drawn.choice([*ALONE, *PAIRS])), []
        for _step in range(4):
            name, world = drawn.choice(list(w.steps(world)) or [("nothing", world)])
            way.append(name)
        assert not w.beyond(world), way


def _roll_holds_nothing(patch):
    patch.setattr(roll.planning, "hold", lambda draft, facts: set())


def _roll_takes_other_schools_too(patch):
    _roll_holds_nothing(patch)
    patch.setattr(roll.planning, "of_own_school", lambda current, incoming, facts: incoming)


def _no_strong_posts(patch):
    patch.setattr(roll.grants, "STRONG", frozenset())


def _addresses_are_free(patch):
    def free(_draft, _facts, change):
        return roll.grants._Right(change, "addresses", "", change.id)

    patch.setattr(roll.grants, "_address", free)


def _asker_says_yes(patch):
    patch.setattr(rules, "why_not", lambda asked, voice, today: "")


def _cards_open_everything(patch):
    patch.setattr(keys, "opens_past", lambda **_k: True)


def _maker_confirms(patch):
    patch.setattr(keys, "may_confirm", lambda **_k: True)


def _anybody_is_invited_on_the_page(patch):
    patch.setattr(keys, "invited", lambda **_k: keys.Invited.SHOWN)


def _letters_show_what_was_sent(patch):
    patch.setattr(keys, "letter_opens_past", lambda **_k: True)


def _a_name_opens_the_meeting(patch):
    patch.setattr(keys, "door", lambda **_k: keys.Door.OWN)


HOLES = [
    (_roll_holds_nothing, "kaur"),
    (_roll_takes_other_schools_too, "kaur"),
    (_addresses_are_free, "kaur"),
    (_no_strong_posts, "kaur"),
    (_asker_says_yes, "kaur"),
    (_cards_open_everything, "patel"),
    (_cards_open_everything, "reid"),
    (_maker_confirms, "patel"),
    (_anybody_is_invited_on_the_page, "kaur"),
    (_letters_show_what_was_sent, "rao"),
    (_a_name_opens_the_meeting, "amina"),
]


@pytest.mark.parametrize(("hole", "who"), HOLES, ids=lambda each: getattr(each, "__name__", each))
def test_a_planted_hole_is_found(hole, who, monkeypatch):
    w.planned.cache_clear()
    hole(monkeypatch)
    _worlds, faults = reached(frozenset({who}), 3)
    monkeypatch.undo()
    w.planned.cache_clear()
    assert faults, "the hole was not found"
    elsewhere = any("elsewhere" in right for _way, got in faults for _who, right in got)
    assert elsewhere == ("other_schools" in hole.__name__)
