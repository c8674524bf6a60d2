import django.db.models.deletion
from django.db import migrations, models

STATUS = [
    ("reading", "being read"),
    ("planned", "ready to approve"),
    ("refused", "could not be read"),
    ("applying", "being brought in"),
    ("applied", "brought in"),
    ("cancelled", "taken back before its day"),
    ("failed", "went wrong, nothing was changed"),
    ("taken_back", "taken back"),
]


class Migration(migrations.Migration):
    dependencies = [("access", "0006_mentor"), ("schools", "0003_by_hand")]

    operations = [
        migrations.AddField("rollimport", "only_some", models.BooleanField(default=False)),
        migrations.AddField("rollimport", "undo", models.JSONField(default=dict)),
        migrations.AddField("rollimport", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "rollimport",
            "school",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="schools.school",
            ),
        ),
        migrations.AlterField(
            "rollimport",
            "by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="access.subject",
            ),
        ),
        migrations.AlterField(
            "rollimport",
            "status",
            models.CharField(choices=STATUS, default="reading", max_length=20),
        ),
    ]
