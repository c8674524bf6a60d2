from django.db import migrations

INTO = """
INSERT INTO safeguarding_topupil
  (id, school_id, pupil_id, writer_id, kind, about, words, at, status, past, withdrawn_at)
"""
NOTES = f"""{INTO}
SELECT n.id, n.school_id, n.pupil_id, n.by_id, 'note', n.cycle_id, n.words, n.at,
  CASE WHEN n.ended_at IS NULL THEN 'waiting' ELSE 'withdrawn' END,
  ARRAY[n.by_id, n.pupil_id], n.ended_at
FROM timetable_note n WHERE n.words <> ''
"""
LINES = f"""{INTO}
SELECT gen_random_uuid(), i.school_id, i.pupil_id, i.by_id, 'invite', i.id, i.words, i.at,
  CASE WHEN i.ended_at IS NULL THEN 'waiting' ELSE 'withdrawn' END,
  ARRAY[i.by_id, i.pupil_id], i.ended_at
FROM timetable_invite i WHERE i.words <> ''
"""
LOCKED = ("timetable_note", "timetable_invite", "safeguarding_topupil")


def bring_words(apps, schema_editor):
    """What stands waits to be read first; what had ended is kept as taken back: none is lost."""
    with schema_editor.connection.cursor() as cursor:
        for table in LOCKED:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(NOTES)
        cursor.execute(LINES)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    """Notes, and lines with invitations, are words to pupils now, which somebody reads first."""

    dependencies = [("timetable", "0007_block"), ("safeguarding", "0003_read_first")]

    operations = [
        migrations.RunPython(bring_words, migrations.RunPython.noop),
        migrations.DeleteModel("Note"),
        migrations.RemoveField("invite", "words"),
    ]
