"""Who is kept apart from a pupil is put beside them by no request; nor is somebody who may not be."""

import pytest

pytestmark = pytest.mark.assurance


def called(school, name: str) -> str:
    given, family = name.split()
    return school.one(
        "SELECT p.subject_id FROM schools_person p LEFT JOIN access_account a USING (subject_id) "
        f"WHERE '{given}' IN (given_name, preferred_name) AND family_name = '{family}' ORDER BY a.username NULLS LAST"
    )


def block(school, one: str, pupil: str, pupil_id: str = "") -> None:
    """Keep two apart: on the lead's page; where there is none, in the table."""
    shah, ids = school.visitor("shah"), (called(school, one), pupil_id or called(school, pupil))
    if shah.get("/blocks/").status == 200:
        names = {"who": one, "whom": pupil, "actor": ids[0], "pupil": ids[1]}
        told = shah.post("/blocks/", **names, ground="order", starts="2026-09-01", reason="order")
        assert told.status == 200 and one in told.text, told.text
    else:
        row = f"gen_random_uuid(), '{ids[0]}', '{ids[1]}', 'order'"
        written = f"INSERT INTO access_block (id, actor_id, pupil_id, reason) VALUES ({row})"
        school.sql("ALTER TABLE access_block NO FORCE ROW LEVEL SECURITY", written)


def test_a_head_of_year_puts_nobody_blocked_beside_a_pupil(school):
    block(school, "Declan Nolan", "Isla Young")
    reid, isla = school.visitor("reid"), called(school, "Isla Young")
    reid.post(f"/beside/{isla}/", adult=called(school, "Declan Nolan"))
    reid.post(f"/beside/{isla}/ask/", adult=called(school, "Declan Nolan"))
    assert "Nolan" not in school.visitor("isla").get("/").text
    assert not beside(school, "Declan Nolan", "Isla Young")


def beside(school, adult: str, pupil: str) -> bool:
    pupil_id = pupil if "-" in pupil else called(school, pupil)
    return bool(
        school.sql(
            f"SELECT id FROM ties_commitment WHERE adult_id = '{called(school, adult)}' "
            f"AND pupil_id = '{pupil_id}' AND (ends IS NULL OR ends > CURRENT_DATE)"
        )
    )


def test_a_block_ends_an_offer_that_is_open(school):
    amina = school.visitor("amina")
    page = amina.get("/")
    assert "Ifeoma Okafor" in page.text
    offer = next(each for each in page.ids_in("/beside/") if "/answer/" in page.source)
    block(school, "Ifeoma Okafor", "Amina Yusuf")
    after = amina.get("/")
    assert f"/beside/{offer}/answer/" not in after.source
    amina.post(f"/beside/{offer}/answer/", answer="yes")
    assert "People beside you: Ifeoma" not in amina.get("/").text
    assert not beside(school, "Ifeoma Okafor", "Amina Yusuf")


def test_nor_does_handing_over(school):
    patel = called(school, "Kiran Patel")
    found, pupil = school.sql(
        "SELECT c.id, c.pupil_id FROM ties_commitment c "
        "JOIN schools_enrolment e ON e.person_id = c.pupil_id AND e.year_group = '9' "
        f"WHERE c.adult_id = '{patel}' AND c.ends IS NULL"
    )[0]
    names = school.one(
        f"SELECT given_name || ' ' || family_name FROM schools_person WHERE subject_id = '{pupil}'"
    )
    block(school, "Declan Nolan", names, pupil)
    school.visitor("patel").post(f"/beside/{found}/hand-over/", to=called(school, "Declan Nolan"))
    school.visitor("reid").post(f"/beside/{found}/hand-over/", to=called(school, "Declan Nolan"))
    assert not beside(school, "Declan Nolan", pupil)


@pytest.mark.parametrize("other", ["Hodan Yusuf", "Leo Dunn"])
def test_nobody_is_put_beside_a_pupil_who_may_not_be_or_was_not_asked(school, other):
    reid, isla = school.visitor("reid"), called(school, "Isla Young")
    reid.post(f"/beside/{isla}/", adult=called(school, other))
    assert other not in school.visitor("isla").get("/").text
    assert not beside(school, other, "Isla Young")
