"""The door of a staff meeting: nobody joins as somebody else, and everybody gets in."""

import pytest

from tests.assurance.attacks.doors import come_in, join, round_id

pytestmark = pytest.mark.assurance


@pytest.fixture
def meeting(school) -> tuple[str, str]:
    """The staff meeting that is going on, and the code on its screen."""
    found = round_id(school, "Year 9, staff")
    return found, school.one(f"SELECT door_code FROM ties_round WHERE id = '{found}'")


def absent(school, meeting) -> list[str]:
    """Those who were asked and have not come yet."""
    rows = school.sql(
        "SELECT person_id FROM ties_respondent WHERE question = 'staff_knows' AND asked "
        f"AND joined_at IS NULL AND round_id = '{meeting[0]}' ORDER BY 1"
    )
    return [each for (each,) in rows]


@pytest.mark.parametrize("who", ["amina", ""])
def test_whoever_sees_the_screen_is_not_let_in_as_a_colleague(school, meeting, who):
    visitor = school.visitor(who)
    join(school, visitor, meeting[1], absent(school, meeting)[0])
    for path in (f"/meeting/{meeting[0]}/", f"/meeting/{meeting[0]}/list/"):
        page = visitor.get(path)
        assert page.status == 404 or "sign-in" in page.path


def test_a_pupil_does_not_read_there_who_was_asked(school, meeting):
    amina = school.visitor("amina")
    assert "Ifeoma Okafor" not in amina.get(f"/join/{meeting[1]}/").text


def test_ticks_of_who_has_not_sent_change_nobodys_list(school, meeting):
    asking, _code = meeting
    okafor, patel = school.visitor("okafor"), school.visitor("patel")
    okafor.get(f"/meeting/{asking}/")
    okafor.post(f"/meeting/{asking}/send/")
    before = okafor.get(f"/meeting/{asking}/list/")
    listed = before.ids_in("/beside/")
    rows = patel.get(f"/meeting/{asking}/").source
    pupil = next(each for each in listed if each in rows)
    patel.post(f"/meeting/{asking}/", pupil=pupil, knows="face")
    assert okafor.get(f"/meeting/{asking}/list/").ids_in("/beside/") == listed


def test_everybody_gets_in_from_one_address(school, meeting):
    asked = school.sql(
        "SELECT person_id FROM ties_respondent WHERE question = 'staff_knows' AND asked "
        f"AND round_id = '{meeting[0]}' ORDER BY joined_at NULLS LAST"
    )
    told = {join(school, school.visitor(), meeting[1], each).status for (each,) in asked[:20]}
    assert len(asked) > 20 and 429 not in told


@pytest.mark.parametrize("press", ["let-in", "code", "end"])
def test_sessions_of_the_door_end(school, meeting, press):
    asking, _code = meeting
    code = school.one(f"SELECT door_code FROM ties_round WHERE id = '{asking}'")
    reid, somebody = school.visitor("reid"), school.person("okafor")
    reid.post(f"/surveys/{asking}/let-in/", person=somebody)
    school.sql(
        "ALTER TABLE ties_respondent NO FORCE ROW LEVEL SECURITY",
        f"UPDATE ties_respondent SET joined_at = NULL WHERE person_id = '{somebody}'",
    )
    visitor = school.visitor(source="127.2.0.1")
    assert f"/meeting/{asking}/" == come_in(school, visitor, code, somebody).path
    assert reid.post(f"/surveys/{asking}/{press}/", person=somebody).status == 200
    assert not visitor.get(f"/meeting/{asking}/").path.startswith("/meeting/")
