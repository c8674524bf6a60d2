import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0004_imports'),
    ]

    operations = [
        migrations.AlterField(
            model_name='post',
            name='kind',
            field=models.CharField(choices=[('teacher', 'teacher'), ('head_of_year', 'head of year'), ('safeguarding_lead', 'safeguarding lead'), ('safeguarding_deputy', 'deputy safeguarding lead'), ('office', 'school office'), ('organiser', 'organiser'), ('head', 'head teacher'), ('staff', 'member of staff'), ('community', 'from the community'), ('federation_lead', 'federation lead'), ('chair', 'chair of governors')], max_length=20),
        ),
        migrations.CreateModel(
            name='Settings',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], default='england', max_length=20)),
                ('social_care', models.CharField(blank=True, max_length=40)),
                ('night_team', models.CharField(blank=True, max_length=40)),
                ('officer', models.CharField(blank=True, max_length=40)),
                ('numbers_checked_on', models.DateField(blank=True, null=True)),
                ('low_level_to', models.CharField(choices=[('head', 'the head'), ('lead', 'the safeguarding lead')], default='head', max_length=10)),
                ('talk_minutes', models.PositiveSmallIntegerField(default=60)),
                ('talk_days_kept', models.PositiveSmallIntegerField(default=365)),
                ('case_years_kept', models.PositiveSmallIntegerField(default=10)),
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settings', to='schools.school')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField()),
                ('opens', models.TimeField(blank=True, null=True)),
                ('closes', models.TimeField(blank=True, null=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='schools.school')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'weekday'), name='hours_once'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='hours_in_order'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='hours_on_a_weekday')],
            },
        ),
        migrations.CreateModel(
            name='SchoolDays',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('term', 'term'), ('holiday', 'holiday'), ('closed', 'closed'), ('short', 'short day')], max_length=10)),
                ('name', models.CharField(max_length=100)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('opens', models.TimeField(blank=True, null=True)),
                ('closes', models.TimeField(blank=True, null=True)),
                ('is_gone', models.BooleanField(default=False)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='schools.school')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='days_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'short'), _negated=True), ('closes__gt', models.F('opens')), _connector='OR'), name='short_day_has_hours')],
            },
        ),
    ]
