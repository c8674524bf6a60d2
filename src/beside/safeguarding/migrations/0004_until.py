from django.db import migrations, models
from django.db.models import F, Q

WITHOUT_WORDS = """
UPDATE safeguarding_topupil SET status = 'sent', shown_at = coalesce(shown_at, at) WHERE words = ''
"""


def sent_without_words(apps, schema_editor):
    """Sentences of Beside's own get a standing of their own, and an old function goes."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE safeguarding_topupil NO FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE safeguarding_topupil DISABLE TRIGGER USER")
        cursor.execute(WITHOUT_WORDS)
        cursor.execute("ALTER TABLE safeguarding_topupil ENABLE TRIGGER USER")
        cursor.execute("DROP FUNCTION IF EXISTS safeguarding_remove_talks")


def _check(name, condition):
    constraint = models.CheckConstraint(condition=condition, name=name)
    return migrations.AddConstraint("topupil", constraint)


class Migration(migrations.Migration):

    dependencies = [("safeguarding", "0003_read_first")]

    operations = [
        migrations.RemoveConstraint("topupil", "to_pupil_withdrawn_then"),
        migrations.RemoveConstraint("topupil", "to_pupil_passed_is_shown"),
        migrations.AddField("topupil", "until", models.DateTimeField(null=True)),
        migrations.AlterField(
            "topupil",
            "status",
            models.CharField(
                choices=[
                    ("waiting", "waits to be read"),
                    ("passed", "passed on"),
                    ("sent", "sent without words"),
                    ("stopped", "not passed on"),
                    ("withdrawn", "taken back"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.RunPython(sent_without_words, migrations.RunPython.noop),
        _check(
            "to_pupil_withdrawn_then",
            Q(status="sent") | (Q(status="withdrawn") ^ Q(withdrawn_at=None)),
        ),
        _check(
            "to_pupil_passed_is_shown",
            Q(shown_at__isnull=False) | ~Q(status__in=["passed", "sent"]),
        ),
        _check("to_pupil_sent_without_words", Q(status="sent") ^ ~Q(words="")),
        _check(
            "to_pupil_in_time", Q(until=None) | Q(shown_at=None) | Q(shown_at__lte=F("until"))
        ),
    ]
