"""Short pages that need neither the database nor a session, for who is turned away at once."""

import functools
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _


@functools.cache
def page(title: str, words: str, ways: tuple[tuple[str, str], ...] = ()) -> str:
    """The page as HTML, made once for each text."""
    context: dict[str, Any] = {"title": title, "words": words, "ways": ways}
    return render_to_string("web/short.html", context)


def too_large() -> str:
    return page(
        _("This is too large"),
        _("Nothing of it was kept. A file may have 20 MB at most, a form far less."),
    )


def too_slow() -> str:
    return page(
        _("This took too long to arrive"),
        _("Nothing of it was kept. Try again where the connection is better."),
    )


def busy() -> str:
    return page(
        _("Many people are signing in"),
        _("Wait a moment, then load this page again and press the button to send the form again."),
    )


def unreadable() -> str:
    return page(
        _("This cannot be read"),
        _("It holds signs that are no text. Nothing was changed. Type it anew and try again."),
        (("/", _("Back to the first page")),),
    )


def too_often() -> str:
    return page(_("Wait a while"), _("That was tried too often. Wait a while, then try again."))
