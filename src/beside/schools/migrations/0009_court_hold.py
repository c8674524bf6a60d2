from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0008_name_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='held',
            name='see_by',
            field=models.DateField(null=True),
        ),
    ]
