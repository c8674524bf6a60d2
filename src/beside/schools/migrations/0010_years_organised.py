from django.db import migrations


class Migration(migrations.Migration):
    """A head of year organises their year, and no longer the school.

    Nothing is changed here: once the locks stand, every school whose scopes have no names yet is
    settled from its roll (`jobs.settle_unnamed`), as after any import.
    """

    dependencies = [("schools", "0009_court_hold"), ("access", "0013_place")]

    operations = []
