"""Whoever is shown a pupil is written down, and the pupil reads it; lists and files too."""

import pytest

from tests.assurance.attacks.doors import group_id, round_id

pytestmark = pytest.mark.assurance

PAGES = [
    ("kaur", "the whole roll", "/roll/export/"),
    ("reid", "the registers of a cycle", "/choice-time/{cycle}/registers.csv"),
    ("reid", "a session", "/choice-time/sessions/{session}/"),
    ("hughes", "the letters of a group", "/surveys/{asking}/letters/{group}/"),
    ("reid", "a search", "/search/?q=amina&name=amina&typed=amina"),
    ("patel", "a search", "/search/?q=amina&name=amina&typed=amina"),
]


@pytest.fixture(scope="module")
def places(school) -> dict[str, str]:
    """Where Amina stands: a session, its cycle, a survey, her group."""
    seat = school.sql(
        "SELECT p.cycle_id, s.session_id FROM timetable_seat s JOIN timetable_period p "
        f"ON p.id = s.period_id WHERE s.pupil_id = '{school.person('amina')}' "
        "AND s.ended_at IS NULL ORDER BY p.starts_at LIMIT 1"
    )
    asked = {"asking": round_id(school, "Who is beside"), "group": group_id(school, "9KP")}
    return asked | {"cycle": seat[0][0], "session": seat[0][1]}


@pytest.mark.parametrize(("who", "what", "address"), PAGES, ids=[f"{w}: {t}" for w, t, _ in PAGES])
def test_whom_a_page_shows_is_written_down(school, places, who, what, address):
    reader, amina = school.visitor(who), school.visitor("amina")
    name = school.one(
        "SELECT given_name || ' ' || family_name FROM schools_person "
        f"WHERE subject_id = '{school.person(who)}'"
    )
    before = amina.get("/who-looked/").text
    answer = reader.get(address.format(**places))
    assert answer.status < 500
    after = amina.get("/who-looked/").text
    assert "Amina" not in answer.everything() or (after != before and name in after)
