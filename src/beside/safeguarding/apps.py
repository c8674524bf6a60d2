from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "beside.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        from beside.access import past, registry
        from beside.safeguarding import keeping
        from beside.safeguarding.actions.leavers import people_leave
        from beside.safeguarding.actions.words import WORD
        from beside.schools import leaving

        leaving.register(people_leave)
        past.register_word(WORD)
        registry.register_functions(keeping.function_sql)
