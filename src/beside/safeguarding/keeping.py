"""The function that removes what is kept no longer, made from the lines of every app.

A line of a `permissions.py` whose `keep` clears is all that a kind needs. The function runs as the
owner of the tables, for the keeper alone, and decides by itself what is over: whoever calls it can
remove nothing early, and nothing about anybody for whom a hold stands.
"""

from collections.abc import Iterator

from beside.access import registry
from beside.access.models import Subject
from beside.access.registry import Registration
from beside.rights import Keep, Since
from beside.schools.models import Settings

HEAD = """
CREATE OR REPLACE FUNCTION safeguarding_remove(p_kind text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_rows uuid[]; v_count integer := 0;
BEGIN
  IF current_setting('role') <> 'beside_keeper' THEN
    RAISE EXCEPTION 'only the keeper removes' USING ERRCODE = 'insufficient_privilege';
  END IF;
"""
TAIL = """
  IF v_count > 0 THEN
    INSERT INTO safeguarding_cleared (id, day, kind, count)
    VALUES (gen_random_uuid(), beside_today(), p_kind, v_count);
  END IF;
  RETURN v_count;
END $$"""
REMOVES = """
  IF p_kind = '{kind}' THEN
    SELECT array_agg(t.id) INTO v_rows FROM {table} t WHERE {over};
{files}    DELETE FROM {table} WHERE id = ANY (v_rows);
    GET DIAGNOSTICS v_count = ROW_COUNT;
  END IF;"""
HELD = (
    "NOT EXISTS (SELECT FROM safeguarding_hold h"
    " WHERE h.lifted_at IS NULL AND h.pupil_id IN ({people}))"
)
CLOSED = (
    "(SELECT CASE WHEN bool_or(f.{field} IN ({values})) THEN max(f.at) END"
    " FROM {table} f WHERE f.{file} = t.id)"
)
LEFT = (
    "(SELECT max(e.ends) FROM schools_enrolment e WHERE e.person_id = t.{pupil}"
    " HAVING bool_and(e.ends IS NOT NULL AND e.ends <= beside_today()))"
)


def cleared() -> list[Registration]:
    """The kinds that are removed when their time is over, in the order of the lines."""
    return [each for each in registry.registrations() if each.line.keep and each.line.keep.clears]


def function_sql() -> list[str]:
    """The SQL of the function, over every kind that clears."""
    return [HEAD + "".join(map(_removes, cleared())) + TAIL]


def _removes(registration: Registration) -> str:
    return REMOVES.format(
        kind=registration.kind,
        table=registration.table,
        over="\n      AND ".join(_over(registration)),
        files="".join(
            f"    DELETE FROM {each.table} WHERE {each.column(each.on.file)} = ANY (v_rows);\n"
            for each in _in_files(registration)
        ),
    )


def _over(registration: Registration) -> Iterator[str]:
    """When a row goes: its time is over, no hold stands, nothing else hangs on it."""
    keep = registration.line.keep
    only = [registration.on.only] if registration.on.only else []
    for field, values in [*only, *keep.where]:
        listed = ", ".join(f"'{value}'" for value in values)
        yield f"t.{registration.column(field)} IN ({listed})"
    yield _time(registration, keep)
    yield HELD.format(people=", ".join(f"t.{each}" for each in _people(registration)))
    for table, column in _hanging(registration):
        yield f"NOT EXISTS (SELECT FROM {table} x WHERE x.{column} = t.id)"


def _time(registration: Registration, keep: Keep) -> str:
    if keep.since == Since.BIRTH or not (keep.at or keep.closed_by):
        raise ValueError(f"{registration.kind} clears, and its line does not say from when")
    ended = _closed(registration, keep) if keep.closed_by else f"t.{registration.column(keep.at)}"
    moment = f"{ended}::date"
    if keep.since == Since.LEAVING:
        left = LEFT.format(pupil=registration.column(registration.on.pupil))
        moment = f"CASE WHEN {moment} IS NOT NULL THEN greatest({left}, {moment}) END"
        moment = f"CASE WHEN {left} IS NOT NULL THEN {moment} END"
    return f"({moment}) + {_span(keep)} <= beside_today()"


def _closed(registration: Registration, keep: Keep) -> str:
    """The moment of the last record in a file that was closed; NULL while it is open."""
    field, values = keep.closed_by
    (inside,) = _in_files(registration)
    return CLOSED.format(
        field=inside.column(field),
        values=", ".join(f"'{value}'" for value in values),
        table=inside.table,
        file=inside.column(inside.on.file),
    )


def _span(keep: Keep) -> str:
    if not keep.days_of:
        return f"interval '{keep.months} months'"
    field = Settings._meta.get_field(keep.days_of)
    asked = f"SELECT s.{field.column} FROM schools_settings s WHERE s.school_id = t.school_id"
    return f"coalesce(({asked}), {field.default})"


def _people(registration: Registration) -> list[str]:
    """The columns that name somebody for whom a hold may stand."""
    fields = registration.model._meta.concrete_fields
    return [each.column for each in fields if each.related_model is Subject]


def _in_files(registration: Registration) -> list[Registration]:
    """What lies in a row of this table as in a file, and goes with it; each table once."""
    found = [each for each in registry.registrations() if each.on.file]
    inside = {each.table: each for each in found if each.files == registration.table}
    return list(inside.values())


def _hanging(registration: Registration) -> Iterator[tuple[str, str]]:
    """Whatever else points at a row keeps it."""
    inside = {each.table for each in _in_files(registration)}
    for relation in registration.model._meta.related_objects:
        if relation.related_model._meta.db_table not in inside:
            yield relation.related_model._meta.db_table, relation.field.column
