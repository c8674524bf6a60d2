"""The page of an import: only some of the pupils, what went wrong, and taking it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from beside.access.actor import acting, role
from beside.rights import Role
from beside.schools import jobs
from beside.schools.models import Enrolment, Person, RollImport
from tests.factories import OPERATOR, Small, act, sign_in

pytestmark = pytest.mark.django_db

TWELVE = [
    f"Pupil {name},7,7A"
    for name in ["Ada", "Ben", "Cem", "Dee", "Eve", "Flo", "Gus", "Hal", "Ivy", "Jan", "Kim", "Lou"]
]


def sheet(*rows):
    return SimpleUploadedFile("pupils.csv", "\n".join(["Name,Year,Form", *rows]).encode())


@pytest.fixture
def office(client):
    """A client signed in as the office of a small school."""
    school = Small()
    kaur = school.adult("Olive Kaur", "office")
    school.settle()
    act(kaur)
    sign_in(client, kaur)
    return client


def upload(client, file) -> str:
    return client.post("/roll/", {"files": file}).url


def work(found: RollImport, *, accept=()) -> None:
    """What the worker does next for an import."""
    if found.status == "reading":
        jobs.plan_import(import_id=str(found.pk))
    elif found.status == "applying":
        jobs.apply_import(import_id=str(found.pk), accept=list(accept))


def kept(url: str) -> RollImport:
    with acting(OPERATOR), role(Role.ROLL):
        return RollImport.objects.get(pk=url.split("/")[2])


def bring_in(client, file) -> str:
    url = upload(client, file)
    work(kept(url))
    client.post(f"{url}approve/")
    work(kept(url))
    return url


def on_roll() -> int:
    with acting(OPERATOR), role(Role.ROLL):
        return Enrolment.objects.filter(ends=None).count()


def test_only_some_of_the_pupils_is_asked_before_anybody_leaves(office):
    bring_in(office, sheet(*TWELVE))
    url = upload(office, sheet(*TWELVE[:2]))
    work(kept(url))
    assert "only some of our pupils" in office.get(url).content.decode()
    office.post(url, {"only_some": "yes"})
    work(kept(url))
    found = kept(url)
    assert found.only_some and found.plan["held"] == []
    office.post(f"{url}approve/")
    work(kept(url))
    assert kept(url).status == "applied" and on_roll() == 12


def test_columns_that_are_no_columns_are_passed_over(office):
    url = upload(office, sheet(*TWELVE))
    work(kept(url))
    office.post(url, {"column-abc": "name", "column-0": "name", "column-1": "year_group"})
    assert kept(url).mapping == {"0": "name", "1": "year_group"}
    work(kept(url))
    assert kept(url).status == "planned"
    assert office.get(url).status_code == 200


def test_what_fails_in_the_worker_says_so_and_can_be_tried_again(office):
    url = upload(office, sheet(*TWELVE))
    with acting(OPERATOR), role(Role.ROLL):
        RollImport.objects.filter(pk=url.split("/")[2]).update(mapping={"0": ["name"]})
    with pytest.raises(TypeError):
        work(kept(url))
    assert kept(url).status == "failed"
    page = office.get("/roll/").content.decode()
    assert "went wrong, nothing was changed" in page
    office.post(url, {"column-0": "name", "column-1": "year_group"})
    work(kept(url))
    assert kept(url).status == "planned"


def test_a_failed_import_tells_its_owner_and_is_read_once_more(office):
    url = upload(office, sheet(*TWELVE))
    jobs.note_failure(import_id=str(kept(url).pk))
    assert "could not be brought in; nothing was changed" in office.get(url).content.decode()
    office.post(url, {"again": "yes"})
    work(kept(url))
    assert kept(url).status == "planned"


def test_taking_back_shows_first_what_would_happen(office):
    url = bring_in(office, sheet(*TWELVE))
    assert on_roll() == 12
    office.post(f"{url}undo/")
    jobs.take_back(import_id=str(kept(url).pk))
    page = office.get(url).content.decode()
    assert "people taken off" in page and "Take it back" in page and on_roll() == 12
    office.post(f"{url}undo/", {"apply": "yes"})
    jobs.take_back(import_id=str(kept(url).pk), apply=True)
    jobs.take_back(import_id=str(kept(url).pk), apply=True)
    assert on_roll() == 0 and kept(url).status == "taken_back"
    assert "Taken back on" in office.get(url).content.decode()


def test_a_stranger_cannot_take_it_back(client):
    hill, mill = Small(), Small("Mill")
    kaur, other = hill.adult("Olive Kaur", "office"), mill.adult("Max Roe", "office")
    hill.settle()
    mill.settle()
    sign_in(client, kaur)
    url = bring_in(client, sheet(*TWELVE))
    sign_in(client, other)
    assert client.post(f"{url}undo/", {"apply": "yes"}).status_code == 404


def test_letters_that_can_be_read_two_ways_are_settled_with_one_press(office):
    content = "Name,Year\nAna Peña,7\nIsla Reed,7\n".encode("cp1252")
    url = upload(office, SimpleUploadedFile("pupils.csv", content))
    work(kept(url))
    page = office.get(url).content.decode()
    assert "Peña" in page and "Peńa" in page and "As Central European (Windows)" in page
    (held,) = kept(url).plan["held"]
    office.post(f"{url}approve/", {"answer-1": held["otherwise"]})
    work(kept(url), accept=[held["otherwise"]])
    with acting(OPERATOR), role(Role.ROLL):
        assert Person.objects.filter(family_name="Peńa").exists()
    assert on_roll() == 2


def test_files_of_other_schools_are_refused_by_name(office):
    students = b"School_id,Student_id,Last_name,First_name,Grade\nA1,1,Lee,Ann,9\nB2,2,Ray,Bob,3\n"
    url = upload(office, SimpleUploadedFile("students.csv", students))
    work(kept(url))
    assert kept(url).plan["format"] == "clever" and kept(url).status == "refused"
    assert "2 schools (A1, B2)" in office.get(url).content.decode()
