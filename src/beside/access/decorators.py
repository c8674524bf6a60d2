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
