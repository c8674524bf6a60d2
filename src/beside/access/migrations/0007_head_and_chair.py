from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_mentor'),
    ]

    operations = [
        migrations.AlterField(
            model_name='standing',
            name='basis',
            field=models.CharField(choices=[('self', 'self'), ('carer', 'carer'), ('tutor', 'tutor'), ('teacher', 'teacher'), ('staff', 'staff'), ('head_of_year', 'head_of_year'), ('organiser', 'organiser'), ('beside', 'beside'), ('mentor', 'mentor'), ('checked', 'checked'), ('safeguarding_lead', 'safeguarding_lead'), ('office', 'office'), ('federation_lead', 'federation_lead'), ('member', 'member'), ('head', 'head'), ('chair', 'chair')], max_length=32),
        ),
    ]
