"""An index of the keys of each name, so that a misspelt name is found at the same cost in any school."""

from django.db import migrations

from beside.access.routines import routines

INDEX = """
DROP INDEX person_words;
CREATE INDEX person_name_keys ON schools_person USING gin (schools_name_keys(
  trim(coalesce(nullif(preferred_name, ''), given_name) || ' ' || family_name)
)) WITH (fastupdate = off)"""

GONE = """
DROP FUNCTION IF EXISTS ties_find(uuid, text, text);
DROP FUNCTION IF EXISTS ties_find_adults(text);
DROP FUNCTION IF EXISTS timetable_find(uuid, text);
DROP FUNCTION IF EXISTS enrichment_find(uuid, text)"""


def build(apps, schema_editor):
    """The function of the keys, which the index stands on, and then the index."""
    keys = next(each for each in routines() if each.name == "schools_name_keys")
    for statement in (keys.text, INDEX, GONE):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("schools", "0007_release")]

    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
