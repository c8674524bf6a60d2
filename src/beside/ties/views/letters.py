"""Letters to families: printed by tutor group, sent by mail, or as text to copy."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.audit.actions import record_seen
from beside.ties import family_wording as wording
from beside.ties import jobs
from beside.ties.actions import families as actions
from beside.ties.models import Round
from beside.ties.queries import families as queries
from beside.ties.views.rounds import organised
from beside.web.qr import qr


@dataclass(frozen=True)
class Letter:
    """A letter to one parent or carer: their own link as a square, as a code, and as text."""

    carer: str
    children: list[str]
    code: str
    qr: SafeString
    text: str


def _asking(request, pk) -> Round:
    """A survey that asks families and is open; for others there are no letters."""
    found = organised(request, pk)
    if "carer_staff" not in found.questions or found.imported:
        raise Http404
    return found


@signed_in
def letters(request, pk):
    """The tutor groups, and mail to everybody who has not answered."""
    found = _asking(request, pk)
    everyone = queries.families(request.actor, found)
    if request.method == "POST" and found.status == Round.Status.OPEN:
        waiting = [each for each in everyone if not each.answered]
        return _mail(request, found, waiting, redirect("letters", pk))
    context = _page(request, found) | {
        "groups": queries.by_group(everyone),
        "waiting": sum(bool(each.carer.email) and not each.answered for each in everyone),
    }
    return render(request, "ties/letters.html", context)


@signed_in
def of_group(request, pk, group):
    """The families of a tutor group; letters are made at the press of a button."""
    found = _asking(request, pk)
    families = [each for each in queries.families(request.actor, found) if each.group == group]
    if not families:
        raise Http404
    context = _page(request, found) | {"families": families, "group": families[0]}
    if request.method != "POST" or found.status != Round.Status.OPEN:
        return render(request, "ties/letters_of_group.html", context)
    chosen = _chosen(request, families)
    if "mail" in request.POST:
        return _mail(request, found, chosen, redirect("letters_of_group", pk, group))
    if not chosen:
        messages.info(request, _("Tick at least one name."))
        return redirect("letters_of_group", pk, group)
    context |= {"letters": _made(request, found, chosen), "as_text": "text" in request.POST}
    return render(request, "ties/letters_of_group.html", context)


def _page(request, found: Round) -> dict:
    language = written_in(request)
    return {
        "round": found,
        "languages": settings.LANGUAGES,
        "written_in": language,
        "bidi": language in settings.LANGUAGES_BIDI,
        "unchecked": language != settings.LANGUAGE_CODE and language not in queries.checks(),
        "promise": wording.PROMISE,
        "address": request.build_absolute_uri(reverse("family_ask")),
    }


def written_in(request) -> str:
    """The language that letters and mails are asked for in."""
    chosen = request.POST.get("language", request.GET.get("language"))
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _chosen(request, families: list[queries.Family]) -> list[queries.Family]:
    one = request.POST.get("anew")
    ticked = {one} if one else set(request.POST.getlist("carer"))
    return [each for each in families if str(each.carer.pk) in ticked]


def _made(request, found: Round, chosen: list[queries.Family]) -> list[Letter]:
    numbers = actions.make_links(
        by=request.actor,
        round_=found,
        carers=[each.carer.pk for each in chosen],
        anew="anew" in request.POST,
        now=now(),
    )
    children = [child.pk for each in chosen for child in each.children]
    record_seen(by=request.actor.subject_id, pupils=children, what="letter")
    with translation.override(written_in(request)):
        return [_letter(request, found, each, numbers[each.carer.pk]) for each in chosen]


def _letter(request, found: Round, family: queries.Family, number: int) -> Letter:
    code = actions.link_code(found.pk, family.carer.pk, number)
    address = reverse("family", args=[code])
    link = request.build_absolute_uri(f"{address}?language={written_in(request)}")
    words = {"school": found.school.name, "link": request.build_absolute_uri(address)}
    return Letter(
        carer=family.carer.name,
        children=family.first_names,
        code=f"{code[:4]} {code[4:8]} {code[8:]}",
        qr=qr(link),
        text=str(wording.TEXT) % words,
    )


def _mail(request, found: Round, chosen: list[queries.Family], after):
    """Have the worker write to those with an address."""
    carers = [each.carer.pk for each in chosen if each.carer.email]
    numbers = actions.make_links(by=request.actor, round_=found, carers=carers, now=now())
    mail_links(request, found, numbers)
    words = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", len(carers))
    messages.success(request, words % {"n": len(carers)})
    return after


def mail_links(request, found: Round, numbers: Mapping[uuid.UUID, int]) -> None:
    """Have the worker mail these carers their links, by number, in the language asked for."""
    jobs.mail_families.defer(
        round_id=str(found.pk),
        numbers={str(carer): number for carer, number in numbers.items()},
        language=written_in(request),
        address=request.build_absolute_uri(reverse("family_ask")),
    )
