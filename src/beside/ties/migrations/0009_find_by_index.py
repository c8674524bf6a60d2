"""What a school that answers at once asks for is read by an index: a name, and whether others sent.

Finding somebody takes one text now, in the language of the index `schools.person_words`.
"""

from django.db import migrations, models

FORMER = """
DROP FUNCTION IF EXISTS ties_find(uuid, text, text[]);
DROP FUNCTION IF EXISTS ties_find_adults(text[])"""


class Migration(migrations.Migration):
    dependencies = [("ties", "0008_tie_figure"), ("schools", "0002_words_of_a_name")]

    operations = [
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="respondent",
            index=models.Index(
                condition=models.Q(("asked", True)),
                fields=["round", "question", "answered"],
                name="respondent_asked",
            ),
        ),
    ]
