"""Signing in with an account of the school: to the provider, back, and once the first link."""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import login
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from beside.access import actions as access
from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.limits import ledger
from beside.access.models import Account, SignInCard
from beside.access.queries import at_address
from beside.access.refusals import Refusal
from beside.accounts import queries
from beside.accounts.actions import school_accounts as actions
from beside.accounts.assertions import SamlProvider
from beside.accounts.forms import FirstLinkForm
from beside.accounts.letters import tell
from beside.accounts.models import SchoolAccount
from beside.accounts.providers import conversation, find, speaks_saml
from beside.accounts.rules import Identity, NotOurs, Provider, Unreachable
from beside.web.bodies import ANSWER, takes_answers
from beside.web.routes import route_of

BACKEND = "beside.access.sessions.Accounts"
FIRST_LINKS = ledger.Limit("first-link.person", most=10, seconds=600)
FIRST_LINK_WITHIN = timedelta(minutes=10)
# What stands around an answer in the form, and signs that a form writes longer, is about a quarter.
LONGEST_ANSWER = ANSWER * 3 // 4
WRONG = gettext_lazy(
    "This is neither your password nor the code of a card of yours that still works."
)


def _provider(key: str) -> Provider | SamlProvider:
    found = find(key)
    if found is None:
        raise Http404
    return found


def start(request, key):
    """Off to the provider, with what only this browser has."""
    provider = _provider(key)
    if _is_in(request):
        return redirect("home")
    try:
        return conversation(provider).start(request, provider, _back_to(request, key))
    except Unreachable as refusal:
        return _refused(request, str(refusal), 503)


def _back_to(request, key: str) -> str:
    return request.build_absolute_uri(reverse("school_account_back", args=[key]))


@takes_answers
@csrf_exempt
def back(request, key):
    """Back from the provider: in, where the account is linked; else to the first link.

    What stands for a token against forged posts is the request that this browser sent, which the
    answer must name.
    """
    provider = _provider(key)
    method = "POST" if speaks_saml(provider) else "GET"
    if request.method != method:
        return HttpResponseNotAllowed([method])
    if speaks_saml(provider) and "here" not in request.POST:
        return _brought_here(request)
    if _is_in(request):
        return _refused(request, _("Somebody is signed in here. Sign out first."), 409)
    try:
        _acts(request, None)
        who = conversation(provider).who(request, provider, _back_to(request, key))
        return _in(request, who) or _first_link(request, who)
    except NotOurs as refusal:
        return _refused(request, str(refusal), 403)
    except Refusal as refusal:
        return _refused(request, str(refusal), 409)


def _is_in(request) -> bool:
    return "_auth_user_id" in request.session


def _brought_here(request):
    """What the provider’s page posts comes without our cookies: a page of ours sends it on."""
    answer = request.POST.get("SAMLResponse", "")
    if not 0 < len(answer) <= LONGEST_ANSWER:
        words = _("That did not work. Start again from the page where you sign in.")
        return _refused(request, words, 409)
    return render(request, "accounts/brought_here.html", {"answer": answer})


def _refused(request, words: str, status: int):
    return render(request, "accounts/not_in.html", {"words": words}, status=status)


def _in(request, who: Identity):
    kept = SchoolAccount.objects.filter(
        issuer=who.issuer, identifier=who.identifier, ended_at=None
    ).first()
    if kept is None:
        return None
    _check_not_given_on(kept, who)
    actor = _acts(request, kept.person_id)
    account = Account.objects.filter(pk=kept.person_id, is_active=True).first()
    if account is None:
        raise NotOurs(_("This account is locked. Ask the school office to open it."))
    actions.used(by=actor, kept=kept, now=now())
    return _signed_in(request, account, who.stepped_at)


def _check_not_given_on(kept: SchoolAccount, who: Identity) -> None:
    """Refused where the provider gave this name to whoever the roll has at the address now."""
    if any(each != kept.person_id for each in at_address(who.address)):
        raise NotOurs(_("This account was linked to somebody else. Ask the school office."))


def _acts(request, person: UUID | None) -> Actor:
    actor = Actor(person, today())
    tell_database(actor, route_of(request), "sign-in")
    return actor


def _signed_in(request, account: Account, stepped_at: datetime | None):
    request.session.flush()
    login(request, account, backend=BACKEND)
    request.session["beside_came_by"] = "sso"
    if stepped_at:
        request.session["beside_step_at"] = stepped_at.isoformat()
    return redirect("home")


def _first_link(request, who: Identity):
    """Only for the one person at the verified address, and not by the address alone."""
    person = _person(who)
    actor = _acts(request, person)
    mine = SchoolAccount.objects.filter(person=person, issuer=who.issuer, ended_at=None)
    if mine.exists():
        raise actions.OtherAccount(
            _("Another account of your school is linked to you already. Sign in with that one.")
        )
    if queries.domain_is_open(who.issuer, who.domain, person):
        return _linked(request, actor, who)
    stepped = who.stepped_at.isoformat() if who.stepped_at else ""
    request.session["beside_first_link"] = asdict(who) | {
        "stepped_at": stepped,
        "until": (now() + FIRST_LINK_WITHIN).isoformat(),
    }
    return redirect("school_account_first")


def _person(who: Identity) -> UUID:
    found = at_address(who.address)
    if not found:
        raise NotOurs(
            _(
                "The school’s list has nobody, or more than one person, at the address of this "
                "account. Sign in with your card or your password, or ask the school office."
            )
        )
    return found[0]


def first(request):
    """Once: the password of before, or the card."""
    who = None if _is_in(request) else _waiting(request)
    if who is None:
        return redirect("account_login")
    form = FirstLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _person(who)
        if _proven(request, person, form.cleaned_data["proof"]):
            return _linked(request, _acts(request, person), who)
        form.add_error("proof", WRONG)
    status = 422 if form.errors else 200
    context = {"form": form, "address": who.address}
    return render(request, "accounts/first_link.html", context, status=status)


def _waiting(request) -> Identity | None:
    kept = dict(request.session.get("beside_first_link") or {})
    if not kept or now() > datetime.fromisoformat(kept.pop("until")):
        return None
    stepped = kept.pop("stepped_at")
    return Identity(**kept, stepped_at=datetime.fromisoformat(stepped) if stepped else None)


def _proven(request, person: UUID, proof: str) -> bool:
    """Whether the owner's own card or password was shown; wrong tries are counted."""
    tried = ledger.take(FIRST_LINKS, str(person))
    if tried is None or not _is_known(request, person, proof):
        return False
    ledger.give_back(tried)
    return True


def _is_known(request, person: UUID, proof: str) -> bool:
    account = Account.objects.filter(pk=person, is_active=True).first()
    if account and account.has_usable_password() and account.check_password(proof):
        return True
    card = SignInCard.objects.filter(subject=person, code_hash=access.card_digest(proof)).first()
    if card is None:
        return False
    try:
        access.use_card(by=_acts(request, person), card=card, now=now())
    except Refusal:
        return False
    return True


def _linked(request, actor: Actor, who: Identity):
    account = actions.link(by=actor, identity=who, now=now())
    if not account.is_active:
        raise NotOurs(_("This account is locked. Ask the school office to open it."))
    tell(by=actor, person=account.pk, what="linked")
    return _signed_in(request, account, who.stepped_at)
