"""Who may do what with choice time: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.placement.permissions import CHOICE_TIME, WITH_WHOM
from beside.rights import Basis, Keep, Line, Look, Role, Since, on

LINES = (
    # What a pupil would like of choice time, and why they got what: they, who helps, who allots.
    Line(
        "choice",
        on("Choice", pupil="pupil", author="pupil", unrecorded=("reasons",)),
        read="self tutor head_of_year organiser",
        create="self tutor head_of_year organiser",
        change="self tutor head_of_year organiser",
        roles={Role.PLACER: "read create change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("What a pupil would like of choice time, and why they got what they got"),
        said=CHOICE_TIME,
    ),
    # With whom a pupil would like to be in a session: nobody else reads it.
    Line(
        "company",
        on("Company", pupil="pupil", author="pupil", unrecorded=("named", "reasons")),
        read="self",
        create="self",
        change="self",
        roles={Role.PLACER: "read create change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("With whom a pupil would like to be"),
        said=WITH_WHOM,
    ),
    # That somebody on the staff would like a pupil in a session: the pupil, and that adult. The
    # line that goes with it is of the kind `to_pupil`, as are notes before choosing.
    Line(
        "session_invite",
        on("Invite", pupil="pupil", other="by", until="ended_at", author="by"),
        read="self tutor staff:own head_of_year organiser",
        create="staff:own",
        change="staff:own",
        roles={Role.PLACER: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("That an adult would like a pupil in a session"),
        said=CHOICE_TIME,
    ),
    # Where a pupil sits in choice time: they, who looks after them, who organises and leads it.
    Line(
        "seat",
        on("Seat", pupil="pupil", other="leader", until="ended_at", author="leader"),
        read="self tutor staff:own head_of_year organiser office",
        create="self organiser",
        change="self staff:own organiser",
        roles={Role.PLACER: "read create change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("Where a pupil is in choice time, and if they came"),
        said=CHOICE_TIME,
    ),
    # That a pupil waits for a place: the pupil, and whoever organises choice time.
    Line(
        "waiting",
        on("Waiting", pupil="pupil", author="pupil"),
        read="self organiser",
        create="self",
        change="self",
        roles={Role.PLACER: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("That a pupil waits for a place in choice time"),
        said=CHOICE_TIME,
    ),
    # That an older pupil is asked to help to lead a session, and that they do: the pupil,
    # whoever leads or organises it, and who looks after the pupil. A no is kept nowhere.
    Line(
        "peer_tutor",
        on("PeerTutor", pupil="pupil", other="leader", until="ended_at", author="leader"),
        read="self tutor staff:own head_of_year organiser",
        create="staff:own organiser",
        change="self staff:own organiser",
        roles={Role.PLACER: "read change"},
        keep=Keep(Since.LEAVING, 12),
        words=_("That an older pupil is asked to help to lead a session, or leads it"),
        readers={Basis.STAFF: _("the adult who leads the session")},
        said=CHOICE_TIME,
    ),
    # The secret link to somebody's calendar.
    Line(
        "calendar_link",
        on("CalendarLink", pupil="person", author="person"),
        read="self",
        create="self",
        change="self",
        roles={Role.ROLL: "read change"},
        keep=Keep(Since.LEAVING, 12),
        at_sign_in=True,
        said=CHOICE_TIME,
    ),
)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "Cycle": "when there is choice time, and for which years",
    "Period": "when there is choice time",
    "Session": "what is offered, when, where and by whom; it hangs on the noticeboard",
}

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look(
        "choice_time",
        _("your choice time"),
        (
            *("choice_time", "choose_with", "chosen", "session_invite", "invite_end", "session"),
            *("session_cancel", "session_peer", "register", "run", "run_ask", "run_publish"),
            *("choice_note", "noticeboard", "peer_end"),
        ),
    ),
    Look("registers", _("the registers of choice time as a file"), ("registers_export",)),
)
