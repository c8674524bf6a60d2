import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


def scopes(apps, editor) -> None:
    """Give the concerns that are there the pupils of their school as scope."""
    with editor.connection.cursor() as cursor:
        for table in ("safeguarding_concern", "safeguarding_concernentry"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute("SELECT id FROM schools_school")
        for (school,) in cursor.fetchall():
            cursor.execute(
                "UPDATE safeguarding_concern SET scope_id = %s WHERE school_id = %s",
                [uuid.uuid5(school, "pupils"), school],
            )
        cursor.execute(
            "UPDATE safeguarding_concernentry e SET scope_id = c.scope_id"
            " FROM safeguarding_concern c WHERE c.id = e.concern_id"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0008_block'),
        ('safeguarding', '0001_initial'),
        ('schools', '0005_calendar'),
    ]

    operations = [
        migrations.AddField(
            model_name='concern',
            name='about_adult',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='concern',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='concern',
            name='is_low_level',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='concern',
            name='past',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='concern',
            name='past_words',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='concern',
            name='readers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='concern',
            name='route',
            field=models.CharField(choices=[('lead', 'lead'), ('head', 'head'), ('chair', 'chair')], default='lead', max_length=10),
        ),
        migrations.AddField(
            model_name='concern',
            name='scope_id',
            field=models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000')),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='concern',
            name='told',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='concernentry',
            name='scope_id',
            field=models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000')),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='concernentry',
            name='told_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='concernentry',
            name='told_whom',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='concernentry',
            name='why_not_told',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='concernentry',
            name='with_person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject'),
        ),
        migrations.AlterField(
            model_name='concernentry',
            name='kind',
            field=models.CharField(choices=[('read', 'read'), ('taken', 'taken on'), ('note', 'noted'), ('handed', 'handed on'), ('shared', 'shared'), ('closed', 'closed')], max_length=10),
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scope_id', models.UUIDField()),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MessageTest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sent_at', models.DateTimeField()),
                ('secret', models.CharField(max_length=64)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OwnWord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('secret', models.CharField(max_length=200)),
                ('set_at', models.DateTimeField()),
                ('wrong', models.PositiveSmallIntegerField(default=0)),
                ('rests_until', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('pupil', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scope_id', models.UUIDField()),
                ('route', models.CharField(choices=[('lead', 'lead'), ('head', 'head'), ('chair', 'chair')], default='lead', max_length=10)),
                ('about_adult', models.BooleanField(default=False)),
                ('past', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('past_words', models.CharField(blank=True, max_length=300)),
                ('readers', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('words', models.TextField(blank=True, max_length=5000)),
                ('at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('wish', models.CharField(choices=[('write', 'Write back to me'), ('find', 'Come and find me'), ('come', 'I come to you')], default='write', max_length=10)),
                ('is_urgent', models.BooleanField(default=False)),
                ('declined', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('read_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('passed', 'Passed to the lead'), ('nothing', 'Nothing to pass on, because')], max_length=10)),
                ('told', models.PositiveSmallIntegerField(default=0)),
                ('picked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='concern',
            name='talk',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='safeguarding.talk'),
        ),
        migrations.CreateModel(
            name='TalkEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scope_id', models.UUIDField()),
                ('kind', models.CharField(choices=[('said', 'wrote'), ('answer', 'answered'), ('opened', 'opened it'), ('read', 'has read it'), ('taken', 'looks after it'), ('handed', 'handed it on'), ('told', 'was told that nobody had read it'), ('closed', 'closed it')], max_length=10)),
                ('words', models.TextField(blank=True, max_length=5000)),
                ('at', models.DateTimeField()),
                ('shown_at', models.DateTimeField()),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='safeguarding.talk')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('is_gone', models.BooleanField(default=False)),
                ('adult', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='away_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('weekday', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('day', models.DateField(blank=True, null=True)),
                ('reads_at', models.TimeField()),
                ('is_gone', models.BooleanField(default=False)),
                ('adult', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday', None), ('day', None), _connector='XOR'), name='duty_on_one_of_two')],
            },
        ),
        migrations.CreateModel(
            name='LeaverFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scope_id', models.UUIDField()),
                ('left_on', models.DateField()),
                ('to_school', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(null=True)),
                ('receipt_on', models.DateField(null=True)),
                ('receipt_from', models.CharField(blank=True, max_length=200)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'pupil', 'left_on'), name='leaver_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Listener',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('is_employed', models.BooleanField(default=False)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('trained_on', models.DateField(blank=True, null=True)),
                ('reads_at', django.contrib.postgres.fields.ArrayField(base_field=models.TimeField(), blank=True, default=list, size=None)),
                ('said_yes_at', models.DateTimeField(blank=True, null=True)),
                ('adult', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.subject')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'adult'), name='listener_once')],
            },
        ),
        migrations.RunPython(scopes, migrations.RunPython.noop),
    ]
