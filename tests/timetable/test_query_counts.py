"""A page of choice time asks the database as few questions in a large school as in a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import act, sign_in
from tests.timetable.school import AFTER, Choosing

pytestmark = pytest.mark.django_db
MOST = {
    "choose": 20,
    "press": 26,
    "mine": 28,
    "chosen": 20,
    "cycle": 24,
    "noticeboard": 20,
    "register": 20,
    "run": 22,
}


def _grown(pupils: int) -> Choosing:
    school = Choosing()
    for n in range(pupils):
        school.pupils.append(school.made.pupil(f"Pupil{n} Name", group=school.group))
    school.made.settle()
    for each in ("Study", "Maths again", "Music"):
        session = school.session(each)
        type(session).objects.filter(title=each).update(seats=6 + pupils)
    return school


def _counted(client, pupils: int, patch) -> dict[str, int]:
    school, found = _grown(pupils), {}
    patch.setenv("BESIDE_NOW", "2026-11-24T10:00:00+00:00")
    school.ranked()
    path = f"/choice-time/{school.cycle.pk}/"
    found |= _ask(client, school.amina, {"choose": path + "choose/"})
    press = {"up": str(school.session("Music").pk)}
    found["press"] = _queries(client, path + "choose/", press)
    found |= _ask(client, school.tutor, {"chosen": path + "chosen/"})
    found |= _ask(client, school.organiser, {"cycle": path})
    run = school.solved()
    school.publish(run)
    patch.setenv("BESIDE_NOW", AFTER.isoformat())
    found |= _ask(client, school.amina, {"mine": "/choice-time/"})
    found |= _ask(client, school.tutor, {"noticeboard": path + "noticeboard/"})
    art = f"/choice-time/sessions/{school.session('Art').pk}/register/"
    found |= _ask(client, school.okafor, {"register": art})
    return found | _ask(client, school.organiser, {"run": f"/choice-time/runs/{run.pk}/"})


def _ask(client, person, pages: dict[str, str]) -> dict[str, int]:
    act(person)
    sign_in(client, person)
    return {name: _queries(client, path) for name, path in pages.items()}


def _queries(client, path: str, sent: dict | None = None) -> int:
    script = {"HX-Request": "true"} if sent else {}
    ask = client.post if sent else client.get
    ask(path, sent or {}, headers=script)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert ask(path, sent or {}, headers=script).status_code == 200
    return len(captured)


def test_pages_ask_as_few_questions_in_a_large_school(client, monkeypatch):
    small = _counted(client, 0, monkeypatch)
    assert {name: n for name, n in small.items() if n > MOST[name]} == {}
    large = _counted(client, 20, monkeypatch)
    assert large == small
