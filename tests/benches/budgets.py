"""What each timing may come to at the largest size."""

from typing import Any

NAMES = ("import-roll", "pages", "reckoning", "backup")
LARGEST = 2300
BUDGETS: dict[tuple[str, str], dict[str, float]] = {
    ("import-roll", "dry-run"): {"wall_s": 30, "peak_mb": 400},
    ("import-roll", "apply"): {"wall_s": 60, "peak_mb": 400},
    ("import-roll", "apply-again"): {"wall_s": 60, "peak_mb": 400},
    ("backup", "backup"): {"wall_s": 60, "peak_mb": 200},
    ("backup", "restore"): {"wall_s": 300, "peak_mb": 200},
    ("backup", "drill"): {"wall_s": 300, "peak_mb": 200},
    ("pages", "home"): {"p95_ms": 150, "queries": 18},
    ("pages", "year"): {"p95_ms": 150, "queries": 15},
    ("pages", "school"): {"p95_ms": 150, "queries": 15},
    ("pages", "my-people"): {"p95_ms": 60, "queries": 12},
    ("pages", "save"): {"p95_ms": 60, "queries": 9},
    ("pages", "find"): {"p95_ms": 60, "queries": 6},
}


def over_budget(lines: list[dict[str, Any]]) -> list[str]:
    """A sentence for every value over its budget, and for every page that asks more when larger."""
    return [*_over(lines), *_growing(lines)]


def _over(lines: list[dict[str, Any]]) -> list[str]:
    return [
        f"{line['problem']} {line['method']}: {key} is {line[key]}, its budget {most}"
        for line in lines
        if line["size"] == LARGEST
        for key, most in BUDGETS.get((line["problem"], line["method"]), {}).items()
        if line[key] > most
    ]


def _growing(lines: list[dict[str, Any]]) -> list[str]:
    asked: dict[str, set[int]] = {}
    for line in lines:
        if "queries" in line:
            asked.setdefault(line["method"], set()).add(line["queries"])
    return [
        f"pages {method}: {sorted(counts)} queries at different sizes, which should be one number"
        for method, counts in asked.items()
        if len(counts) > 1
    ]
