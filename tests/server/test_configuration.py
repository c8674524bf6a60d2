import os

import psycopg
import pytest

from beside.server.postgres import ensure
from tests.server.places import answer, as_user, connection, nobody


def test_nobody_reaches_it_over_the_network(server):
    assert answer(server, "show listen_addresses") == ""


def test_commits_wait_for_the_disk(server):
    assert answer(server, "show fsync") == "on"
    assert answer(server, "show synchronous_commit") == "on"
    assert answer(server, "show data_checksums") == "on"


def test_names_with_accents_are_matched_in_any_case(server):
    assert answer(server, "select lower('ÉLODIE ŁUCJA ÖZGE')") == "élodie łucja özge"
    assert answer(server, "show server_encoding") == "UTF8"
    assert answer(server, "show timezone") == "UTC"


def test_what_people_wrote_never_reaches_the_log(server):
    with connection(server) as writer:
        writer.execute("create table diary (words text primary key, mood int)")
        writer.execute("insert into diary values ('Isla trusts nobody', 1)")
        for sql in (
            "insert into diary values ('Isla trusts nobody', 2)",
            "select 'Isla trusts nobody'::int",
            "selekt 'Isla trusts nobody'",
        ):
            with pytest.raises(psycopg.Error):
                writer.execute(sql)
    logs = list((server.data / "postgres").rglob("*.log"))
    assert any("ready to accept connections" in log.read_text() for log in logs)
    assert not any("Isla" in log.read_text() for log in logs)


def test_another_user_is_refused_even_where_the_folder_is_opened(server):
    stranger = nobody()
    socket = server.socket / ".s.PGSQL.5432"

    def come_in():
        return connection(server, "beside_app").execute("select 'came in'").fetchone()

    assert "Permission denied" in as_user(stranger, come_in)
    os.chmod(server.socket, 0o755)
    os.chmod(socket, 0o777)
    try:
        refusal = as_user(stranger, come_in)
    finally:
        os.chmod(server.socket, 0o700)
    assert "Peer authentication failed" in refusal


def test_settings_of_your_own_are_kept(made):
    (made / "postgres" / "local.conf").write_text("work_mem = '7MB'\n")
    (made / "postgres" / "local.conf").chmod(0o644)
    assert answer(ensure(made), "show work_mem") == "7MB"
