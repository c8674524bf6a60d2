from datetime import timedelta

import pytest

from beside.access.actor import role
from beside.rights import Role
from beside.schools.models import Person
from tests.factories import NOW, Small


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Ten in the morning of a school day; gives a way to set it later."""
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())

    def later(**how) -> None:
        monkeypatch.setenv("BESIDE_NOW", (NOW + timedelta(**how)).isoformat())

    return later


@pytest.fixture
def school(db):
    """A head, an office, a lead, a teacher and a pupil, whom mail reaches."""
    made = Small()
    made.gwen = made.adult("Gwen Hughes", "head")
    made.simran = made.adult("Simran Kaur", "office")
    made.nadia = made.adult("Nadia Shah", "safeguarding_lead")
    made.ann = made.adult("Ann Okafor")
    made.isla = made.pupil("Isla Young")
    made.rachel = made.carer("Rachel Young", made.isla)
    with role(Role.ROLL):
        for person in (made.gwen, made.simran, made.nadia, made.ann, made.isla):
            address = f"{person.given_name.lower()}@hill.example"
            Person.objects.filter(pk=person.pk).update(email=address)
    return made.settle()
