"""The second step: asked for, set up, taken away."""

import json

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from django.core.serializers.json import DjangoJSONEncoder
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access import gate
from beside.access.decorators import recently_confirmed
from beside.access.limits import ledger
from beside.access.refusals import Refusal
from beside.accounts import queries
from beside.accounts.actions import second_steps as actions
from beside.accounts.forms import AppForm, CodeForm, PasskeyForm
from beside.accounts.letters import tell
from beside.accounts.views.you import go_back, unlocked, with_account
from beside.schools.here import here
from beside.web.qr import qr

SECOND_STEPS = ledger.Limit("second-step.person", most=10, seconds=600)


def _of_staff(view):
    """Only for who works at a school; nobody else is asked for a second step."""

    def inside(request, *args, **kwargs):
        return view(request, *args, **kwargs) if gate.is_staff(request) else redirect("account")

    return with_account(inside)


@_of_staff
def show(request):
    """Ask for the second step; whoever has none yet sets one up first."""
    step = queries.second_step(request.actor)
    if not step:
        return redirect("second_step_set_up" if gate.needs_second_step(request) else "account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _code_is_right(request, form, step):
        return _shown(request)
    return _ask(request, form, step)


def _ask(request, form, step, status: int = 200):
    options = _options(passkeys.begin_authentication(request.user)) if step.passkeys else ""
    context = {"form": form, "step": step, "options": options}
    status = 422 if form.errors else status
    return render(request, "accounts/second_step.html", context, status=status)


def _code_is_right(request, form, step) -> bool:
    used = step.codes and step.codes.data.get("used_mask")
    tried = ledger.take(SECOND_STEPS, str(request.actor.subject_id))
    if tried is None:
        form.add_error("code", _("That was tried too often. Wait ten minutes, then try again."))
        return False
    try:
        actions.show_code(by=request.actor, code=form.cleaned_data["code"])
    except Refusal as refusal:
        form.add_error("code", str(refusal))
        return False
    ledger.give_back(tried)
    codes = queries.second_step(request.actor).codes
    if codes and codes.data.get("used_mask") != used:
        tell(by=request.actor, person=request.actor.subject_id, what="code_used")
    return True


@require_POST
@_of_staff
def show_passkey(request):
    """A passkey has answered."""
    form = PasskeyForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.WrongStep("This passkey did not answer as it should.")
        given = form.cleaned_data["credential"]
        actions.show_passkey(by=request.actor, account=request.user, credential=given)
    except Refusal as refusal:
        asked = CodeForm({"code": "-"})
        asked.full_clean()
        asked.add_error(None, str(refusal))
        return _ask(request, asked, queries.second_step(request.actor))
    return _shown(request)


def _shown(request):
    gate.second_step_shown(request)
    return unlocked(request) if request.session.get("beside_locked") else go_back(request)


def _may_set_up(view):
    """The first one needs the session alone; another one the second step that is there."""

    def inside(request, *args, **kwargs):
        guarded = view
        if queries.second_step(request.actor):
            guarded = recently_confirmed(view)
        return guarded(request, *args, **kwargs)

    return _of_staff(inside)


@_may_set_up
def set_up(request):
    """Choose what to show from now on: a passkey, or figures of an app."""
    context = {"step": queries.second_step(request.actor), "here": here(request)}
    context["options"] = _options(passkeys.begin_registration(request.user, passwordless=False))
    return render(request, "accounts/set_up.html", context)


@_may_set_up
def add_app(request):
    """An authenticator app: read a square, type the figures."""
    form, secret = AppForm(request.POST or None), get_totp_secret()
    if request.method == "POST" and form.is_valid():
        try:
            code = "".join(filter(str.isdigit, form.cleaned_data["code"]))
            codes = actions.add_app(
                by=request.actor, account=request.user, secret=secret, code=code
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            clear_totp_secret(request)
            return _added(request, codes)
    link = get_adapter().build_totp_url(request.user, secret)
    context = {"form": form, "qr": qr(link), "secret": _in_fours(secret)}
    return render(request, "accounts/app.html", context, status=422 if form.errors else 200)


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@require_POST
@_may_set_up
def add_passkey(request):
    """A passkey that this browser has just made."""
    form = PasskeyForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.WrongStep("This passkey could not be kept. Please try again.")
        codes = actions.add_passkey(
            by=request.actor,
            account=request.user,
            name=form.cleaned_data["name"] or "Passkey",
            credential=form.cleaned_data["credential"],
        )
    except Refusal as refusal:
        context = {"step": queries.second_step(request.actor), "here": here(request)}
        again = _options(passkeys.begin_registration(request.user, passwordless=False))
        context |= {"options": again, "wrong": str(refusal)}
        return render(request, "accounts/set_up.html", context, status=422)
    return _added(request, codes)


def _added(request, codes: list[str]):
    gate.second_step_shown(request)
    tell(by=request.actor, person=request.actor.subject_id, what="step_added")
    if codes:
        return render(request, "accounts/codes.html", {"codes": codes, "first": True})
    return redirect("account")


@_of_staff
@recently_confirmed
def codes(request):
    """New recovery codes, shown once."""
    if request.method != "POST":
        return redirect("account")
    made = actions.new_codes(by=request.actor, account=request.user)
    tell(by=request.actor, person=request.actor.subject_id, what="codes")
    return render(request, "accounts/codes.html", {"codes": made, "first": False})


@require_POST
@_of_staff
@recently_confirmed
def remove(request, pk):
    """Take away a second step, as long as another one stays."""
    try:
        actions.remove(by=request.actor, step=pk)
    except Refusal as refusal:
        return render(request, "accounts/refused.html", {"refusal": refusal}, status=409)
    tell(by=request.actor, person=request.actor.subject_id, what="step_removed")
    return redirect("account")


@_of_staff
def lost(request):
    """What to do when laptop and telephone are gone."""
    return render(request, "accounts/lost.html", {"here": here(request)})


def _options(given: dict) -> str:
    """What a browser needs to make or ask a passkey, as text for an attribute."""
    return json.dumps(given, cls=DjangoJSONEncoder, default=None)
