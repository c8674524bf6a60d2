"""Nobody becomes more than they are alone: the office and a file of posts."""

import io
import zipfile

import pytest

from tests.assurance.attacks.attacked import until

pytestmark = pytest.mark.assurance

HEADINGS = "person,school,kind,title,year_group,starts,ends\n"


def bring(office, name: str, text: str) -> None:
    """Bring in a file through the page, and approve it alone."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(name, text)
    plan = office.post("/roll/", files={"files": ("x.zip", held.getvalue())}).path
    until(lambda: "/state/" not in office.get(plan).source, 60, "the plan")
    office.post(plan + "approve/")
    until(lambda: "/state/" not in office.get(plan).source, 60, "the import")


def test_the_office_does_not_make_itself_safeguarding_lead_nor_end_the_other(school):
    kaur, shah = school.visitor("kaur"), school.visitor("shah")
    assert (kaur.get("/concerns/").status, shah.get("/concerns/").status) == (404, 200)
    bring(
        kaur,
        "posts.csv",
        HEADINGS + "kaur,willow-lane,safeguarding_lead,x,,2026-09-01,\n"
        "shah,willow-lane,safeguarding_lead,x,,2020-09-01,2026-11-27\n",
    )
    assert school.visitor("kaur").get("/concerns/").status == 404
    assert school.visitor("shah").get("/concerns/").status == 200


@pytest.mark.parametrize(
    ("kind", "year", "opens"),
    [("organiser", "", "/surveys/"), ("head_of_year", "9", "/choice-time/new/")],
)
def test_nor_anything_else_that_opens_pages(school, kind, year, opens):
    kaur = school.visitor("kaur")
    assert kaur.get(opens).status == 404
    bring(kaur, "posts.csv", HEADINGS + f"kaur,willow-lane,{kind},x,{year},2026-09-01,\n")
    assert school.visitor("kaur").get(opens).status == 404


def test_nor_does_it_reach_into_another_school(school):
    kaur = school.visitor("kaur")
    posts = "".join(
        f"kaur,mill-lane,{kind},x,,2026-09-01,\n" for kind in ("safeguarding_lead", "office")
    )
    bring(kaur, "posts.csv", HEADINGS + posts)
    there = school.one(
        "SELECT count(*) FROM schools_post p JOIN schools_school s ON s.id = p.school_id "
        f"WHERE s.code = 'mill-lane' AND p.person_id = '{school.person('kaur')}'"
    )
    assert there == "0"
    assert school.visitor("kaur").get("/concerns/").status == 404


def test_a_new_carer_reads_nothing_of_the_child_at_the_offices_word_alone(school):
    isla = school.person("isla")
    number = school.one(f"SELECT source_id FROM schools_person WHERE subject_id = '{isla}'")
    assert "Isla" not in school.visitor("hodan").get("/").text
    bring(
        school.visitor("kaur"), "family_links.csv", f"carer,pupil,relation\nhodan,{number},mother\n"
    )
    assert "Isla" not in school.visitor("hodan").get("/").text
