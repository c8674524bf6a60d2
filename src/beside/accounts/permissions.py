"""Who may do what with accounts of the school, and with what two people say together."""

from django.utils.translation import gettext_lazy as _

from beside.access.permissions import SIGN_IN
from beside.rights import Basis, Keep, Line, Role, Since, on

# Who may say that a colleague stands before them, and yes to a domain.
VOUCHES = (Basis.OFFICE, Basis.SAFEGUARDING_LEAD, Basis.HEAD)

LINES = (
    # An account of the school's own by which somebody signs in: they alone.
    Line(
        "school_account",
        on("SchoolAccount", pupil="person", unrecorded=("last_used_at",)),
        read="self",
        create="self",
        change="self",
        keep=Keep(Since.ENDED, 12),
        at_sign_in=True,
        said=SIGN_IN,
    ),
    # That somebody stood before a colleague: they, and who may say so.
    Line(
        "vouching",
        on("Vouching", pupil="person", author="colleague"),
        read="self office safeguarding_lead head",
        create="office:own safeguarding_lead:own head:own",
        roles={Role.ROLL: "read change"},
        keep=Keep(Since.MADE, 36),
        words=_("That somebody lost their second step"),
    ),
    # That somebody said yes to a domain as a whole: who may say so at their school.
    Line(
        "domain_yes",
        on("DomainYes", pupil="by", author="by"),
        read="self office safeguarding_lead head",
        create="self",
        change="self office safeguarding_lead head",
        roles={Role.ROLL: "read"},
        keep=Keep(Since.ENDED, 36),
        at_sign_in=True,
    ),
)
