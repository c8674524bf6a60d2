"""The walls stand: a forbidden import is planted for every contract and seen."""

import configparser
import shutil

import pytest

from tests.house.places import PACKAGE, ROOT, run

PLANTED = {
    "storeys": ("audit/models.py", "from beside.access import policy"),
    "rooms": ("ties/queries/rounds.py", "from beside.ties.actions import rounds"),
    "purity": ("measures/figure.py", "from django.utils import timezone"),
    "checkers": ("engine/certificate.py", "import highspy"),
    "machine-room": ("schools/queries.py", "from beside.server import ports"),
    "doors-home": ("server/wsgi.py", "from beside.home.views import first_page"),
    "doors-recognition": ("home/queries.py", "from beside.recognition import forms"),
    "doors-enrichment": ("home/queries.py", "from beside.enrichment import forms"),
    "doors-placement": ("timetable/forms.py", "from beside.placement import views"),
    "doors-timetable": ("home/queries.py", "from beside.timetable.views import pupil"),
    "doors-ties": ("home/queries.py", "from beside.ties.views import pages"),
    "doors-safeguarding": ("home/queries.py", "from beside.safeguarding import forms"),
    "doors-accounts": ("home/queries.py", "from beside.accounts import forms"),
    "doors-schools": ("ties/forms.py", "from beside.schools.forms import *"),
    "doors-access": ("schools/views.py", "from beside.access import views"),
}
ALSO = [
    ("storeys", "web/states.py", "from beside.messages import backend"),
    ("storeys", "schools/queries.py", "from beside.ties import models"),
    ("storeys", "ties/queries/people.py", "from beside.recognition import models"),
    ("rooms", "recognition/queries.py", "from beside.recognition import actions"),
    ("rooms", "ties/models.py", "from beside.ties.queries import states"),
    ("rooms", "schools/forms.py", "from beside.schools import views"),
    ("storeys", "engine/linear.py", "from beside.measures import figure"),
    ("purity", "engine/lp.py", "import django.db"),
    ("checkers", "engine/mentors/constraints/room.py", "from beside.engine.mentors import flow"),
    ("purity", "ties/paper.py", "from beside.ties import models"),
    ("purity", "recognition/rules.py", "from beside.recognition import models"),
    ("purity", "ties/rules.py", "from beside.access import calendar"),
    ("purity", "schools/roll/text.py", "import django.db"),
    ("purity", "access/rules.py", "from beside.access import models"),
    ("purity", "rights/lines.py", "from beside.access import models"),
]
NEW = [("storeys", "canteen/models.py"), ("rooms", "ties/helpers.py")]


def contracts() -> list[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return [name.removeprefix("importlinter:contract:") for name in parser.sections()[1:]]


def complaint(source, *names: str) -> str:
    chosen = [part for name in names for part in ("--contract", name)]
    config = str(ROOT / ".importlinter")
    command = ("lint-imports", "--no-logo", "--no-cache", "--config", config, *chosen)
    return run(*command, PYTHONPATH=str(source))


@pytest.fixture
def copy(tmp_path):
    skip = shutil.ignore_patterns("__pycache__", "static", "templates")
    shutil.copytree(PACKAGE, tmp_path / "beside", ignore=skip)
    return tmp_path


def test_the_house_keeps_every_contract():
    assert complaint(ROOT / "src") == ""


def test_every_contract_has_a_forbidden_import_planted():
    assert set(contracts()) == set(PLANTED)


@pytest.mark.parametrize(
    ("name", "path", "line"), [(name, *plant) for name, plant in PLANTED.items()] + ALSO
)
def test_a_forbidden_import_is_seen(copy, name, path, line):
    assert complaint(copy, name) == ""
    with (copy / "beside" / path).open("a") as file:
        file.write(f"\n{line}\n")
    assert "BROKEN" in complaint(copy, name)


@pytest.mark.parametrize(("name", "path"), NEW)
def test_a_module_without_a_place_is_seen(copy, name, path):
    (copy / "beside" / path).parent.mkdir(exist_ok=True)
    (copy / "beside" / path).parent.joinpath("__init__.py").touch()
    (copy / "beside" / path).touch()
    assert "BROKEN" in complaint(copy, name)
