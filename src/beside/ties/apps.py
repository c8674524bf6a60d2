from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "beside.ties"
    label = "ties"

    def ready(self) -> None:
        from beside.access.registry import register_functions
        from beside.schools import leaving
        from beside.ties import reckoning
        from beside.ties.actions import commitments, families

        register_functions(reckoning.function_sql)
        leaving.register(commitments.leave)
        leaving.register_key("ties_carerlink", families.end_links)
