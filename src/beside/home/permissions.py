"""How a pupil is told that somebody looked at a page of this app; it keeps no record of its own."""

from django.utils.translation import gettext_lazy as _

from beside.rights import Look

LINES = ()

LOOKS = (
    Look("home", _("their first page"), ("home", "start")),
    Look("pupil", _("the page about you"), ("pupil",)),
    Look("search", _("a list of names that they looked up"), ("search",)),
    Look("card", _("they made you a sign-in card")),
    Look("cards", _("the list of pupils who get sign-in cards"), ("card_groups", "card_sheet")),
)
