"""Who may do what with concerns: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.rights import Keep, Line, Look, Role, Said, Since, on

LEAD = Said(
    _("What you or others tell the safeguarding lead"),
    _("So that you get help. They may have to keep some of it to themselves."),
)

LINES = (
    # What must go to the safeguarding lead. Writers cannot read it back; only entries are added.
    Line(
        "concern",
        on("Concern", pupil="pupil", author="writer"),
        read="safeguarding_lead",
        create="self:own carer:own staff:own mentor:own",
        roles={Role.ROLL: "create"},
        keep=Keep(Since.BIRTH, 300),
        words=_("A concern"),
        said=LEAD,
    ),
    # What the safeguarding lead writes under a concern: only added.
    Line(
        "concern_entry",
        on("ConcernEntry", pupil="pupil", author="writer"),
        read="safeguarding_lead",
        create="safeguarding_lead:own",
        keep=Keep(Since.BIRTH, 300),
        said=LEAD,
    ),
)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "HelpLine": "who to talk to and when",
}

# Who is kept apart from whom: the leads and the head, and nobody who is blocked.
BLOCK = Line(
    "block",
    on("access.Block", pupil="pupil", author="made_by", unrecorded=("reason", "lift_words")),
    read="safeguarding_lead head",
    create="safeguarding_lead:own head:own",
    change="safeguarding_lead head",
    roles={Role.ROLL: "read change"},
    keep=Keep(Since.ENDED, 300),
    words=_("That somebody is kept apart from a pupil, and why"),
    untold=True,
)
LINES = (*LINES, BLOCK)

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (Look("concern", _("a concern"), ("concerns", "concern", "raise_concern"), told=False),)
