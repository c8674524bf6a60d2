"""Exact figures and states, on the machine, as the database role that may only read them."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from beside import measures
from beside.measures import between as between_pupils
from beside.measures.states import Execute
from beside.schools.models import School
from beside.ties import reckoning
from beside.ties.models import Round


class RoundUnknown(Exception):
    """There is no such round; the message says which there are."""


def rounds_named(school: School, names: Sequence[str]) -> list[Round]:
    """The rounds of these names, in that order."""
    known = {r.name: r for r in Round.objects.filter(school=school).order_by("taken_on")}
    missing = [name for name in names if name not in known]
    if missing:
        listed = ", ".join(known) or "none yet"
        raise RoundUnknown(f"There is no round {missing[0]!r} at {school}. Known: {listed}.")
    return [known[name] for name in names]


def figures(
    rounds: Sequence[Round],
    *,
    question: str,
    rings: Collection[int] | None,
    by: str,
    suppress: int,
    network: bool = False,
) -> list[measures.Figure]:
    """Figures about the ties of these rounds; see `measures.figures`."""
    return measures.figures(
        _execute(rounds),
        rounds=[str(r.pk) for r in rounds],
        question=question,
        rings=rings,
        by=by,
        suppress=suppress,
        network=network,
        dialect="postgresql",
    )


def between(round_: Round, threshold: int) -> list[between_pupils.Kept]:
    """How the ties between the pupils of a round run; see `measures.between`."""
    return between_pupils.between(
        _execute([round_]), rounds=[str(round_.pk)], threshold=threshold, dialect="postgresql"
    )


def _execute(rounds: Sequence[Round]) -> Execute:
    """Run a query over the plain tables of these rounds.

    PostgreSQL is kept from nested loops: it cannot tell how many answers a round has, and over
    plain tables of 60,000 they took 50 seconds a measure instead of a third of one.
    """
    listed = ", ".join(f"'{r.pk}'::uuid" for r in rounds)
    tables = reckoning.plain_tables(listed)

    def execute(text: str, values: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(f"WITH {tables} SELECT * FROM ({text}) AS measured", values)
            found = cursor.fetchall()
            cursor.execute("SET LOCAL enable_nestloop = on")
            return found

    return execute


def states(round_: Round, need: str) -> list[tuple[str, str, str]]:
    """(source id, state, reason) of every pupil on roll while the round was open, by source id."""
    text = reckoning.states_sql(need, f"'{round_.pk}'::uuid")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.source_id, found.state, coalesce(found.reason, '')"
            f" FROM ({text}) AS found JOIN schools_person p ON p.subject_id = found.person::uuid"
            " ORDER BY p.source_id"
        )
        return cursor.fetchall()
