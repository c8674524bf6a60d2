"""Who may do what with the roll: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.access.permissions import WHO_IS_WHO
from beside.rights import Keep, Line, Look, Role, Said, Since, on
from beside.schools.roll.courts import RULE as COURT
from beside.schools.roll.grants import RULES

FAMILY = Said(_("Who your parents and carers are"), _("So that school can write to them."))
LIST = Said(
    _("The list that school put in. It may hold more than Beside needs."),
    _("So that a mistake can be found."),
)

# What speaks of a court is for the lead alone.
HELD_RULES = tuple(sorted(RULES - {COURT}))

LINES = (
    # Who a pupil is: name, year group, tutor group, groups.
    Line(
        "identity",
        on("Person", pupil="subject", removable=True),
        on("Enrolment", pupil="person", removable=True),
        on("Post", pupil="person", removable=True),
        on("Membership", pupil="person", removable=True),
        on("access.Belonging", pupil="person", scope="scope_id", removable=True),
        read="self carer tutor teacher staff head_of_year organiser beside safeguarding_lead"
        " office member head finds_mentors",
        roles={
            Role.ROLL: "read create change",
            Role.RECKONER: "read",
            Role.PLACER: "read",
            Role.MEASURE: "read",
            Role.KEEPER: "read",
        },
        keep=Keep(Since.LEAVING, 12),
        without_past=True,
        words=_("A pupil’s name, year and groups"),
        said=WHO_IS_WHO,
    ),
    # Who a pupil's parents and carers are.
    Line(
        "family_link",
        on("FamilyLink", pupil="pupil", author="carer", removable=True),
        read="self carer:own tutor head_of_year organiser safeguarding_lead office",
        roles={Role.ROLL: "read create change", Role.RECKONER: "read"},
        keep=Keep(Since.LEAVING, 12),
        without_past=True,
        words=_("Who a pupil’s parents and carers are"),
        said=FAMILY,
    ),
    # Rolls being brought in: whoever brought them.
    Line(
        "roll_import",
        on("RollImport", pupil="by", author="by", removable=True),
        read="self office",
        create="self",
        change="self",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.MADE, 12),
        said=LIST,
    ),
    # Rights that an import would give or end: those who may say yes or no, and who asked.
    Line(
        "held",
        on("Held", pupil="scope_id", scope="scope_id", only=("rule", HELD_RULES)),
        read="office organiser safeguarding_lead",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.MADE, 36),
        said=LIST,
    ),
    # The same, where the roll speaks of a court, of contact or of care: the lead alone.
    Line(
        "held_for_lead",
        on("Held", pupil="scope_id", scope="scope_id", only=("rule", (COURT,))),
        read="safeguarding_lead",
        roles={Role.ROLL: "read create change"},
        keep=Keep(Since.MADE, 36),
        said=LIST,
    ),
    # A yes or a no to one of these: only ever added, by the person whose it is.
    Line(
        "approval",
        on("Approval", pupil="scope_id", author="by", scope="scope_id"),
        read="office organiser safeguarding_lead",
        create="office:own organiser:own safeguarding_lead:own",
        roles={Role.ROLL: "read"},
        keep=Keep(Since.MADE, 36),
    ),
)

# A file with many pupils in it that somebody asked for, and who let it out.
RELEASE = Line(
    "release",
    on("Release", pupil="asked_by", author="asked_by"),
    read="self organiser head safeguarding_lead",
    create="self",
    change="self organiser head safeguarding_lead",
    keep=Keep(Since.MADE, 36),
)
LINES = (*LINES, RELEASE)

# Tables that are open to everybody, each with the reason.
OPEN = {
    "Federation": "names of organisations",
    "School": "names of organisations",
    "Term": "dates of terms",
    "Course": "names of courses",
    "Group": "names of groups",
    "Settings": "the numbers of a school",
    "OpeningHours": "when a school is open",
    "SchoolDays": "terms, holidays and closed days",
    "Progress": "how far an import is, and nothing of what is in it",
}

# How a pupil is told that somebody looked, and the pages that are such looks.
LOOKS = (
    Look(
        "roll",
        _("the roll, the list of who is at your school"),
        ("roll", "roll_plan", "roll_state", "roll_sheet", "roll_people", "invite"),
    ),
    Look("roll_file", _("the roll as a file, which a second person let them have")),
)
