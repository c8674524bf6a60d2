"""The checks of code see what they are for, and leave good code alone."""

import pytest

from tests.house import code

GOOD = '''
def taken(*, by: int, names: list[str]) -> int:
    """Who was taken."""
    return len(names)


def _inner(x):
    return x
'''


def package(tmp_path, path: str, text: str):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    return tmp_path


@pytest.mark.parametrize("path", ["ties/actions.py", "ties/actions/rounds.py", "ties/queries.py"])
def test_a_good_action_or_query_is_left_alone(tmp_path, path):
    assert code.unspoken(package(tmp_path, path, GOOD)) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('    """Who was taken."""\n', "", "lacks a docstring"),
        (" -> int", "", "what it returns"),
        ("by: int", "by", "what by is"),
        ("*, by: int", "*others, by: int", "what others is"),
    ],
)
def test_a_missing_word_is_seen(tmp_path, good, bad, fault):
    found = code.unspoken(package(tmp_path, "ties/queries/rounds.py", GOOD.replace(good, bad)))
    assert len(found) == 1
    assert fault in found[0]
    assert found[0].startswith("ties/queries/rounds.py: taken")


def test_views_need_no_docstring(tmp_path):
    assert code.unspoken(package(tmp_path, "ties/views.py", "def page(request): ...\n")) == []


@pytest.mark.parametrize(("lines", "found"), [(400, 0), (401, 1)])
def test_a_long_file_is_seen(tmp_path, lines, found):
    assert len(code.long_files(package(tmp_path, "ties/views.py", "x = 1\n" * lines))) == found


@pytest.mark.parametrize(("lines", "found"), [(39, 0), (40, 1)])
def test_a_long_function_is_seen(tmp_path, lines, found):
    text = "def page():\n" + '    """One."""\n' + "    x = 1\n" * lines
    assert len(code.long_functions(package(tmp_path, "ties/views.py", text))) == found


def test_the_median_counts_each_function_once(tmp_path):
    text = "def a():\n    return 1\n\n\ndef b():\n    x = 1\n    y = 2\n    return x + y\n"
    assert code.median_length(package(tmp_path, "ties/views.py", text)) == 3


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("ties/views/saying.py", 1),
        ("ties/actions.py", 1),
        ("web/middleware.py", 1),
        ("ties/jobs.py", 0),
        ("ties/management/commands/morning.py", 0),
        ("home/demo/loading.py", 0),
    ],
)
def test_only_jobs_and_commands_change_role(tmp_path, path, found):
    text = "from beside.access.actor import Actor, role\n"
    assert len(code.roles_changed(package(tmp_path, path, text))) == found
    assert code.roles_changed(package(tmp_path, path, text.replace(", role", ""))) == []
