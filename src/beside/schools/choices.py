"""What the office may choose when it changes the roll by hand, and why a change is refused."""

from django.utils.translation import gettext_lazy as _

BY_HAND_REFUSED = {
    "no_pupil": _("This pupil is not on the roll of this school any more."),
    "no_group": _("This tutor group is not at this school any more. Choose another."),
    "no_name": _("Write a first name or a family name."),
    "ends_too_early": _("The last day is before the day they joined. Choose a later one."),
    "no_years": _("No year goes up. Say for at least one year where it goes."),
}
LEAVING_REASONS = [
    ("other_school", _("goes to another school")),
    ("moved", _("moves away")),
    ("home", _("is taught at home")),
    ("finished", _("has finished school")),
    ("other", _("something else")),
]
SHOWS = [
    ("", _("Everybody")),
    ("joining", _("Who joins soon")),
    ("leaving", _("Who leaves soon")),
    ("no_account", _("Who cannot sign in yet")),
]
