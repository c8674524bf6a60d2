from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "beside.timetable"
    label = "timetable"

    def ready(self) -> None:
        from beside.placement.problems import register_builder
        from beside.timetable import building

        register_builder("sessions", building.build)
