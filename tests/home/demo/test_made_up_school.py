"""The generator alone: no database."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from beside.home.demo.bonds import near_adults
from beside.home.demo.cast import FAMILIES, SIGN_INS
from beside.home.demo.generate import generate, people, small
from beside.home.demo.made_up import MadeUp
from beside.home.demo.size import FULL, SMALL, sized
from tests.conftest import TODAY

WILLOW_LANE = "willow-lane"
DAYS = [
    date(2026, 3, 31),
    date(2026, 6, 1),
    date(2026, 9, 5),
    date(2026, 10, 26),
    date(2027, 1, 3),
    date(2028, 2, 29),
]


def pupils_of(made_up: MadeUp) -> set[str]:
    return {e.person for e in made_up.records["enrolment"].values() if e.school == WILLOW_LANE}


def here(record, on: date) -> bool:
    return (record.starts is None or record.starts <= on) and (
        record.ends is None or on < record.ends
    )


def test_the_same_seed_makes_the_same_school():
    assert small(7, TODAY) == small(7, TODAY)
    assert small(8, TODAY) != small(7, TODAY)


def test_chance_does_not_hang_on_the_order_of_sets():
    import subprocess
    import sys

    code = (
        "from datetime import date; from beside.home.demo.generate import small;"
        "import hashlib; m = small(3, date(2026, 11, 24));"
        "print([n[:2] for r in m.rounds for n in r.nominations], list(m.records['person']))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_the_generator_knows_no_django():
    import subprocess
    import sys

    code = "import sys; from beside.home.demo.generate import small; small(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_three_schools_of_the_promised_size(full):
    records = full.records
    pupils = Counter(e.school for e in records["enrolment"].values())
    assert pupils == {WILLOW_LANE: 1200, "mill-lane": 210, "orchard": 60}
    years = Counter(e.year_group for e in records["enrolment"].values() if e.school == WILLOW_LANE)
    assert years == dict.fromkeys(("7", "8", "9", "10", "11"), 240)
    tutor_groups = Counter(
        e.tutor_group for e in records["enrolment"].values() if e.school == WILLOW_LANE
    )
    assert len(tutor_groups) == 40 and set(tutor_groups.values()) == {30}
    staff = {
        post.person
        for post in records["post"].values()
        if post.school == WILLOW_LANE
        and post.kind not in ("community", "federation_lead", "chair")
        and here(post, TODAY)
    }
    assert len(staff) == 150


@pytest.mark.parametrize("size", [FULL, sized(300)])
def test_pupils_came_from_53_primary_schools(size):
    pupils = people(1, TODAY, size).secondary
    came_from = {pupil.previous for pupil in pupils}
    assert len(came_from) == 53 and "Mill Lane Primary" in came_from and "" not in came_from


@pytest.mark.parametrize("size", [SMALL, sized(300)])
def test_every_record_points_to_one_that_is_there(size):
    made_up = generate(5, TODAY, size)
    records = made_up.records
    points = {
        "group": {"school": "school"},
        "enrolment": {"person": "person", "school": "school", "tutor_group": "group"},
        "post": {"person": "person", "school": "school"},
        "membership": {"person": "person", "group": "group"},
        "family_link": {"carer": "person", "pupil": "person"},
    }
    for kind, fields in points.items():
        for record in records[kind].values():
            for field, to in fields.items():
                assert getattr(record, field) in records[to], (kind, record)
    named = {p for r in made_up.rounds for n in r.nominations for p in (n.ego, n.alter) if p}
    asked = {q.person for r in made_up.rounds for q in r.respondents}
    beside = {p for b in made_up.beside for p in (b.pupil, b.adult)}
    assert named | asked | beside <= set(records["person"])


def test_nobody_speaks_who_did_not_answer(full):
    for asking in full.rounds[:2]:
        answered = {(r.person, r.question) for r in asking.respondents if r.answered}
        assert {(n.ego, n.question) for n in asking.nominations} <= answered


def test_nobody_says_the_same_twice(full):
    for asking in full.rounds:
        said = Counter(n.key for n in asking.nominations if n.alter)
        assert max(said.values()) == 1
        assert all(n.ego != n.alter for n in asking.nominations)


def test_about_85_of_100_pupils_answered_something(full):
    asking = full.rounds[1]
    pupils = pupils_of(full)
    asked = {r.person for r in asking.respondents if r.person in pupils and r.asked}
    answered = {r.person for r in asking.respondents if r.person in pupils and r.answered}
    assert 0.8 < len(answered) / len(asked) < 0.9
    reasons = {r.reason for r in asking.respondents}
    assert reasons == {"", "absent", "declined", "new"}


def test_families_of_every_kind(full):
    links = full.records["family_link"].values()
    relations = {link.relation for link in links}
    assert relations >= {"mother", "father", "step-father", "grandmother", "foster carer", "aunt"}
    foster = [link for link in links if link.relation == "foster carer"]
    assert foster and not any(link.parental_responsibility for link in foster)
    apart = [link for link in links if link.parental_responsibility and not link.lives_with]
    assert apart
    staff = {p.person for p in full.records["post"].values() if p.kind == "teacher"}
    assert len({link.carer for link in links} & staff) >= 4
    homes = Counter(link.pupil for link in links if link.lives_with)
    assert max(homes.values()) >= 3


def test_sisters_and_brothers_at_two_schools(full):
    schools = {e.person: e.school for e in full.records["enrolment"].values()}
    by_carer: dict[str, set[str]] = {}
    for link in full.records["family_link"].values():
        by_carer.setdefault(link.carer, set()).add(schools[link.pupil])
    across = Counter(frozenset(where) for where in by_carer.values())
    assert across[frozenset({WILLOW_LANE, "mill-lane"})] > 20
    assert across[frozenset({WILLOW_LANE, "orchard"})] > 2


def test_teachers_who_are_parents_speak_of_their_own_as_parents_alone():
    world = people(1, TODAY)
    led = []
    for pupil in world.secondary:
        groups = (pupil.tutor_group, pupil.house, *pupil.sets, *pupil.clubs)
        led += [a for g in groups for a in world.leaders[g] if a in pupil.carers]
        assert not set(near_adults(world, pupil)) & set(pupil.carers)
    assert led, "With this seed no teacher leads a group of their own child: choose another."


def test_nobody_is_named_like_the_people_of_the_story(full):
    names = Counter((p.given_name, p.family_name) for p in full.records["person"].values())
    for family in FAMILIES:
        for child in family.children:
            assert names[child.given, child.family] == 1


def test_names_have_every_shape(full):
    found = full.records["person"].values()
    whole = [f"{p.given_name} {p.family_name}" for p in found]
    assert any(not p.family_name for p in found)
    assert any("-" in name for name in whole) and any("'" in name for name in whole)
    assert any(p.preferred_name for p in found)
    assert any(ord(letter) > 0x370 for name in whole for letter in name)
    assert all(not p.email or p.email.endswith("@example.org") for p in found)


def test_every_sign_in_is_somebody(full):
    for each in SIGN_INS:
        person = full.records["person"][each.username]
        called = f"{person.preferred_name or person.given_name} {person.family_name}"
        assert called == each.name


def test_commitments_in_all_states(full):
    beside = full.beside
    assert any(not b.answer and b.ends is None for b in beside)
    assert any(b.answer == "no" for b in beside)
    assert any(b.talks and b.talks[0].reply for b in beside)
    assert any(b.handed_to for b in beside)
    assert any(b.ends and b.ending_words for b in beside)
    (gone, day) = full.left[0]
    assert any(b.adult == gone and b.ends is None and b.starts < day for b in beside)
    assert all(talk.on <= TODAY for b in beside for talk in b.talks)


def test_the_allotment_gardener_has_checks_and_training(full):
    post = full.records["post"][f"{WILLOW_LANE}/marsh/community"]
    assert post.checks_expire > TODAY and post.training_expires > TODAY and post.organisation


def test_the_open_meeting_has_23_of_31(full):
    meeting = full.rounds[2]
    assert meeting.ended_on is None and meeting.taken_on == TODAY
    assert len(meeting.respondents) == 31
    assert sum(r.answered for r in meeting.respondents) == 23
    assert len(meeting.joined) == 26


@pytest.mark.parametrize("today", DAYS)
def test_any_day_will_do(today):
    made_up = small(2, today)
    earlier, later = made_up.rounds[:2]
    assert earlier.ended_on < later.taken_on < later.ended_on < today
    assert today - later.ended_on >= timedelta(days=4)
    years = {e.year_group for e in made_up.records["enrolment"].values() if here(e, later.taken_on)}
    assert years == {"7", "8", "9", "10", "11"}


@pytest.mark.parametrize("pupils", [300, 2300])
def test_it_grows_and_shrinks(pupils):
    made_up = generate(1, TODAY, sized(pupils))
    assert len(pupils_of(made_up)) == pupils
    assert pupils < 2300 or made_up.nominations >= 40_000


def test_a_school_of_its_own_has_nobody_from_the_others():
    made_up = generate(1, TODAY, replace(SMALL, pupils=75))
    assert set(made_up.records["school"]) == {WILLOW_LANE}
    assert "khalid" not in made_up.records["person"]
