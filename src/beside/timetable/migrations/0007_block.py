from django.db import migrations


class Migration(migrations.Migration):
    """What ended the places of the blocked has the name of its file now; the old one goes."""

    dependencies = [("timetable", "0006_who_helped_is_evidence"), ("access", "0008_block")]

    operations = [
        migrations.RunSQL(
            """
            DROP TRIGGER IF EXISTS timetable_bar_begins ON access_block;
            DROP FUNCTION IF EXISTS timetable_bar_begins();
            DROP FUNCTION IF EXISTS beside_apart_from(uuid) CASCADE;
            DROP FUNCTION IF EXISTS beside_bars(uuid[]) CASCADE;
            """,
            migrations.RunSQL.noop,
        )
    ]
