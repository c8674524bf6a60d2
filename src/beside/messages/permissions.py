"""Who may do what with mails: one line for each kind of record."""

from beside.rights import Keep, Line, Role, Since, on

LINES = (
    # Which mails a person was sent.
    Line(
        "mail",
        on("Letter", pupil="recipient"),
        read="self",
        roles={Role.ROLL: "read create"},
        keep=Keep(Since.MADE, 12),
    ),
)
