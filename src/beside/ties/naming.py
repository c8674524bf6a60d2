"""Finding people by name while answering, and naming those one has named.

SQL functions that run as the reckoner, each with a single narrow output, and only to somebody who
is asked in the round: a few people of the school whose names begin with what was typed; the names
of people of the school by id; the actor's own family. A pupil finds the adults of their own school
without being asked, too.
"""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from beside.audit.looks import note

LETTERS_AT_LEAST = 2
LETTERS_AT_MOST, WORDS_AT_MOST = 200, 20

NAME = "trim(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' || p.family_name)"

IN_FORCE = (
    "({t}.starts IS NULL OR {t}.starts <= (SELECT beside_today()))"
    " AND ({t}.ends IS NULL OR {t}.ends > (SELECT beside_today()))"
)

ASKED_AT = """
  SELECT r.school_id FROM ties_round r
  WHERE r.id = p_round AND EXISTS (
    SELECT FROM ties_respondent q
    WHERE q.round_id = r.id AND q.person_id = beside_actor() AND q.asked)"""

NOT_APART = "p.subject_id <> ALL ((SELECT beside_apart())::uuid[])"

# An index of the migration `schools.0002_words_of_a_name` holds the same expression.
WORDS = """array_to_tsvector(array_remove(string_to_array(
      lower(p.given_name || ' ' || p.family_name || ' ' || p.preferred_name), ' '), ''))"""

BEGINS_WITH = f"{WORDS} @@ p_typed::tsquery"


NAMES = f"""
CREATE OR REPLACE FUNCTION ties_names(p_round uuid, p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {NAME}, coalesce(g.name, o.title, '')
  FROM ({ASKED_AT}) here
  JOIN schools_person p ON p.subject_id = ANY (p_people)
  LEFT JOIN schools_enrolment e ON e.person_id = p.subject_id AND e.school_id = here.school_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  LEFT JOIN LATERAL (
    SELECT max(t.title) AS title, true AS is_staff FROM schools_post t
    WHERE t.person_id = p.subject_id AND t.school_id = here.school_id
    HAVING count(*) > 0) o ON true
  WHERE (e.id IS NOT NULL OR o.is_staff OR EXISTS (
    SELECT FROM schools_familylink f
    WHERE f.pupil_id = beside_actor() AND f.carer_id = p.subject_id))
    AND {NOT_APART}
$$"""

FAMILY = f"""
CREATE OR REPLACE FUNCTION ties_family()
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT f.carer_id, f.relation FROM schools_familylink f
    WHERE f.pupil_id = beside_actor() AND {IN_FORCE.format(t="f")}),
  siblings AS (
    SELECT DISTINCT f.pupil_id FROM schools_familylink f JOIN mine ON mine.carer_id = f.carer_id
    WHERE f.pupil_id <> beside_actor() AND {IN_FORCE.format(t="f")}),
  people AS (SELECT * FROM mine UNION ALL SELECT pupil_id, '' FROM siblings)
  SELECT p.subject_id, {NAME}, people.relation
  FROM people JOIN schools_person p ON p.subject_id = people.carer_id
  WHERE {NOT_APART}
  ORDER BY 2
$$"""


class Found(NamedTuple):
    """A person by name, with a hint to tell two of one name apart: tutor group or title."""

    person: uuid.UUID
    name: str
    hint: str


def find(round_id: uuid.UUID, question: str, typed: str) -> list[Found]:
    """People of the school whose names begin with every word typed.

    `question` is `adult`, `peer`, or `wish` for both. Nobody for fewer than `LETTERS_AT_LEAST`
    letters.
    """
    if len(typed.strip()) < LETTERS_AT_LEAST:
        return []
    return _rows("SELECT * FROM ties_find(%s, %s, %s)", [round_id, question, _query(typed)])


def _query(typed: str) -> str:
    """For text search in PostgreSQL: names in which each word typed begins a word."""
    words = typed.lower().split()[:WORDS_AT_MOST]
    return " & ".join(f"{_quoted(word[:LETTERS_AT_MOST])}:*" for word in words)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def names(round_id: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Found]:
    """Those among these people who are or were at the school of the round, or are my family."""
    if not people:
        return {}
    found = _rows("SELECT * FROM ties_names(%s, %s::uuid[])", [round_id, list(people)])
    return {each.person: each for each in found}


def family() -> list[Found]:
    """The actor's own parents, carers and siblings on the roll, with what they are to them."""
    return _rows("SELECT * FROM ties_family()", [])


def closest(round_id: uuid.UUID, question: str) -> list[Found]:
    """For a form without typing: who teaches the actor, or is in their tutor group."""
    return _rows("SELECT * FROM ties_closest(%s, %s)", [round_id, question])


def find_adults(typed: str) -> list[Found]:
    """Adults at the actor's own school, for a pupil, whose names begin with every word typed."""
    if len(typed.strip()) < LETTERS_AT_LEAST:
        return []
    return _rows("SELECT * FROM ties_find_adults(%s)", [_query(typed)])


class Adult(NamedTuple):
    """An adult by name; `is_here` while they are at the pupil's school and may be found there."""

    person: uuid.UUID
    name: str
    hint: str
    is_here: bool


def adults(people: Collection[uuid.UUID]) -> dict[uuid.UUID, Adult]:
    """Those among these people who are or were adults at the actor's own school, for a pupil.

    Nobody from whom the actor is kept apart, on either side.
    """
    if not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ties_adults(%s::uuid[])", [list(people)])
        return {row[0]: Adult(*row) for row in cursor.fetchall()}


class Mentored(NamedTuple):
    """A pupil as their mentor knows them, and a mentor as the pupil does: first name and form."""

    pk: uuid.UUID
    first_name: str
    form: str

    @property
    def person(self) -> "Mentored":
        return self

    @property
    def person_id(self) -> uuid.UUID:
        return self.pk

    @property
    def name(self) -> str:
        return f"{self.first_name}, {self.form}" if self.form else self.first_name


def mentored() -> dict[uuid.UUID, Mentored]:
    """The pupils to whom the actor is a mentor, or is asked to be one, while that holds."""
    found = _rows("SELECT * FROM ties_mentored()", [])
    for each in found:
        note(each.person, each.name, pupil=True)
    return {each.person: Mentored(*each) for each in found}


def my_mentors() -> dict[uuid.UUID, Mentored]:
    """The older pupils who are beside the actor or would like to be, as younger ones know them."""
    found = _rows("SELECT * FROM ties_my_mentors()", [])
    return {each.person: Mentored(*each) for each in found}


def _rows(text: str, values: list) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [Found(*row) for row in cursor.fetchall()]
