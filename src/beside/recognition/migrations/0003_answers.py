from django.db import migrations

ANSWERS = """
INSERT INTO safeguarding_topupil
  (id, school_id, pupil_id, writer_id, kind, about, words, at, status, past, shown_at)
SELECT gen_random_uuid(), t.school_id, t.pupil_id, t.adult_id, 'answer', t.id, '', t.answered_at,
  'sent', ARRAY[t.adult_id, t.pupil_id], t.answered_at
FROM recognition_thankyou t
WHERE t.answered_at IS NOT NULL AND NOT EXISTS (
  SELECT FROM safeguarding_topupil w WHERE w.kind = 'answer' AND w.about = t.id)
"""


def bring_answers(apps, schema_editor):
    """Answers that a pupil had before now stand where answers are looked up: none is lost."""
    with schema_editor.connection.cursor() as cursor:
        for table in ("recognition_thankyou", "safeguarding_topupil"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(ANSWERS)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [("recognition", "0002_taken_back"), ("safeguarding", "0004_until")]

    operations = [migrations.RunPython(bring_answers, migrations.RunPython.noop)]
