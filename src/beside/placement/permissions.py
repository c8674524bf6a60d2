"""Who may do what with runs of the engine: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.rights import Keep, Line, Look, Role, Said, Since, on

WITH_WHOM = Said(
    _("With whom you would like to be in choice time or in a team"),
    _("So that you can be with someone you like. No one at school reads it."),
)
CHOICE_TIME = Said(
    _("Your list for choice time, notes to you, where you sit or lead, and if you came"),
    _("So that you get a fair share, and are missed if you are not there."),
)

LINES = (
    # What a run was given in private, such as whom pupils would like to be with: the engine alone.
    Line(
        "run_given",
        on("Given", pupil="run", unrecorded=("instance", "reasons")),
        roles={Role.PLACER: "read create change"},
        keep=Keep(Since.MADE, 13),
        said=WITH_WHOM,
    ),
    # Runs of the engine, whole: whoever organises a school, or of one about a year its head.
    Line(
        "run",
        on(
            "Run",
            pupil="scope_id",
            author="asked_by",
            scope="scope_id",
            about="id",
            unrecorded=("instance", "allocation", "reasons", "proof", "steps", "costs"),
        ),
        read="head_of_year organiser:organised staff:organised",
        create="head_of_year:own organiser:noted staff:noted",
        change="head_of_year organiser:organised staff:organised",
        roles={Role.PLACER: "read change"},
        keep=Keep(Since.MADE, 13),
        said=CHOICE_TIME,
    ),
)

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look("proposals", _("the page of who could be beside whom"), ("proposals", "proposals_ask")),
)
