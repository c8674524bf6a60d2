from django.db import migrations, models
from django.db.models import Q


def say_when(apps, schema_editor):
    """What was taken back before keeps no words, and no day but the one on which it was written."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE recognition_thankyou NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "UPDATE recognition_thankyou SET taken_back_at = at"
            " WHERE status = 'taken_back' AND taken_back_at IS NULL"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [("recognition", "0001_thank_you"), ("safeguarding", "0003_read_first")]

    operations = [
        migrations.RemoveConstraint("thankyou", "thank_you_has_words_unless_taken_back"),
        migrations.AddField("thankyou", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AlterField("thankyou", "words", models.CharField(max_length=500)),
        migrations.RunPython(say_when, migrations.RunPython.noop),
        migrations.AddConstraint(
            "thankyou",
            models.CheckConstraint(
                condition=Q(status="sent", taken_back_at=None)
                | Q(status="taken_back", taken_back_at__isnull=False),
                name="thank_you_taken_back_then",
            ),
        ),
    ]
