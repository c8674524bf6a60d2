from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AccessConfig(AppConfig):
    name = "beside.access"
    label = "access"

    def ready(self) -> None:
        from beside.access import sessions, statistics  # noqa: F401
        from beside.access.registry import looks, register_functions
        from beside.audit.looks import register

        register_functions(statistics.function_sql)
        register(looks())
        pre_migrate.connect(_open, sender=self, dispatch_uid="beside-open")
        post_migrate.connect(_lock, sender=self, dispatch_uid="beside-locks")


def _lock(plan=(), **_kwargs) -> None:
    from beside.access import rowpolicies, upgrading

    rowpolicies.apply()
    upgrading.bring_in_step(
        (each.app_label, each.name) for each, backwards in plan if not backwards
    )


def _open(**_kwargs) -> None:
    from beside.access import rowpolicies

    rowpolicies.open_for_migrations()
