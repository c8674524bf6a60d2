"""`make check`: everything a machine can say about the house, in under a minute.

One line a check. What is wrong is said below it, with what to do; then the exit code is 1.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.house import code, migrations, pages
from tests.house.places import PACKAGE, PURE, ROOT, run

Check = Callable[[], str]


def _lines(faults: list[str]) -> str:
    return "\n".join(faults)


CHECKS: dict[str, tuple[Check, str]] = {
    "code in order": (lambda: run("ruff", "format", "--check", "."), "run `make format`"),
    "code without traps": (
        lambda: run("ruff", "check", "."),
        "run `make format`, and mend by hand what it leaves",
    ),
    "walls": (
        lambda: run("lint-imports", "--no-logo", "--no-cache", PYTHONPATH=str(ROOT / "src")),
        "do what stands below each broken contract",
    ),
    "types of the pure parts": (
        lambda: run("mypy", *(str(PACKAGE / part) for part in PURE)),
        "annotate it so that mypy agrees",
    ),
    "signatures and docstrings": (
        lambda: _lines(code.unspoken(PACKAGE)),
        "every public action and query says what it takes, gives and does",
    ),
    "roles of the database": (
        lambda: _lines(code.roles_changed(PACKAGE)),
        "leave the change of role to a job or to a function of the database",
    ),
    "migrations in step": (
        lambda: _lines(migrations.missing()),
        "run `.venv/bin/django-admin makemigrations` with BESIDE_PROCESS=owner, and name what it writes",
    ),
    "pages": (lambda: _lines(pages.faults(PACKAGE)), "change the page as each line says"),
    "length of files": (lambda: _lines(code.long_files(PACKAGE)), "divide what is too long"),
    "length of functions": (
        lambda: _lines(code.long_functions(PACKAGE)),
        "divide what is too long",
    ),
}


def main() -> int:
    """Run every check, with settings that need no database; 1 where any of them found something."""
    with tempfile.TemporaryDirectory(prefix="beside-check-") as data:
        os.environ |= {"BESIDE_DATA": data, "DJANGO_SETTINGS_MODULE": "beside.server.settings"}
        os.environ.pop("DATABASE_URL", None)
        found = report(CHECKS)
    print(f"half of all functions have at most {code.median_length(PACKAGE):.0f} lines")
    return found


def report(checks: dict[str, tuple[Check, str]]) -> int:
    """Run checks, two at a time, and say one line for each; 1 where any of them found something."""
    with ThreadPoolExecutor(2) as pool:
        outcomes = [pool.submit(_timed, check) for check, _ in checks.values()]
        lines = zip(checks.items(), outcomes, strict=True)
        kept = [_say(name, advice, *found.result()) for (name, (_, advice)), found in lines]
    return 0 if all(kept) else 1


def _timed(check: Check) -> tuple[str, float]:
    began = time.monotonic()
    return check(), time.monotonic() - began


def _say(name: str, advice: str, faults: str, seconds: float) -> bool:
    print(f"{'WRONG' if faults else 'right'}  {name} ({seconds:.1f} s)", flush=True)
    if faults:
        print(f"{faults}\nWhat to do: {advice}.\n", flush=True)
    return not faults


if __name__ == "__main__":
    sys.exit(main())
