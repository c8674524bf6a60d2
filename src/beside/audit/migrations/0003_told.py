from django.db import migrations, models


class Migration(migrations.Migration):
    """Looks of which a pupil is never told are kept apart from the others."""

    dependencies = [("audit", "0002_nothing_of_drafts")]

    operations = [
        migrations.AddField("seen", "told", models.BooleanField(default=True)),
        migrations.RunSQL(
            """
            ALTER TABLE audit_seen NO FORCE ROW LEVEL SECURITY;
            UPDATE audit_seen SET told = false WHERE what = 'concern';
            """,
            migrations.RunSQL.noop,
        ),
    ]
