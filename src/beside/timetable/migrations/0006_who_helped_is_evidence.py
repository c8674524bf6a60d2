from django.db import migrations

KEEP = """
ALTER TABLE timetable_choice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ties_evidence NO FORCE ROW LEVEL SECURITY;
INSERT INTO ties_evidence (id, school_id, pupil_id, adult_id, kind, source, "on")
SELECT gen_random_uuid(), c.school_id, c.pupil_id, c.helped_id, 'choice_time', c.cycle_id,
       y.last_day
FROM timetable_choice c JOIN timetable_cycle y ON y.id = c.cycle_id
WHERE c.helped_id IS NOT NULL
ON CONFLICT (pupil_id, kind, source) DO NOTHING;
SET CONSTRAINTS ALL IMMEDIATE"""


class Migration(migrations.Migration):
    """Who helped is read by the pupil alone, where all such evidence stands."""

    dependencies = [("timetable", "0005_note"), ("ties", "0012_fit")]

    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="choice", name="helped"),
    ]
