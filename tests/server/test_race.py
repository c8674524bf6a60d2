import shlex

from beside.server.postgres import ensure, stop
from tests.server.places import PROGRAMS, answer, ensure_elsewhere


def test_six_programs_at_once_make_one_database(data, monkeypatch):
    data.chmod(0o755)
    counted = data / "made"
    _count_calls(PROGRAMS["wheel"], data / "programs", counted)
    monkeypatch.setenv("BESIDE_PG_BIN", str(data / "programs"))
    here = data / "school"

    try:
        _race(here)
        assert counted.read_text() == "made\n"
        assert not (here / "postgres.new").exists()
    finally:
        stop(here)


def _race(here):
    racers = [ensure_elsewhere(here) for _ in range(6)]
    for racer in racers:
        errors = racer.communicate()[1]
        assert racer.returncode == 0, errors

    assert answer(ensure(here), "select current_user") == "beside_owner"


def _count_calls(real, folder, counted):
    """Programs that run the real ones, and note each call of initdb."""
    folder.mkdir()
    counted.touch()
    counted.chmod(0o666)
    note = f"echo made >> {shlex.quote(str(counted))}\n"
    for name in ("initdb", "postgres"):
        script = folder / name
        begin = note if name == "initdb" else ""
        script.write_text(f'#!/bin/sh\n{begin}exec {shlex.quote(str(real / name))} "$@"\n')
        script.chmod(0o755)
