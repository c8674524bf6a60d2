"""The text of every measure, put together from one file per measure and the parts they share."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources
from typing import Literal

Dialect = Literal["sqlite", "postgresql"]
Parameters = dict[str, str | int]

PARTS = (
    "heard",
    "yes",
    "scope",
    "counted",
    "arc",
    "cohort",
    "own",
    "sides",
    "finished",
    "state",
)
COHORTS = ("year_group", "tutor_group", "previous_school", "group")
QUESTIONS_OF_NEED = {
    "adult": ("adult", "staff_knows"),
    "peer": ("peer", "peer"),
    "family": ("family", "carer_staff"),
    "contact": ("contact", "contact"),
}
ONE_SIDED = ("participation", "recognition", "care", "motivation", "mentor")
QUESTIONS_OF_NEED |= {need: (need, "") for need in ONE_SIDED}


def sql(
    name: str, *, dialect: Dialect, rounds: int = 1, rings: int = 0, attributes: bool = False
) -> str:
    """Give the query of one measure, to run over the plain tables of `tables.py`.

    `name` is a measure, or `states` or `contact`; what follows a colon (`coverage:adult`) is a
    matter of `parameters`. `rounds` and `rings` are how many of each will be given. The names of
    the plain tables are left for the caller to bind: as tables or views, or by putting the query
    inside `WITH roll AS (...), ... SELECT * FROM (...) AS measured`. With `attributes` the cohorts
    are those of an attribute in the plain table of that name, which only then has to be bound.
    An unknown name is a `ValueError`.
    """
    shared = [_chosen("round", rounds, "VARCHAR"), _chosen("ring", max(rings, 1), "INTEGER")]
    shared += [f"{part} AS (\n{_part(part, attributes)})" for part in PARTS]
    whole = "WITH " + ",\n".join(shared) + "\n" + _text(name.partition(":")[0])
    return whole if dialect == "sqlite" else re.sub(r":(\w+)", r"%(\1)s", whole)


def parameters(
    *,
    rounds: Sequence[str],
    question: str = "",
    rings: Collection[int] | None = None,
    by: str = "",
    need: str = "",
) -> Parameters:
    """Give the values that go with a measure's query, by name.

    Without `rings` every yes counts, also one without a ring. `by` is one of `COHORTS`, the name of
    an attribute that is bound, or empty.
    """
    pupil_question, other_question = QUESTIONS_OF_NEED.get(need, ("", ""))
    values: Parameters = {
        "question": question,
        "by": by,
        "need": need,
        "pupil_question": pupil_question,
        "other_question": other_question,
        "every_ring": int(rings is None),
    }
    values |= {f"round_{place}": each for place, each in enumerate(rounds)}
    return values | {f"ring_{place}": each for place, each in enumerate(sorted(rings or [0]))}


def _chosen(what: str, count: int, kind: str) -> str:
    values = ", ".join(f"(CAST(:{what}_{place} AS {kind}))" for place in range(count))
    return f"chosen_{what}({what}) AS (VALUES {values})"


def _part(name: str, attributes: bool) -> str:
    further = _text("parts/attribute") if name == "cohort" and attributes else ""
    return _text(f"parts/{name}") + further


@cache
def _text(name: str) -> str:
    file = resources.files("beside.measures") / "sql" / f"{name}.sql"
    if not file.is_file():
        raise ValueError(f"There is no measure called {name!r}. Choose one that is in the manual.")
    return file.read_text(encoding="utf-8")
