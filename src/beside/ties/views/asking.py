"""A survey of two sides as its organiser opens it, lets it be tried, and closes it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.schools import queries as schools
from beside.schools.here import ORGANISES, here
from beside.ties import forms, questions
from beside.ties.actions import asking as actions
from beside.ties.models import Round
from beside.ties.views.rounds import organised

PANEL_AT_MOST = 12


@signed_in
def new(request):
    """Open a survey: who is asked, what, and what they are promised."""
    school = here(request).school_where(*ORGANISES)
    years = here(request).years_to_run(school)
    form = forms.SurveyForm(request.POST or None, years=years, today=request.actor.today)
    if request.method == "POST" and form.is_valid():
        chosen = here(request).within(school, form.cleaned_data["year_groups"])
        form.cleaned_data["year_groups"] = chosen
        plan = form.plan(_own_screens(request.POST, years))
        try:
            opened = actions.open_round(by=request.actor, school=school, plan=plan)
            return redirect("round", opened.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "pupils": schools.pupils_of(request.actor, school).count(),
        "by_year": [(year, f"screens-{place}") for place, year in enumerate(years)],
        "screens": form.fields["screens"].choices,
    }
    return render(request, "ties/survey_new.html", context, status=422 if form.errors else 200)


def _own_screens(post, years: list[str]) -> dict[str, list[str]]:
    """The questions of single years, where somebody ticked some for that year alone."""
    chosen = {year: post.getlist(f"screens-{place}") for place, year in enumerate(years)}
    return {
        year: [screen for screen in listed if screen in questions.SCREENS]
        for year, listed in chosen.items()
        if listed
    }


@require_POST
@signed_in
def panel(request, pk):
    """Let a few pupils try it before it opens."""
    found = organised(request, pk)
    typed = set(request.POST.getlist("pupil"))
    pupils = [
        each.person_id
        for each in schools.pupils_of(request.actor, found.school, found.year_groups)
        if str(each.person_id) in typed
    ]
    actions.invite_to_panel(by=request.actor, round_=found, pupils=pupils[:PANEL_AT_MOST])
    return redirect("round", pk)


@require_POST
@signed_in
def open_now(request, pk):
    """The panel has tried it: open it to everybody."""
    try:
        actions.open_after_preview(by=request.actor, round_=organised(request, pk))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("round", pk)
    messages.success(request, _("It is open. Everybody who is asked finds it on their first page."))
    return redirect("round", pk)


@require_POST
@signed_in
def promise(request, pk):
    """Choose another promise, as long as nobody has begun."""
    found, chosen = organised(request, pk), request.POST.get("promise", "")
    if chosen not in Round.Promise.values:
        return redirect("round", pk)
    try:
        actions.change_promise(by=request.actor, round_=found, promise=chosen)
    except Refusal as refusal:
        return render(request, "ties/refused.html", {"refusal": refusal}, status=409)
    messages.success(request, _("The promise was changed."))
    return redirect("round", pk)


@signed_in
def close(request, pk):
    """Close a survey with what was heard, what will be done and by when."""
    found = organised(request, pk)
    form = forms.CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close(by=request.actor, round_=found, now=now(), **form.cleaned_data)
            return redirect("heard", pk)
        except Refusal as refusal:
            form.add_error("by_when", str(refusal))
    context = {"round": found, "form": form}
    return render(request, "ties/close.html", context, status=422 if form.errors else 200)
