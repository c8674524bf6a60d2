"""One's own account: how one signs in, where one is signed in, and locking it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access import actions as access
from beside.access import gate
from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.limits import ledger
from beside.accounts import queries
from beside.accounts.actions import own, school_accounts
from beside.accounts.forms import NewPasswordForm, OwnPasswordForm
from beside.accounts.letters import tell
from beside.accounts.providers import called, providers
from beside.schools.here import here

UNLOCKS = ledger.Limit("unlock.person", most=10, seconds=600)


def with_account(view):
    """Only for who has an account; whoever came through the door of a meeting has none."""

    @wraps(view)
    def inside(request, *args, **kwargs):
        if "_auth_user_id" not in request.session:
            return redirect("home")
        return view(request, *args, **kwargs)

    return signed_in(inside)


@with_account
def account(request):
    """How somebody signs in, and where they are signed in now."""
    context = {
        "here": here(request),
        "step": queries.second_step(request.actor),
        "asked": gate.needs_second_step(request),
        "off": request.user.second_step_off,
        "has_password": request.user.has_usable_password(),
        "linked": [(each, called(each.issuer)) for each in queries.school_accounts(request.actor)],
        "providers": providers(),
        "sessions": queries.open_sessions(request.actor),
        "this": gate.session_of(request),
        "now": now(),
        "may_let_in": here(request).holds(*queries.VOUCHING_POSTS),
    }
    return render(request, "accounts/account.html", context)


@with_account
@recently_confirmed
def password(request):
    """Another password; every other session of the account ends."""
    if not request.user.has_usable_password():
        return redirect("account")
    form = NewPasswordForm(request.POST or None, account=request.user)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "accounts/password.html", {"form": form}, status=status)
    own.change_password(
        by=request.actor,
        account=request.user,
        password=form.cleaned_data["new"],
        this=gate.session_of(request),
        now=now(),
    )
    update_session_auth_hash(request, request.user)
    tell(by=request.actor, person=request.actor.subject_id, what="password")
    messages.info(request, _("Your new password is kept. You are signed out everywhere else."))
    return redirect("account")


@require_POST
@with_account
def end_session(request, pk):
    """Sign out somewhere else, or here."""
    access.end_sessions(by=request.actor, now=now(), only=pk)
    return redirect("account")


@require_POST
@with_account
def end_others(request):
    """Sign out everywhere but here."""
    access.end_sessions(by=request.actor, now=now(), but=gate.session_of(request))
    messages.info(request, _("You are signed out everywhere but here."))
    return redirect("account")


@require_POST
@with_account
def unlink(request, pk):
    """Sign in with an account of the school no more."""
    if not request.user.has_usable_password() and not here(request).is_pupil:
        messages.info(
            request, _("This is how you sign in. Ask the office for an invitation first.")
        )
        return redirect("account")
    school_accounts.unlink(by=request.actor, pk=pk, now=now())
    return redirect("account")


@require_POST
@with_account
def lock(request):
    """Nobody comes in with this account until the office opens it again."""
    own.lock(by=request.actor, account=request.user, now=now())
    tell(by=request.actor, person=request.actor.subject_id, what="locked")
    logout(request)
    return redirect("signed_out")


@with_account
def locked(request):
    """Nobody touched this computer for a while: its owner says that they are here again.

    A page that was left alone comes here by itself, with `back` as the way back.
    """
    if "back" in request.GET and not gate.is_staff(request):
        return gate.signed_out_as_idle(request)
    if "back" in request.GET:
        request.session.update({"beside_locked": True, "beside_back": request.GET["back"]})
        return redirect("locked")
    if not request.session.get("beside_locked"):
        return redirect("home")
    return _unlock(request)


def _unlock(request):
    if request.method != "POST":
        return _ask_for_password(request, OwnPasswordForm(account=request.user))
    tried = ledger.take(UNLOCKS, str(request.user.pk))
    if tried is None:
        return _ask_for_password(request, OwnPasswordForm(account=request.user), 429)
    form = OwnPasswordForm(request.POST, account=request.user)
    if not form.is_valid():
        return _ask_for_password(request, form, 422)
    ledger.give_back(tried)
    return unlocked(request)


def _ask_for_password(request, form, status: int = 200):
    context = {
        "form": form,
        "wait": status == 429,
        "typed": "beside_typed" in request.session,
        "step": queries.second_step(request.actor),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "accounts/locked.html", context, status=status)


def unlocked(request):
    """Go on where one was, with what was typed."""
    request.session.pop("beside_locked", None)
    request.session["beside_used_at"] = now().isoformat()
    return go_back(request)


def go_back(request):
    """To the page where somebody was stopped, or home."""
    back = request.session.pop("beside_back", "/")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if ours else "home")


@require_POST
def still_here(request):
    """A browser says that somebody types: that is a touch, and no more."""
    return HttpResponse(status=204)


@with_account
def carry_on(request):
    """What somebody had typed when they were stopped, sent on at the press of a button."""
    kept = gate.what_was_typed(request)
    if kept is None:
        return redirect("home")
    path, words = kept
    fields = [(name, value) for name, values in words.lists() for value in values]
    return render(request, "accounts/carry_on.html", {"path": path, "fields": fields})
