"""Coming in and going out: invitations and signing out."""

from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from beside.access import actions
from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.exchange import taken_out
from beside.access.forms import AccountForm
from beside.access.gate import session_of
from beside.access.limits import guesses
from beside.access.models import Account, Invitation
from beside.web.routes import route_of


@taken_out("invitation")
def invitation(request, secret):
    """Make one's account with a one-time link; a link that is not there yet may be on its way."""
    guess = guesses.begin(request, "invitation")
    if guess is None:
        return render(request, "access/invitation_spent.html", status=429)
    found = Invitation.objects.filter(token_hash=actions.digest(secret)).first()
    if found is None:
        return render(request, "access/invitation_waiting.html", status=404)
    guess.right()
    if found.used_at or now() > found.expires_at:
        return render(request, "access/invitation_spent.html", status=410)
    return _account(request, found)


def _account(request, found: Invitation):
    actor = Actor(found.subject_id, today())
    tell_database(actor, route_of(request), "sign-in")
    existing = Account.objects.filter(pk=found.subject_id).first()
    form = AccountForm(request.POST or None, account=existing)
    if request.method == "POST" and form.is_valid():
        account = actions.accept(
            by=actor,
            invitation=found,
            username=form.cleaned_data["username"],
            email=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
            now=now(),
        )
        request.session.flush()
        login(request, account, backend="beside.access.sessions.Accounts")
        return redirect("home")
    status = 422 if form.errors else 200
    return render(request, "access/invitation.html", {"form": form}, status=status)


@require_POST
def sign_out(request):
    """Leave nothing behind on a shared laptop: session, cache, storage."""
    if request.actor.subject_id and request.session.get("beside_session"):
        actions.end_sessions(by=request.actor, now=now(), only=session_of(request))
    logout(request)
    response = redirect("signed_out")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def signed_out(request):
    """Who has left, and who was signed out: why, and what they can do."""
    return render(request, "access/signed_out.html", {"why": request.GET.get("why", "")})
