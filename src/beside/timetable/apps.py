from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "beside.timetable"
    label = "timetable"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register, register_functions
        from beside.placement.problems import register_builder
        from beside.timetable import barring, building, companions, leading, seating
        from beside.timetable.models import (
            CalendarLink,
            Choice,
            Company,
            Invite,
            Note,
            PeerTutor,
            Seat,
            Waiting,
        )

        register(Choice, Kind.CHOICE, pupil="pupil", author="pupil", unrecorded=("reasons",))
        private = ("named", "reasons")
        register(Company, Kind.COMPANY, pupil="pupil", author="pupil", unrecorded=private)
        register(Invite, Kind.SESSION_INVITE, pupil="pupil", author="by")
        register(Note, Kind.SESSION_INVITE, pupil="pupil", author="by")
        register(Seat, Kind.SEAT, pupil="pupil", author="leader")
        register(Waiting, Kind.WAITING, pupil="pupil", author="pupil")
        register(PeerTutor, Kind.PEER_TUTOR, pupil="pupil", author="leader")
        register(CalendarLink, Kind.CALENDAR_LINK, pupil="person", author="person")
        register_functions(seating.function_sql)
        register_functions(barring.function_sql)
        register_functions(leading.function_sql)
        register_functions(companions.function_sql)
        register_builder("sessions", building.build)
