"""An index of the words of a name, so that finding somebody costs the same in any school."""

from django.db import migrations

INDEX = """
CREATE INDEX person_words ON schools_person USING gin (
  array_to_tsvector(array_remove(string_to_array(
    lower(given_name || ' ' || family_name || ' ' || preferred_name), ' '), ''))
) WITH (fastupdate = off)"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX person_words")]
