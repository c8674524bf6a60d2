from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class SchoolsConfig(AppConfig):
    name = "beside.schools"
    label = "schools"

    def ready(self) -> None:
        # Heard for the last app that has tables: the locks stand by then.
        heard = [each for each in apps.get_app_configs() if each.models_module is not None]
        post_migrate.connect(_settle, sender=heard[-1], dispatch_uid="beside-settle")


def _settle(**_kwargs) -> None:
    from beside.schools.jobs import settle_unnamed

    settle_unnamed()
