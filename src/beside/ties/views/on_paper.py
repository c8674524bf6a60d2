"""A survey on paper: forms to print for a tutor group, and the page on which they are typed in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.schools.models import Group
from beside.ties import questions, wording
from beside.ties.actions import typing
from beside.ties.forms import PaperForm
from beside.ties.queries import typing as queries
from beside.ties.views.rounds import organised

ROWS = {"adult": 4, "peer": 6, "family": 4, "outside": 3}


def _group(request, pk, group) -> tuple:
    found = organised(request, pk)
    in_group = get_object_or_404(Group, pk=group, school=found.school_id)
    pupils = queries.group_of(request.actor, found, in_group)
    if not pupils:
        raise Http404
    return found, in_group, pupils


@signed_in
def forms(request, pk, group):
    """A form a pupil, a page each, to print."""
    found, in_group, pupils = _group(request, pk, group)
    screens = questions.screens_of(found.screens, pupils[0].year_group)
    context = {
        "round": found,
        "group": in_group,
        "pupils": pupils,
        "promise": wording.PROMISES[found.promise],
        "blocks": _blocks(screens),
        "choices": _choices(screens),
        "wishes": "wish" in screens,
        "rings": wording.RINGS.items(),
        "qualities": _qualities(screens),
    }
    return render(request, "ties/paper/forms.html", context)


def _blocks(screens) -> list[dict]:
    return [
        {"question": each, "asked": wording.SCREENS[each], "rows": range(1, ROWS[each] + 1)}
        for each in screens
        if each in questions.PEOPLE
    ]


def _qualities(screens) -> list[tuple]:
    shown = [each for each in (*questions.QUALITIES, "helps") if each in screens]
    return [(each, wording.TICKS[each], wording.SCREENS[each].icon) for each in shown]


def _choices(screens) -> list[tuple]:
    return [
        (each, wording.SCREENS[each].title, wording.CHOICES[each].items())
        for each in questions.CHOICES
        if each in screens
    ]


@signed_in
def type_in(request, pk, group):
    """Type in one form after the other; what was typed cannot be read back."""
    found, in_group, pupils = _group(request, pk, group)
    screens = questions.screens_of(found.screens, pupils[0].year_group)
    form = PaperForm(request.POST or None, pupils=pupils, blocks=_blocks(screens))
    if request.method == "POST" and form.is_valid() and _typed(request, found, form, screens):
        return redirect("paper_type", pk, group)
    context = {
        "round": found,
        "group": in_group,
        "form": form,
        "blocks": form.blocks(),
        "choices": [(*each, request.POST.get(each[0], "")) for each in _choices(screens)],
        "wishes": "wish" in screens,
        "rings": wording.RINGS.items(),
        "qualities": _qualities(screens),
        "left": [each for each in pupils if not each.sent],
        "known": queries.known_names(request.actor, found),
    }
    return render(request, "ties/paper/type.html", context, status=422 if form.errors else 200)


def _typed(request, found, form, screens) -> bool:
    pupil = form.cleaned_data["pupil"]
    try:
        paper = form.paper(queries.resolver(request.actor, found, pupil))
        typing.type_in(
            by=request.actor, round_=found, pupil=pupil, paper=paper, screens=screens, now=now()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Kept. The next one, please."))
    return True
