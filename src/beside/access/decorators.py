from functools import wraps

from django.contrib.auth.views import redirect_to_login

from beside.access import gate


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


def recently_confirmed(view):
    """Staff show their second step anew if the last time was more than 15 minutes ago.

    For concerns, blocks, exports and other people's keys; it stands under `signed_in`. What was
    typed is kept, and sent on afterwards at the press of a button.
    """

    @wraps(view)
    def inside(request, *args, **kwargs):
        if gate.must_confirm(request):
            return gate.confirm_first(request)
        return view(request, *args, **kwargs)

    inside.recently_confirmed = True
    return inside
