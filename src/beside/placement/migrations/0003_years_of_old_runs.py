from django.db import migrations

# What a run places for, and the tables that say whose it is. Without years it counts as all of the
# school's, which a head of year does not see.
ABOUT = ("timetable_cycle", "enrichment_season")


def fill(apps, schema_editor):
    """Runs from before they had years take those of the cycle or season they place for."""
    with schema_editor.connection.cursor() as cursor:
        for table in ("placement_run", *ABOUT):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for table in ABOUT:
            cursor.execute(
                f"UPDATE placement_run SET year_groups = of.year_groups FROM {table} of"
                " WHERE of.id = placement_run.about AND placement_run.year_groups = '{}'"
                " AND of.year_groups <> '{}'"
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("placement", "0002_years"),
        ("timetable", "0001_initial"),
        ("enrichment", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
