from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "beside.ties"
    label = "ties"

    def ready(self) -> None:
        from beside.access import past, ways
        from beside.access.registry import register_functions
        from beside.schools import leaving
        from beside.ties import meetings, reckoning
        from beside.ties.actions import commitments, families, sharing
        from beside.ties.actions.past import KEEPER

        register_functions(reckoning.function_sql)
        leaving.register(commitments.leave)
        leaving.register(sharing.leave)
        leaving.register_key("ties_carerlink", families.end_links)
        past.register(KEEPER)
        ways.register(meetings.WAY, meetings.still_open, back="/join/")
