"""Every page with concerns, blocks, keys of others or a file asks staff for their second step anew."""

import inspect

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from beside.access import registry

# What gives a file out, as its code says it.
GIVES_A_FILE = ("Content-Disposition", "_download(", "FileResponse", "text/calendar")
# What is about concerns, blocks, releases and keys of others: the pages by the start of their address.
SENSITIVE = (
    "to-read/",
    "concerns/",
    "blocks/",
    "talks/<uuid:pk>/",
    "files/",
    "waits/<uuid:pk>/",
    "let-in/",
)
# Each with the reason why it does not ask anew.
NOT_ASKED = {
    "roll_template": "an empty form, the same for everybody",
    "roll_sheet": "the office’s own sheet back, with ids",
    "calendar_feed": "times and places, by a link of one’s own",
    "tested": "says that a message came, and shows nothing",
    "waits": "asks no more than who would see what; the answer is asked anew",
}


def _pages(resolver=None, before: str = ""):
    for each in (resolver or get_resolver()).url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _pages(each, address)
        elif isinstance(each, URLPattern) and each.callback.__module__.startswith("beside."):
            yield each.name, address, each.callback


def _gives_a_file(view) -> bool:
    code = inspect.getsource(inspect.unwrap(view))
    module = inspect.getmodule(inspect.unwrap(view))
    for name in inspect.unwrap(view).__code__.co_names:
        called = getattr(module, name, None)
        if inspect.isfunction(called) and called.__module__ == module.__name__:
            code += inspect.getsource(called)
    return any(word in code for word in GIVES_A_FILE)


PAGES = list(_pages())
ASKED = sorted(
    {
        name: view
        for name, address, view in PAGES
        if name not in NOT_ASKED and (address.startswith(SENSITIVE) or _gives_a_file(view))
    }.items()
)


@pytest.mark.parametrize(("name", "view"), ASKED, ids=[name for name, _view in ASKED])
def test_it_is_asked_anew(name, view):
    assert getattr(view, "recently_confirmed", False), name


def test_what_shows_a_concern_or_a_talk_to_staff_is_among_them():
    told = {"concern", "talks"}
    looks = {page for each in registry.looks() if each.what in told for page in each.pages}
    own = {"raise_concern", "talks", "told"}  # one writes, one lists without words, one counts
    assert looks - own <= {name for name, _view in ASKED} | {"new_word"}
    assert {"registers_export", "roll_export", "blocks", "leaver_file"} <= dict(ASKED).keys()
