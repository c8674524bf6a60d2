"""What two colleagues do together: let somebody in again, and say yes to a domain."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed
from beside.accounts import queries
from beside.accounts.actions import school_accounts, second_steps
from beside.accounts.letters import tell
from beside.accounts.providers import find as find_provider
from beside.accounts.providers import providers
from beside.accounts.views.you import with_account
from beside.schools.here import here
from beside.schools.models import Person
from beside.schools.queries import names_of, staff_ids


@with_account
@recently_confirmed
def find(request):
    """Which colleague stands before one."""
    school = here(request).school_where(*queries.VOUCHING_POSTS)
    people = names_of(request.actor, staff_ids(school, request.actor.today)).values()
    others = [each for each in people if each.pk != request.actor.subject_id]
    rows = sorted(others, key=lambda each: (each.family_name, each.given_name))
    return render(request, "accounts/let_in_find.html", {"rows": rows})


@with_account
@recently_confirmed
def vouch(request, person):
    """Say that this colleague stands before one; the second person's word lets them in."""
    here(request).school_where(*queries.VOUCHING_POSTS)
    found = get_object_or_404(Person.objects.visible_to(request.actor), pk=person)
    if not queries.may_vouch_for(request.actor, found.pk):
        raise Http404
    done = False
    if request.method == "POST":
        done = second_steps.vouch(by=request.actor, person=found.pk, now=now())
        tell(by=request.actor, person=found.pk, what="let_in" if done else "vouched")
    said = queries.vouched(request.actor, found.pk)
    names = names_of(request.actor, [each.colleague_id for each in said])
    context = {
        "person": found,
        "done": done,
        "mine": any(each.colleague_id == request.actor.subject_id for each in said),
        "others": [
            names[each.colleague_id].name
            for each in said
            if each.colleague_id != request.actor.subject_id and each.colleague_id in names
        ],
    }
    return render(request, "accounts/let_in.html", context)


@with_account
@recently_confirmed
def domains(request):
    """Which domains may be linked without a card or a password, and who said so."""
    here(request).school_where(*queries.VOUCHING_POSTS)
    if request.method == "POST":
        _answer(request)
        return redirect("domains")
    rows = [
        _row(request, provider, domain) for provider in providers() for domain in provider.domains
    ]
    return render(request, "accounts/domains.html", {"rows": rows})


def _row(request, provider, domain: str) -> dict:
    said = queries.yes_to(request.actor, provider.issuer, domain)
    names = names_of(request.actor, [each.by_id for each in said])
    return {
        "provider": provider,
        "domain": domain,
        "mine": any(each.by_id == request.actor.subject_id for each in said),
        "names": [
            names[each.by_id].name if each.by_id in names else _("Somebody") for each in said
        ],
        "open": len(said) >= 2,
    }


def _answer(request) -> None:
    provider = find_provider(request.POST.get("provider", ""))
    domain = request.POST.get("domain", "")
    if provider is None or domain not in provider.domains:
        raise Http404
    if request.POST.get("answer") == "yes":
        school_accounts.say_yes(by=request.actor, issuer=provider.issuer, domain=domain)
    else:
        school_accounts.take_back(
            by=request.actor, issuer=provider.issuer, domain=domain, now=now()
        )
