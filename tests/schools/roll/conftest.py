import pytest

from beside.schools import roll

from .builders import TODAY, read, small_school, stored


@pytest.fixture
def current(tmp_path):
    return stored(read(tmp_path, small_school()))


@pytest.fixture
def plan_of(tmp_path):
    def plan_of(current, files, *accept, today=TODAY):
        return roll.plan(current, read(tmp_path, files), accept_held=frozenset(accept), today=today)

    return plan_of
