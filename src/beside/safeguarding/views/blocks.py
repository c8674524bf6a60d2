"""The page on which leads and the head write, see and lift blocks; nobody else knows of it."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.models import Block
from beside.access.refusals import Refusal
from beside.safeguarding.actions import blocks as actions
from beside.safeguarding.forms import BlockForm, LiftForm
from beside.safeguarding.queries import blocks as queries
from beside.schools.here import here
from beside.schools.models import School

KEEP = ("safeguarding_lead", "safeguarding_deputy", "head")


def _school(request) -> School:
    return here(request).school_where(*KEEP)


@signed_in
@recently_confirmed
def blocks(request):
    """All blocks, and a form to write one: people are found by name, then chosen."""
    school = _school(request)
    posted = request.POST if request.method == "POST" else None
    form = BlockForm(posted, initial={"starts": request.actor.today})
    found = _found(request, school, form)
    if request.method == "POST" and form.is_valid() and _chosen(form, found):
        return _write(request, school, form, found)
    return _page(request, school, form, found, 422 if form.errors else 200)


def _page(request, school: School, form: BlockForm, found: dict, status: int):
    rows = queries.blocks(request.actor)
    context = {
        "school": school,
        "form": form,
        "found": found,
        "asked": request.method == "POST",
        "standing": [each for each in rows if not each.is_over],
        "over": [each for each in rows if each.is_over],
        "lift_form": LiftForm(),
    }
    return render(request, "safeguarding/blocks.html", context, status=status)


def _found(request, school: School, form: BlockForm) -> dict:
    """Those whose names were typed, for either side."""
    if request.method != "POST":
        return {}
    who, whom = (str(form.data.get(name, ""))[:100] for name in ("who", "whom"))
    return {
        "actor": [
            each
            for each in queries.people(request.actor, who)
            if each.person != request.actor.subject_id
        ],
        "pupil": queries.pupils(request.actor, school, whom),
    }


def _chosen(form: BlockForm, found: dict) -> bool:
    """Whether one of those found was chosen on either side."""
    return all(
        form.cleaned_data[side] in {each.person for each in found[side]}
        for side in ("actor", "pupil")
    )


def _write(request, school: School, form: BlockForm, found: dict):
    data = form.cleaned_data
    between = actions.Between(
        **{name: data[name] for name in ("actor", "pupil", "ground", "reason", "starts", "ends")}
    )
    try:
        actions.write(by=request.actor, between=between, now=now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, school, form, found, 422)
    messages.success(
        request,
        _("Kept. Nothing puts the two together from that day on, and nobody is told why."),
    )
    return redirect("blocks")


def _block(request, pk: uuid.UUID) -> Block:
    _school(request)
    return get_object_or_404(Block.objects.visible_to(request.actor), pk=pk)


@require_POST
@signed_in
@recently_confirmed
def change(request, pk):
    """The order was seen; somebody would lift the block; another lifts it, or it stays."""
    found, do = _block(request, pk), request.POST.get("do", "")
    try:
        _do(request, found, do)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("blocks")


def _do(request, found: Block, do: str) -> None:
    by = request.actor
    if do == "seen":
        actions.order_seen(by=by, block=found)
    elif do == "ask":
        form = LiftForm(request.POST)
        words = form.cleaned_data["words"] if form.is_valid() else ""
        actions.ask_to_lift(by=by, block=found, words=words, now=now())
    elif do == "lift":
        actions.lift(by=by, block=found, now=now())
    elif do == "keep":
        actions.keep(by=by, block=found)
    else:
        raise Http404
