"""Who may do what with thank-yous: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.rights import Basis, Keep, Line, Look, Role, Said, Since, on

THANKS = Said(_("What you thank an adult for"), _("So that they can read it."))

A_THANK_YOU = _("A thank-you")

LINES = (
    # What a pupil took back before it was read: kept a year for the lead, so that nobody can hide
    # something unkind; never for a lead to whom it was written.
    Line(
        "thank_you_taken_back",
        on(
            "ThankYou",
            pupil="pupil",
            author="adult",
            past="adult",
            only=("status", ("taken_back",)),
            unrecorded=("words",),
        ),
        read="safeguarding_lead:not_past",
        keep=Keep(Since.ENDED, 12, at="taken_back_at", clears=True),
        words=A_THANK_YOU,
        said=THANKS,
    ),
    # What a pupil thanks an adult for: the pupil, and that adult while they may know the pupil.
    Line(
        "thank_you",
        on(
            "ThankYou",
            pupil="pupil",
            other="adult",
            author="pupil",
            unrecorded=("words",),
            removable=True,
        ),
        read="self",
        create="self",
        change="self",
        roles={Role.KEEPER: "read"},
        keep=Keep(Since.LEAVING, 12),
        words=A_THANK_YOU,
        said=THANKS,
    ),
    # The same, as the adult it was written to reads it.
    Line(
        "thank_you_to_me",
        on(
            "ThankYou",
            pupil="pupil",
            author="adult",
            only=("status", ("sent",)),
            unrecorded=("words",),
        ),
        read="tutor:own teacher:own staff:own beside:own mentor:own",
        change="tutor:own teacher:own staff:own beside:own mentor:own",
        keep=Keep(Since.LEAVING, 12),
        words=A_THANK_YOU,
        readers=dict.fromkeys(
            (Basis.TUTOR, Basis.TEACHER, Basis.STAFF, Basis.BESIDE, Basis.MENTOR),
            _("the adult it was written to"),
        ),
        said=THANKS,
    ),
)

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look(
        "thank_you",
        _("what you thanked them for"),
        ("thank_yous", "thank_you_put_away", "thank_you_answer", "to_read"),
    ),
)
