from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("recognition", "0001_thank_you"), ("safeguarding", "0003_read_first")]

    operations = [
        migrations.RemoveConstraint("thankyou", "thank_you_has_words_unless_taken_back"),
        migrations.AddField("thankyou", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AlterField("thankyou", "words", models.CharField(max_length=500)),
        migrations.AddConstraint(
            "thankyou",
            models.CheckConstraint(
                condition=Q(status="sent", taken_back_at=None)
                | Q(status="taken_back", taken_back_at__isnull=False),
                name="thank_you_taken_back_then",
            ),
        ),
    ]
