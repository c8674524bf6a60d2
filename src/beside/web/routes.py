"""What an address is called: for logs and for the record of changes, which keep no address."""

from django.urls import Resolver404, resolve

NONE = "no page of ours"


def route_of(request) -> str:
    """The name of the page that a request asked for, never what stands in its address."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return NONE
    return match.view_name or NONE
