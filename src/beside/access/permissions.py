"""Who may do what with accounts, standings and ways in: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.rights import Keep, Line, Role, Said, Since, on

SIGN_IN = Said(_("How you sign in, and that you had a card"), _("So that no one else can be you."))
WHO_IS_WHO = Said(
    _("Your name, your year, your groups and your school before. If you leave: why, and where to"),
    _("So that school knows who is who, and where you are."),
)
BESIDE = Said(
    _("Who would like to get to know you, what you said to that, and a line about each talk"),
    _("So that you can read it, and they do not forget."),
)
MENTORING = Said(
    _("That you were asked to be a mentor, what you have read for it, and who looks after you"),
    _("So that no one is alone with it."),
)

LINES = (
    # Accounts: one's own; the office makes and closes them.
    Line(
        "account",
        on("Account", pupil="subject", author="subject", unrecorded=("password", "last_login")),
        on("Invitation", pupil="subject"),
        on("account.EmailAddress", pupil="user"),
        read="self office",
        create="self office",
        change="self office",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.LEAVING, 12),
        without_past=True,
        at_sign_in=True,
        said=SIGN_IN,
    ),
    # That somebody has come in once, by any door.
    Line(
        "arrival",
        on("Arrival", pupil="subject"),
        read="self",
        create="self",
        roles={Role.ROLL: "read create"},
        keep=Keep(Since.LEAVING, 12),
        without_past=True,
        said=SIGN_IN,
    ),
    # What a person is told at once: that a key was made for them or used, that a right changed.
    Line(
        "notice",
        on("Notice", pupil="subject", author="by"),
        read="self",
        create="self tutor:own head_of_year:own organiser:own office:own staff:own member:own",
        change="self",
        roles={Role.ROLL: "read create"},
        keep=Keep(Since.MADE, 36),
        said=SIGN_IN,
    ),
    # Where one is signed in, and what one shows as a second step: everybody's own. The roll's role
    # is that of the functions which two colleagues call together.
    Line(
        "open_session",
        on("OpenSession", pupil="subject", unrecorded=("last_used_at",)),
        read="self",
        create="self",
        change="self",
        roles={Role.ROLL: "read change"},
        keep=Keep(Since.ENDED, 12),
        without_past=True,
        said=SIGN_IN,
    ),
    Line(
        "second_step",
        on("mfa.Authenticator", pupil="user", unrecorded=("data", "last_used_at")),
        read="self",
        create="self",
        change="self",
        roles={Role.ROLL: "read change"},
        keep=Keep(Since.LEAVING, 12),
        without_past=True,
        said=SIGN_IN,
    ),
    # A pupil's sign-in card: made by who looks after them, spent by the pupil.
    Line(
        "sign_in_card",
        on("SignInCard", pupil="subject"),
        read="self tutor head_of_year",
        create="tutor head_of_year",
        change="self tutor head_of_year",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.ENDED, 12),
        without_past=True,
        at_sign_in=True,
        words=_("That a pupil has a sign-in card"),
        said=SIGN_IN,
    ),
    # That a pupil is one's own to reach; a mentor is told a first name and a form by one function.
    Line(
        "belonging",
        on("Belonging", pupil="person", scope="scope_id"),
        read="mentor",
        roles={Role.PLACER: "read"},
        keep=Keep(Since.LEAVING, 12),
        without_past=True,
        said=WHO_IS_WHO,
    ),
    # Standings: one's own; the roll grants the rest under its own database role.
    Line(
        "standing",
        on("Standing", pupil="actor", author="actor", removable=True),
        read="self office",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.ENDED, 36),
        without_past=True,
        said=WHO_IS_WHO,
    ),
    # A commitment grants `beside` for one pupil, being asked `mentor`; their holder can end both.
    Line(
        "standing_beside",
        on(
            "Standing",
            pupil="scope_id",
            other="actor",
            author="actor",
            only=("basis", ("beside", "mentor")),
        ),
        read="self head_of_year",
        create="staff:own head_of_year",
        change="self staff:own head_of_year mentor:own",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.ENDED, 36),
        without_past=True,
        said=BESIDE,
    ),
    # That an older pupil may be a mentor, while whoever runs it lets them.
    Line(
        "standing_checked",
        on("Standing", pupil="scope_id", author="actor", only=("basis", ("checked",))),
        read="organiser",
        create="organiser",
        change="organiser",
        keep=Keep(Since.ENDED, 36),
        without_past=True,
        said=MENTORING,
    ),
)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "Subject": "bare ids, no facts",
    "Place": "names of scopes: pupils, adults and carers of a school, or of a year",
    "Tally": "how often something was tried, under keys that nobody can read",
}
