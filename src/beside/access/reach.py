"""Whom an actor reaches: one condition in SQL, of which both locks ask with their own bases.

A person is reached who belongs today to a scope on which the actor stands today, unless a block
stands between them. The actor and the day are those told to the database for this transaction.
"""

import uuid
from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection
from django.db.models import BooleanField, F, Func

from beside.rights import Basis

# Of the functions of the reach role those that tell of others: only the placer asks them.
UNASKED = ("beside_apart_from(uuid, date)", "access_hold_pair(uuid, uuid, date)")
REACH_TABLES = ("access_standing", "access_block")
PLACES = "access_place"

NOT_BLOCKED = "<> ALL ((SELECT beside_blocked())::uuid[])"


def scopes(bases: Iterable[Basis]) -> str:
    """In SQL, any of the scopes on which the actor stands today on one of these bases."""
    listed = ", ".join(f"'{basis}'" for basis in bases)
    return f"ANY ((SELECT beside_scopes(ARRAY[{listed}]::text[]))::uuid[])"


def reaches(whose: str, bases: Iterable[Basis], *, unless: str = "") -> str:
    """In SQL, whether the actor reaches the person; `whose` compares with a column of people.

    `unless` is one more condition. A row policy needs none: belongings of the blocked stay hidden.
    """
    return (
        f"EXISTS (SELECT 1 FROM access_belonging reach WHERE reach.person_id {whose}"
        f" AND reach.scope_id = {scopes(bases)}{unless}"
        " AND (reach.starts IS NULL OR reach.starts <= beside_today())"
        " AND (reach.ends IS NULL OR reach.ends > beside_today()))"
    )


def organised(column: str, table: str) -> str:
    """In SQL, whether the actor organises all that a row is about.

    `column` leads to a row of `table` with the school and the years; without a table it is these
    two columns themselves.
    """
    if not table:
        return f"beside_organises({column})"
    return (
        f"{column} IN (SELECT about.id FROM {table} about JOIN beside_organised() mine"
        " ON mine.school_id = about.school_id WHERE mine.years IS NULL"
        " OR (about.year_groups <> '{}' AND about.year_groups::text[] <@ mine.years))"
    )


def blocks(
    people: Collection[uuid.UUID], until: date | None = None
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Who among these people is blocked from which pupil, for an organiser or the placer.

    Today, or by the day `until`, where somebody is placed for later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM beside_blocks(%s::uuid[], %s)", [list(people), until])
        return set(cursor.fetchall())


class Reaches(Func):
    """For a query: whether the actor reaches the person in this field, or one of an array."""

    output_field = BooleanField()

    def __init__(self, field: str, bases: Iterable[Basis], *, is_array: bool = False, **extra):
        whose = "= ANY (%(expressions)s)" if is_array else "= %(expressions)s"
        template = reaches(whose, bases, unless=f" AND reach.person_id {NOT_BLOCKED}")
        super().__init__(F(field), template=template, **extra)


class Organised(Func):
    """For a query: whether the actor organises all that a row is about; see `organised`."""

    output_field = BooleanField()

    def __init__(self, *fields: str, table: str = "", **extra):
        template = organised("%(expressions)s", table)
        super().__init__(*map(F, fields), template=template, **extra)


class NotBlocked(Func):
    """For a query: whether no block stands between the actor and the person in this field."""

    output_field = BooleanField()

    def __init__(self, field: str, **extra):
        super().__init__(F(field), template=f"%(expressions)s {NOT_BLOCKED}", **extra)


class StandsOn(Func):
    """For a query: whether the actor stands on the scope in this field."""

    output_field = BooleanField()

    def __init__(self, field: str, bases: Iterable[Basis], **extra):
        super().__init__(F(field), template=f"%(expressions)s = {scopes(bases)}", **extra)
