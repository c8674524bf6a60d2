from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "beside.timetable"
    label = "timetable"

    def ready(self) -> None:
        from beside.placement.problems import register_builder
        from beside.schools import leaving
        from beside.timetable import building
        from beside.timetable.actions import calendars

        register_builder("sessions", building.build)
        leaving.register_key("timetable_calendarlink", calendars.end_links)
