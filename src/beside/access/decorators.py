from functools import wraps

from django.contrib.auth.views import redirect_to_login


def signed_in(view):
    """Only for a person who is signed in; others are asked to, and come back here."""

    @wraps(view)
    def inside(request, *args, **kwargs):
        if request.actor.subject_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    inside.signed_in = True
    return inside


def finds(view):
    """A page on which somebody is found by name: what was typed comes by POST, with `find`.

    So whom a person looks for stands in no address, log or history. The view reads it in
    `request.GET` like any other question, and as it is asked again nothing is written.
    """

    @wraps(view)
    def inside(request, *args, **kwargs):
        if request.method == "POST" and "find" in request.POST:
            request.GET, request.method = request.POST, "GET"
        return view(request, *args, **kwargs)

    return inside
