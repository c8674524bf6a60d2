from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "beside.ties"
    label = "ties"

    def ready(self) -> None:
        from beside.access.registry import register_functions
        from beside.schools import leaving
        from beside.ties import colleagues, doors, naming, promises, reckoning
        from beside.ties.actions import commitments

        _register_records()
        register_functions(reckoning.function_sql)
        register_functions(doors.function_sql)
        register_functions(naming.function_sql)
        register_functions(promises.function_sql)
        register_functions(colleagues.function_sql)
        leaving.register(commitments.leave)


def _register_records() -> None:
    _register_nominations()
    _register_answers()
    _register_what_is_known()


def _register_nominations() -> None:
    from beside.access.bases import Kind
    from beside.access.registry import register
    from beside.ties.models import Nomination

    by_pupil = {"pupil": "ego", "author": "ego", "promise": "round", "opened": "opened_to_staff"}
    of_me = {"pupil": "alter", "promise": "round", "opened": "opened_to_named"}
    by_adult = {"pupil": "alter", "author": "ego"}
    for kind, questions, columns in (
        (Kind.NOMINATION_BY_PUPIL, Nomination.PUPIL_QUESTIONS, by_pupil),
        (Kind.NOMINATION_OF_ME, ("adult",), of_me),
        (Kind.NOMINATION_BY_ADULT, Nomination.ADULT_QUESTIONS, by_adult),
        (Kind.NOMINATION_OF_COLLEAGUE, Nomination.COLLEAGUE_QUESTIONS, by_adult),
        (Kind.CONTACT, ("contact",), {"pupil": "ego", "author": "ego"}),
    ):
        register(Nomination, kind, only=("question", questions), **columns)


def _register_answers() -> None:
    from beside.access.bases import Kind
    from beside.access.registry import register
    from beside.ties import models as m

    register(m.Respondent, Kind.RESPONDENT, pupil="person")
    register(m.Response, Kind.RESPONSE, pupil="person", author="person")
    register(
        m.Response,
        Kind.FAMILY_IDEA,
        pupil="about",
        author="person",
        only=("question", (m.Response.FOR_TUTOR,)),
    )
    unsent = ("answers", "at")
    register(m.Draft, Kind.DRAFT, pupil="person", author="person", unrecorded=unsent)
    register(m.SharingChoice, Kind.SHARING_CHOICE, pupil="pupil", author="pupil")
    register(m.StaffOpening, Kind.STAFF_OPENING, pupil="person", author="person")
    register(m.Panelist, Kind.PANELIST, pupil="pupil", author="pupil")
    seen_by = {"pupil": "scope_id", "scope": "scope_id"}
    register(m.Reminder, Kind.REMINDER, author="sent_by", **seen_by)
    register(m.CarerLink, Kind.CARER_LINK, pupil="carer")


def _register_what_is_known() -> None:
    from beside.access.bases import Kind
    from beside.access.registry import register
    from beside.ties import models as m
    from beside.ties.questions import NEEDS, OPENED_BY_NAMES

    opened = ("need", OPENED_BY_NAMES)
    shut = ("need", tuple(need for need in NEEDS if need not in OPENED_BY_NAMES))
    register(m.State, Kind.STATE, pupil="pupil")
    register(m.ExactState, Kind.EXACT_STATE, pupil="pupil", promise="round", only=opened)
    register(m.ExactState, Kind.EXACT_STATE_SHUT, pupil="pupil", only=shut)
    register(m.Figure, Kind.FIGURE, pupil="scope_id", scope="scope_id")
    register(m.TieFigure, Kind.FIGURE, pupil="scope_id", scope="scope_id")
    register(m.Commitment, Kind.COMMITMENT, pupil="pupil", author="adult")
    register(m.FollowUp, Kind.COMMITMENT, pupil="pupil", author="adult")
    register(m.Approach, Kind.APPROACH, pupil="pupil", author="adult")
    register(m.Evidence, Kind.EVIDENCE, pupil="pupil", author="pupil")
    register(m.Mentoring, Kind.MENTORING, pupil="pupil", author="looked_after_by")
    own = {"pupil": "pupil", "author": "pupil", "unrecorded": ("words",)}
    register(m.MentorNote, Kind.REFLECTION, **own)
    register(m.Capacity, Kind.CAPACITY, pupil="adult", author="adult")
    register(m.Spoken, Kind.SPOKEN, pupil="person", author="person")
    register(m.Gladly, Kind.GLADLY, pupil="pupil", author="adult")
