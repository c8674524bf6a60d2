from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0012_one_word'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('scope_id', models.UUIDField(primary_key=True, serialize=False)),
                ('school_id', models.UUIDField()),
                ('whose', models.CharField(choices=[('pupils', 'Pupils'), ('coming', 'Coming'), ('adults', 'Adults'), ('carers', 'Carers')], max_length=10)),
                ('year_group', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['school_id'], name='place_of_school')],
            },
        ),
    ]
