import pytest

from beside.server.postgres import main, stop
from tests.server.places import PROGRAMS


@pytest.fixture
def chosen_made(made, monkeypatch):
    monkeypatch.setenv("BESIDE_DATA", str(made))
    return made


@pytest.fixture
def chosen(data, monkeypatch):
    monkeypatch.setenv("BESIDE_DATA", str(data))
    return data


def test_start_status_stop_speak_plainly(chosen_made, capsys):
    def told(*argv):
        assert main(argv) == 0
        return capsys.readouterr().out

    assert told("stop") == "The database was not running.\n"
    assert "is running." in told("start")
    assert "is running." in told("status")
    assert "is stopped." in told("stop")


def test_status_of_an_empty_folder(chosen, capsys):
    assert main(["status"]) == 0
    assert capsys.readouterr().out == f"There is no database in {chosen} yet.\n"


@pytest.mark.parametrize("with_psql", [True, False])
def test_shell_asks_the_database(server, monkeypatch, capfd, with_psql, tmp_path):
    monkeypatch.setenv("BESIDE_DATA", str(server.data))
    question = tmp_path / "question.sql"
    question.write_text("select current_user as me,\n 6 * 7 as answer;\nselekt;\n")
    if not with_psql:
        _hide_psql(monkeypatch, server)
    with question.open() as lines:
        monkeypatch.setattr("sys.stdin", lines)
        if with_psql:
            arguments = ["--", "--file", str(question), "--no-align", "--field-separator=\t"]
        else:
            arguments = []
        assert main(["shell", "--role", "beside_app", *arguments]) in (0, 3)
    told = capfd.readouterr()
    assert "me\tanswer\nbeside_app\t42\n" in told.out
    assert "selekt" in told.err


def _hide_psql(monkeypatch, server):
    programs = server.data / "without psql"
    programs.mkdir(exist_ok=True)
    version = (server.data / "postgres" / "PG_VERSION").read_text().strip()
    real = PROGRAMS["wheel" if version == "18" else "debian-15"]
    for name in ("initdb", "postgres"):
        if not (programs / name).exists():
            (programs / name).symlink_to(real / name)
    monkeypatch.setenv("BESIDE_PG_BIN", str(programs))
    monkeypatch.setenv("PATH", str(programs))


def test_another_server_is_left_to_its_administrator(chosen, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/beside")
    assert main(["start"]) == 2
    assert "DATABASE_URL is set" in capsys.readouterr().err
    assert list(chosen.iterdir()) == []


def test_roles_are_printed_for_the_administrator_of_another_server(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/beside")
    assert main(["roles"]) == 0
    assert "beside_reckoner" in capsys.readouterr().out


def test_a_refusal_is_one_sentence_and_no_trace(chosen, monkeypatch, capsys):
    monkeypatch.setenv("BESIDE_PG_BIN", str(chosen))
    assert main(["start"]) == 2
    told = capsys.readouterr().err
    assert "Set it to the folder that holds initdb and postgres" in told
    assert "Traceback" not in told
    stop(chosen)
