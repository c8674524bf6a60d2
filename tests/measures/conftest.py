import pytest

from beside.server.postgres import DatabaseUnavailable

from . import databases


@pytest.fixture(scope="session")
def server():
    with databases.server() as place:
        yield place


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request):
    if request.param == "sqlite":
        with databases.sqlite() as found:
            yield found
        return
    try:
        place = request.getfixturevalue("server")
    except DatabaseUnavailable as missing:
        pytest.skip(f"No PostgreSQL to measure on: {missing}")
    with databases.postgresql(place) as found:
        yield found
