"""A school at Wonde: fetched page by page, planned and held like a file, untouched by failures."""

from dataclasses import replace

import pytest

from beside.access.actor import acting, role
from beside.rights import Role
from beside.schools import jobs, nightly, snapshot
from beside.schools.models import RollImport
from beside.schools.roll import Wonde, WondeFault
from beside.schools.roll.records import School
from tests.factories import OPERATOR, Small

from .wonde_server import TOKEN, Hill, contact, employee, lesson, serving, student

NAMES = ["Ada", "Ben", "Cem", "Dee", "Eve", "Flo", "Gus", "Hal", "Ivy", "Jan", "Kim", "Lou"]


def hill() -> Hill:
    pupils = [student(f"A{n}", name, "Reed") for n, name in enumerate(NAMES, start=10)]
    pupils[0]["contacts"]["data"] = [
        contact("C1", "Ann", "Reed", "Mother"),
        contact("C2", "Dot", "Doe", "Doctor"),
        contact("C3", "Gil", "Roe", "Godfather"),
    ]
    pupils[1] = student(
        "A11",
        "Benny",
        "Reed",
        legal="Ben",
        contacts=[contact("C4", "Al", "Reed", "Father", court_order=True)],
    )
    return Hill(
        {
            "students": pupils,
            "employees": [
                employee("E1", "Kim", "Patel"),
                employee("E2", "Olu", "Ade", teaching=False),
            ],
            "classes": [lesson("K1", "Maths 7", ["A10", "A11", "A99"], ["E1"])],
        }
    )


def source(there: Hill, **changes) -> Wonde:
    made = Wonde(TOKEN, "A1", School("HILL", "Hill School", "HILL"), there.address, wait=0.01)
    return replace(made, **changes)


@pytest.fixture
def there():
    with serving(hill()) as server:
        yield server


def test_every_page_is_fetched_and_read(there):
    roll = source(there).roll()
    assert roll.errors == [] and roll.rejected == []
    assert len(roll.records["enrolment"]) == 12
    assert len([path for path in there.asked if "/students" in path]) == 6
    ben = roll.records["person"]["A11"]
    assert (ben.given_name, ben.preferred_name) == ("Ben", "Benny")
    assert roll.records["enrolment"]["HILL/A10"].tutor_group == "G7A"
    assert {p.kind for p in roll.records["post"].values()} == {"teacher", "staff"}
    assert {m for m in roll.records["membership"] if m.startswith("K1")} == {
        "K1/A10/pupil",
        "K1/A11/pupil",
        "K1/E1/teacher",
    }


def test_carers_come_and_a_court_order_holds_them(there):
    roll = source(there).roll()
    assert set(roll.records["family_link"]) == {"C1/A10", "C4/A11"}
    assert [ask.rule for ask in roll.asks] == ["court"]
    assert {note.code for note in roll.notes} == {"no_family", "unknown_relation"}


def test_no_more_than_a_roll_is_asked_for_and_kept(there):
    content = source(there).fetch()
    assert not any(word in path for path in there.asked for word in ("extended", "medical", "sen"))
    assert "X823432" not in repr(source(there).roll())
    assert TOKEN not in repr(source(there)) and TOKEN.encode() not in content


PASSING = {"429": ["429", ""], "503": ["503"], "half a page": ["cut", "", "cut"]}


@pytest.mark.parametrize("case", PASSING)
def test_what_passes_is_waited_for(there, case):
    there.fails = list(PASSING[case])
    assert len(source(there).roll().records["enrolment"]) == 12


LASTING = {
    "an unknown token": ({"token": "no"}, [], "does not know this token"),
    "an unknown school": ({"school_id": "A2"}, [], "knows no school of this id"),
    "asked too often": ({}, ["429"] * 9, "asked too often"),
    "always half a page": ({}, ["cut"] * 9, "in the middle of a page"),
    "it ends before its last page": ({}, ["no next"], "before its last page"),
    "another address": ({}, ["elsewhere"], "another address"),
    "nobody there": ({"address": "http://127.0.0.1:9/v1.0"}, [], "could not be reached"),
}


@pytest.mark.parametrize("case", LASTING)
def test_what_lasts_is_said_in_words(there, case):
    changes, there.fails, words = LASTING[case]
    with pytest.raises(WondeFault, match=words):
        source(there, **changes).fetch()


@pytest.fixture
def school(settings, there):
    small = Small("HILL")
    small.adult("Olive Kaur", "office")
    small.settle()
    settings.WONDE_TOKEN, settings.WONDE_SCHOOLS = TOKEN, "A1=hill"
    settings.WONDE_ADDRESS = there.address
    return small


def imports() -> list[RollImport]:
    with acting(OPERATOR), role(Role.ROLL):
        return list(RollImport.objects.order_by("at"))


def names() -> set[str]:
    with acting(OPERATOR), role(Role.ROLL):
        return set(snapshot.stored_of("person"))


def approve(found: RollImport) -> None:
    with acting(OPERATOR), role(Role.ROLL):
        RollImport.objects.filter(pk=found.pk).update(status="applying")
    jobs.apply_import(import_id=str(found.pk), accept=[])


@pytest.mark.django_db
def test_the_first_night_waits_and_the_next_come_in_by_themselves(there, school):
    jobs.ask_wonde(timestamp=0)
    [first] = imports()
    assert (first.status, first.by_id is not None) == ("planned", True) and "A10" not in names()
    jobs.ask_wonde(timestamp=0)
    assert len(imports()) == 1
    approve(first)
    assert "A10" in names()
    there.lists["students"].append(student("A77", "Zoe", "New"))
    jobs.ask_wonde(timestamp=0)
    assert "A77" in names() and imports()[1].status == "applied"
    there.lists["students"] = there.lists["students"][:6]
    jobs.ask_wonde(timestamp=0)
    jobs.ask_wonde(timestamp=0)
    waiting = imports()[-1]
    assert waiting.status == "planned" and len(imports()) == 3
    assert "leavers" in {held["rule"] for held in waiting.plan["held"]}
    assert "A21" in names()


@pytest.mark.django_db
def test_a_night_that_fails_leaves_the_roll_and_says_so(there, school):
    there.fails = ["401"]
    jobs.ask_wonde(timestamp=0)
    [found] = imports()
    assert found.status == "refused" and "token" in found.plan["errors"][0]["reason"]
    assert names() == {"Olive Kaur"}
    jobs.ask_wonde(timestamp=0)
    assert [each.status for each in imports()] == ["planned"]


@pytest.mark.django_db
def test_nobody_is_asked_without_a_token(settings, school, there):
    settings.WONDE_TOKEN = ""
    with acting(OPERATOR), role(Role.ROLL):
        assert list(nightly.wonde_schools()) == []
    jobs.ask_wonde(timestamp=0)
    assert imports() == [] and there.asked == []
