from django.db import migrations


class Migration(migrations.Migration):
    """Notes, and lines with invitations, are words to pupils now, which somebody reads first."""

    dependencies = [("timetable", "0007_block"), ("safeguarding", "0003_read_first")]

    operations = [
        migrations.DeleteModel("Note"),
        migrations.RemoveField("invite", "words"),
    ]
