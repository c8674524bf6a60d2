"""Who may do what with the record of who looked: one line for each kind of record."""

from django.utils.translation import gettext_lazy as _

from beside.rights import Keep, Line, Said, Since, on

TOLD, UNTOLD = ("told", (True,)), ("told", (False,))

LINES = (
    # Who looked: the pupil, and one's own looking.
    Line(
        "seen",
        on("Seen", pupil="pupils", author="reader", pupils_array=True, only=TOLD),
        read="self safeguarding_lead",
        keep=Keep(Since.MADE, 36),
        words=_("Who looked"),
        said=Said(
            _("Who looked at a page about you, and who changed what"),
            _("So that you can see it, and no one can hide it."),
        ),
    ),
    # Looks at concerns and blocks: their reader and the safeguarding lead. A pupil who was told of
    # them would know that there is one.
    Line(
        "seen_untold",
        on("Seen", pupil="pupils", author="reader", pupils_array=True, only=UNTOLD),
        read="safeguarding_lead",
        keep=Keep(Since.BIRTH, 300),
        said=Said(
            _("Who looked at what the safeguarding lead keeps"),
            _("So that it can be checked. The lead may have to keep this from you."),
        ),
    ),
)
