"""Whom an actor reaches: one condition in SQL, of which both locks ask with their own bases.

A person is reached who belongs today to a scope on which the actor stands today, unless a block
stands between them. The actor and the day are those told to the database for this transaction.
"""

import uuid
from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import BooleanField, F, Func

from beside.access.bases import Basis, Role

# Whoever is beside a pupil and not on the staff stands there only while they are checked.
# Small arrays, each worked out a few times a statement: the scopes an actor stands on, who is
# barred from them, and who is kept apart from them on either side, or from somebody, for the
# placer; and for whoever writes letters to families, which of these people are barred from whom.
# In plpgsql, which keeps its plans: as plain SQL each call was planned anew, 0.3 ms a time.
FUNCTIONS = """
DROP FUNCTION IF EXISTS beside_reach(text[]);
CREATE OR REPLACE FUNCTION beside_actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('beside.actor', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION beside_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('beside.today', true), '')::date, current_date) $$;
CREATE OR REPLACE FUNCTION beside_door() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('beside.door', true), '') $$;
CREATE OR REPLACE FUNCTION beside_scopes(bases text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who uuid := beside_actor(); today date := beside_today();
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT s.scope_id FROM access_standing s
    WHERE s.actor_id = who AND s.basis = ANY (bases)
      AND (s.starts IS NULL OR s.starts <= today) AND (s.ends IS NULL OR s.ends > today)
      AND (s.basis <> 'mentor' OR EXISTS (
        SELECT FROM access_standing c WHERE c.actor_id = who AND c.basis = 'checked'
          AND (c.starts IS NULL OR c.starts <= today) AND (c.ends IS NULL OR c.ends > today))));
END $$;
CREATE OR REPLACE FUNCTION beside_barred() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who uuid := beside_actor(); today date := beside_today();
BEGIN
  RETURN ARRAY(
    SELECT k.pupil_id FROM access_block k
    WHERE k.actor_id = who
      AND (k.starts IS NULL OR k.starts <= today) AND (k.ends IS NULL OR k.ends > today));
END $$;
CREATE OR REPLACE FUNCTION beside_apart_from(person uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE today date := beside_today();
BEGIN
  RETURN ARRAY(
    SELECT CASE WHEN k.actor_id = person THEN k.pupil_id ELSE k.actor_id END
    FROM access_block k WHERE (k.actor_id = person OR k.pupil_id = person)
      AND (k.starts IS NULL OR k.starts <= today) AND (k.ends IS NULL OR k.ends > today));
END $$;
CREATE OR REPLACE FUNCTION beside_apart() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT beside_apart_from(beside_actor()) $$;
"""
FUNCTIONS += f"""
CREATE OR REPLACE FUNCTION beside_bars(people uuid[]) RETURNS TABLE (actor uuid, pupil uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.actor_id, k.pupil_id FROM access_block k
  WHERE k.actor_id = ANY (people)
    AND (k.starts IS NULL OR k.starts <= beside_today())
    AND (k.ends IS NULL OR k.ends > beside_today())
    AND (current_setting('role') = '{Role.PLACER}'
         OR cardinality(beside_scopes(ARRAY['organiser'])) > 0)
$$;
"""
# The functions that run as the reach role, and the tables they read whole.
REACH_FUNCTIONS = (
    "beside_scopes(text[])",
    "beside_barred()",
    "beside_apart_from(uuid)",
    "beside_apart()",
    "beside_bars(uuid[])",
)
# Of these the ones of anybody else than the actor: the placer's functions ask them, and no person.
UNASKED = ("beside_apart_from(uuid)",)
REACH_TABLES = ("access_standing", "access_block")

NOT_BARRED = "<> ALL ((SELECT beside_barred())::uuid[])"


def scopes(bases: Iterable[Basis]) -> str:
    """In SQL, any of the scopes on which the actor stands today on one of these bases."""
    listed = ", ".join(f"'{basis}'" for basis in bases)
    return f"ANY ((SELECT beside_scopes(ARRAY[{listed}]::text[]))::uuid[])"


def reaches(whose: str, bases: Iterable[Basis], *, unless: str = "") -> str:
    """In SQL, whether the actor reaches the person; `whose` compares with a column of people.

    `unless` is one more condition. A row policy needs none: belongings of the barred are not shown.
    """
    return (
        f"EXISTS (SELECT 1 FROM access_belonging reach WHERE reach.person_id {whose}"
        f" AND reach.scope_id = {scopes(bases)}{unless}"
        " AND (reach.starts IS NULL OR reach.starts <= beside_today())"
        " AND (reach.ends IS NULL OR reach.ends > beside_today()))"
    )


def bars(people: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Who among these people is barred from which pupil today, for an organiser or the placer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM beside_bars(%s::uuid[])", [list(people)])
        return set(cursor.fetchall())


class Reaches(Func):
    """For a query: whether the actor reaches the person in this field, or one of an array."""

    output_field = BooleanField()

    def __init__(self, field: str, bases: Iterable[Basis], *, is_array: bool = False, **extra):
        whose = "= ANY (%(expressions)s)" if is_array else "= %(expressions)s"
        template = reaches(whose, bases, unless=f" AND reach.person_id {NOT_BARRED}")
        super().__init__(F(field), template=template, **extra)


class StandsOn(Func):
    """For a query: whether the actor stands on the scope in this field."""

    output_field = BooleanField()

    def __init__(self, field: str, bases: Iterable[Basis], **extra):
        super().__init__(F(field), template=f"%(expressions)s = {scopes(bases)}", **extra)
