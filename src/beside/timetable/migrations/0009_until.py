from django.db import migrations

UNTIL = """
UPDATE safeguarding_topupil w SET until = c.closes_at
FROM timetable_cycle c
WHERE w.status = 'waiting' AND w.until IS NULL AND c.id = coalesce(
  (SELECT p.cycle_id FROM timetable_invite i
   JOIN timetable_session s ON s.id = i.session_id
   JOIN timetable_period p ON p.id = s.period_id WHERE i.id = w.about), w.about)
"""
LOCKED = (
    *("safeguarding_topupil", "timetable_cycle", "timetable_invite"),
    *("timetable_session", "timetable_period"),
)


def until_choosing_is_over(apps, schema_editor):
    """What waits to be read since before belongs to its time of choosing too."""
    with schema_editor.connection.cursor() as cursor:
        for table in LOCKED:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE safeguarding_topupil DISABLE TRIGGER USER")
        cursor.execute(UNTIL)
        cursor.execute("ALTER TABLE safeguarding_topupil ENABLE TRIGGER USER")


class Migration(migrations.Migration):

    dependencies = [("timetable", "0008_read_first"), ("safeguarding", "0004_until")]

    operations = [migrations.RunPython(until_choosing_is_over, migrations.RunPython.noop)]
