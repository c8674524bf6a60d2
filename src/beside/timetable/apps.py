from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "beside.timetable"
    label = "timetable"

    def ready(self) -> None:
        from beside.access.bases import Kind
        from beside.access.registry import register, register_functions
        from beside.timetable import leading, seating
        from beside.timetable.models import (
            CalendarLink,
            Choice,
            Invite,
            PeerTutor,
            Seat,
            Waiting,
        )

        register(Choice, Kind.CHOICE, pupil="pupil", author="pupil", unrecorded=("reasons",))
        register(Invite, Kind.SESSION_INVITE, pupil="pupil", author="by")
        register(Seat, Kind.SEAT, pupil="pupil", author="leader")
        register(Waiting, Kind.WAITING, pupil="pupil", author="pupil")
        register(PeerTutor, Kind.PEER_TUTOR, pupil="pupil", author="leader")
        register(CalendarLink, Kind.CALENDAR_LINK, pupil="person", author="person")
        register_functions(seating.function_sql)
        register_functions(leading.function_sql)
