"""What PostgreSQL knows of its tables, gathered anew once a great deal has come in at once.

Without it the first pages after a roll would be planned as if every table were empty, and some take
minutes; the database gathers by itself only a minute later. Only the owner of a table may ask for
it, so it is a function that runs as the owner and gives nothing out.
"""

from django.apps import apps
from django.db import connection

FUNCTION = """
CREATE OR REPLACE FUNCTION beside_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN ANALYZE {tables}; END $$"""


def function_sql() -> list[str]:
    """The SQL of the function, over every table of ours."""
    ours = (app for app in apps.get_app_configs() if app.name.startswith("beside."))
    tables = sorted(model._meta.db_table for app in ours for model in app.get_models())
    return [FUNCTION.format(tables=", ".join(tables))]


def gather() -> None:
    """Gather them now, with what this transaction has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT beside_statistics()")
