"""Whatever becomes of a file on its way, every reader gives an answer and never a traceback."""

import json
import random
import zipfile
from copy import deepcopy
from io import BytesIO

import pytest

from beside.schools import roll
from beside.schools.roll.records import School
from tests.schools.test_wonde import hill

from . import test_clever, test_ctf, test_ods, test_other_doors
from .builders import TODAY, small_school, write


def _lines(files):
    return {name: "\n".join(lines).encode() for name, lines in files.items()}


def _zipped(files) -> dict[str, bytes]:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return {"roll.zip": out.getvalue()}


SETS = {
    "oneroster": _lines(small_school()),
    "clever": _lines(test_clever.clever()),
    "sds-1": _lines(test_other_doors.SDS),
    "ctf": {"a.xml": test_ctf.ctf(test_ctf.isla(), test_ctf.isla("Gender"))},
    "ods": {"a.ods": test_ods.SHEET},
    "a zip": _zipped(_lines(test_clever.clever())),
}
PIECES = (
    b"",
    b"\0",
    b'"',
    b",,",
    b"\r",
    b"<",
    b"&a;",
    b"<!DOCTYPE a>",
    b"\xff\xfe",
    b"PK\x03\x04",
    b"]]>",
    b"9" * 30,
    "é\u202e\ud7ff".encode(),
)


def mutate(data: bytes, chance: random.Random, other: bytes) -> bytes:
    at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece = chance.choice(PIECES)
    return chance.choice(
        [
            data[:at],
            data[:at] + piece + data[at:],
            data[:at] + data[to:],
            data[:at] + data[at:to] * 2 + data[to:],
            data[:at] + other[at:to] + data[to:],
            data.decode("utf-8", "replace").encode("utf-16"),
            data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
        ]
    )


def answers(tmp_path, chance: random.Random, times: int) -> None:
    everything = [data for files in SETS.values() for data in files.values()]
    for count in range(times):
        files = dict(chance.choice(list(SETS.values())))
        for name in chance.sample(sorted(files), chance.randint(1, len(files))):
            files[name] = mutate(files[name], chance, chance.choice(everything))
        folder = write(tmp_path / str(count), files)
        path = folder if len(files) > 1 or chance.random() < 0.3 else folder / next(iter(files))
        found = roll.read(path, school_code=chance.choice(["", "HILL"]))
        plan = roll.plan({}, found, today=TODAY)
        assert json.dumps(plan.as_json())


def test_mutated_files_give_an_answer(tmp_path):
    answers(tmp_path, random.Random(2026), 150)


@pytest.mark.slow
def test_many_mutated_files_give_an_answer(tmp_path):
    answers(tmp_path, random.Random(20_000), 20_000)


def test_mutated_answers_of_a_service_give_an_answer():
    chance = random.Random(7)
    whole = json.dumps(hill().lists).encode()
    strange = [None, [], {}, "x", 7, True, {"data": None}, {"data": "x"}, [None], [[]]]
    for _ in range(300):
        document = json.loads(whole)
        for _ in range(chance.randint(1, 4)):
            _put(document, chance, deepcopy(chance.choice(strange)))
        found = roll.read_wonde(json.dumps(document).encode(), School("HILL", "Hill", "HILL"))
        assert json.dumps(roll.plan({}, found, today=TODAY).as_json())


def _put(thing, chance: random.Random, value) -> None:
    """Put something strange in a random place."""
    while True:
        places = list(thing) if isinstance(thing, dict) else list(range(len(thing)))
        if not places:
            return
        place = chance.choice(places)
        below = thing[place]
        if not isinstance(below, dict | list) or not below or chance.random() < 0.25:
            thing[place] = value
            return
        thing = below
