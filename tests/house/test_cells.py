"""Every cell of the policy, the denied ones too: both locks do what it says, row by row."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from beside.access import locks, registry
from beside.audit.models import Seen
from beside.rights import Basis, Verb
from beside.schools.models import Approval, Person
from tests.access.rows import write_as_owner
from tests.conftest import see_as
from tests.house.cells import PROMISES, ROWS, SITUATIONS, Line


def line_of(basis, situation, promise) -> Line:
    world = Line(basis, situation, promise)
    world.write()
    see_as(world.actor)
    return world


# Refusals of the database that a trigger makes by name, before the policy of the row is asked.
NAMED = ("keeps_no_roll", "not_yours_to_say")


class Undone(Exception):
    pass


def attempt(change) -> bool:
    """Whether the database let it through, with nothing of it left."""
    try:
        with transaction.atomic():
            if not change():
                return False
            raise Undone
    except Undone:
        return True
    except IntegrityError as error:
        return not str(error).startswith(NAMED)
    except ProgrammingError as error:
        refusals = ("row-level security", "permission denied", *NAMED)
        assert any(each in str(error) for each in refusals), error
        return False


def create(row) -> bool:
    return bool(type(row)._default_manager.bulk_create([row]))


def change(row) -> bool:
    key = row._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {key} = {key} WHERE {key} = %s", [row.pk])
        return cursor.rowcount > 0


def seen_by_sql(row) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", [row.pk]
        )
        return cursor.fetchone() is not None


def seen_by_python(rows, actor) -> list[bool]:
    shown = {
        (model, key)
        for model in {type(row) for row in rows}
        for key in locks.visible(model, actor).values_list("pk", flat=True)
    }
    return [(type(row), row.pk) in shown for row in rows]


def open_second_lock() -> None:
    """Take row security away, so that the first lock stands alone."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE beside_owner")
        for table in {r.table for r in registry.registrations()} | {"access_block"}:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        cursor.execute("SET LOCAL ROLE beside_app")


def written(world) -> list:
    rows, taken = [], set()
    for row in world.lines():
        try:
            with transaction.atomic():
                see_as(row.by_id if isinstance(row, Approval) else world.actor)
                if not isinstance(row, Person):
                    write_as_owner(type(row), [row])
        except IntegrityError:
            continue
        if (type(row), row.pk) not in taken:
            taken.add((type(row), row.pk))
            rows.append(row)
    return rows


def told(row, verb, world) -> str:
    return f"{verb} {row._meta.db_table} {sorted(world.opened(row))}"


@pytest.mark.django_db
@pytest.mark.parametrize("promise", PROMISES)
@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("basis", Basis)
def test_rows_are_let_in_as_the_policy_says(basis, situation, promise):
    world = line_of(basis, situation, promise)
    wrong = [
        told(row, Verb.CREATE, world)
        for row in world.lines()
        if attempt(lambda row=row: create(row)) != world.expects(row, Verb.CREATE)
    ]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("promise", PROMISES)
@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("basis", Basis)
def test_rows_are_shown_and_changed_as_the_policy_says(basis, situation, promise):
    world = line_of(basis, situation, promise)
    rows = written(world)
    actor = see_as(world.actor)
    shown = [seen_by_sql(row) for row in rows]
    changed = [attempt(lambda row=row: change(row)) for row in rows]
    open_second_lock()
    alone = seen_by_python(rows, actor)
    assert _wrong(world, rows, shown, Verb.READ) == []
    assert _wrong(world, rows, changed, Verb.CHANGE) == []
    assert _wrong(world, rows, alone, Verb.READ) == []


def _wrong(world, rows, outcomes, verb) -> list[str]:
    pairs = zip(rows, outcomes, strict=True)
    return [told(row, verb, world) for row, done in pairs if done != world.expects(row, verb)]


@pytest.mark.django_db
@pytest.mark.parametrize("basis", Basis)
def test_every_open_cell_opens_a_row_while_it_holds_and_none_after(basis):
    cells = {(kind, verb) for b, kind, verb in registry.book().cells if b == basis}
    now, ended, elsewhere = (opened(basis, situation) for situation in SITUATIONS)
    anybody = opened(Basis.FEDERATION_LEAD, "ended")
    assert cells <= now
    assert ended == elsewhere == anybody


def opened(basis, situation) -> set:
    worlds = [line_of(basis, situation, promise) for promise in PROMISES]
    return {cell for world in worlds for row in world.lines() for cell in world.opened(row)}


def test_every_registered_table_and_kind_has_a_row():
    assert {r.model for r in registry.registrations()} == {model for model, _ in ROWS}
    assert {r.kind for r in registry.registrations()} == set(registry.book().kinds)


def test_looking_is_the_only_kind_written_outside_the_policy():
    assert not [
        cell for cell in registry.book().cells if cell[1] == "seen" and cell[2] != Verb.READ
    ]
    assert [r.model for r in registry.registrations() if r.kind == "seen"] == [Seen]
