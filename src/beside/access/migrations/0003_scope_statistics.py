from django.db import migrations, models


class Migration(migrations.Migration):
    """Answer who belongs to a scope from the index alone, and tell the planner how large one is.

    Nearly every scope holds one person or a class, so that on average a scope looks tiny; those an
    adult stands on hold a year or a school. With the average the planner reads thousands of
    belongings to find the reach of a page with ten names.
    """

    dependencies = [("access", "0002_cache_table")]

    operations = [
        migrations.RemoveIndex("belonging", "belonging_scope"),
        migrations.AddIndex(
            "belonging",
            models.Index(
                fields=["scope_id", "person"], include=["starts", "ends"], name="belonging_reach"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE access_belonging ALTER COLUMN scope_id SET (n_distinct = 50)",
            "ALTER TABLE access_belonging ALTER COLUMN scope_id RESET (n_distinct)",
        )
    ]
