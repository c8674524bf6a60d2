"""Older pupils as mentors: who is invited, the short preparation, and what it gives them."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import finds, signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import School
from beside.ties import forms, rules, wording
from beside.ties.actions import mentoring as actions
from beside.ties.models import Mentoring
from beside.ties.queries import mentoring as queries

FOUND_AT_MOST = 20


def _refused(request, refusal: Refusal):
    return render(request, "ties/refused.html", {"refusal": refusal}, status=422)


def _organised(request, pk) -> School:
    """A school where the actor runs something about a year at least."""
    found = get_object_or_404(School, pk=pk)
    if not here(request).years_to_run(found):
        raise Http404
    return found


def _of_my_years(request, school: School, pupils: list[schools.OnRoll]) -> list[schools.OnRoll]:
    """Those of them whose year the actor runs."""
    years = here(request).years_to_run(school)
    return [each for each in pupils if each.year_group in years]


def _mine(request) -> Mentoring:
    found = queries.mine(request.actor)
    if found is None:
        raise Http404
    return found


@finds
@signed_in
def mentors(request, pk):
    """Who is invited, who is prepared, who looks after them; and whom to invite."""
    school = _organised(request, pk)
    if request.method == "POST":
        return _invite(request, school)
    everybody, words = queries.of_school(request.actor, school), request.GET.get("q", "").strip()
    shown = {each.pk for each in _of_my_years(request, school, [e.pupil for e in everybody])}
    listed = [each for each in everybody if each.pupil.pk in shown]
    taken = [each.pupil.pk for each in everybody]
    found = _of_my_years(request, school, queries.not_yet(request.actor, school, words, taken))
    record_seen(by=request.actor.subject_id, pupils=shown, what="mentors")
    context = {
        "school": school,
        "listed": listed,
        "words": words,
        "found": found[:FOUND_AT_MOST],
        "more": len(found) > FOUND_AT_MOST,
        "adults": _adults(request, school),
        "me": request.actor.subject_id,
    }
    return render(request, "ties/mentors.html", context)


def _adults(request, school: School) -> list:
    names = schools.names_of(request.actor, schools.staff_ids(school, request.actor.today))
    return sorted(names.values(), key=lambda each: (each.family_name, each.given_name))


def _invite(request, school: School):
    pupils = schools.pupils_of(request.actor, school, here(request).years_to_run(school))
    pupil = get_object_or_404(pupils, person=_key(request.POST.get("pupil")))
    adult = _key(request.POST.get("adult"))
    try:
        actions.invite(by=request.actor, school=school, pupil=pupil.person_id, adult=adult)
    except Refusal as refusal:
        return _refused(request, refusal)
    words = _("%(name)s finds the invitation on their first page, and may say no.")
    messages.success(request, words % {"name": pupil.person.name})
    return redirect("mentors", school.pk)


def _key(typed: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(typed or "")
    except ValueError as error:
        raise Http404 from error


@require_POST
@signed_in
def end(request, pk):
    """Whoever runs it ends it."""
    found = get_object_or_404(Mentoring.objects.visible_to(request.actor), pk=pk)
    school = _organised(request, found.school_id)
    mine = schools.pupils_of(request.actor, school, here(request).years_to_run(school))
    get_object_or_404(mine, person=found.pupil_id)
    try:
        actions.end(by=request.actor, mentoring=found)
    except Refusal as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Ended. They can open nothing of a younger pupil any more."))
    return redirect("mentors", school.pk)


@signed_in
def mentor(request):
    """The older pupil's own page."""
    found = _mine(request)
    adult = schools.names_of(request.actor, [found.looked_after_by_id])
    context = {
        "mentoring": found,
        "adult": adult.get(found.looked_after_by_id),
        "parts": _parts(found),
        "next": rules.next_part(found.ticked),
        "given": queries.given(request.actor) if found.prepared_on else None,
        "form": forms.NoteForm(),
    }
    return render(request, "ties/mentor.html", context)


def _parts(found: Mentoring) -> list[tuple[str, str, bool]]:
    return [(key, words.title, key in found.ticked) for key, words in wording.PREPARATION.items()]


@require_POST
@signed_in
def answer(request):
    """Yes or no to the invitation; nobody is told which."""
    found, said = _mine(request), request.POST.get("answer")
    if said not in ("yes", "no"):
        return redirect("home")
    actions.answer(by=request.actor, mentoring=found, yes=said == "yes")
    if said == "yes":
        return redirect("mentor")
    messages.success(request, _("Thank you. That is kept, and nobody is told why."))
    return redirect("home")


@signed_in
def prepare(request, part):
    """One screen of the preparation; ticked, it leads to the next."""
    found = _mine(request)
    if part not in wording.PREPARATION or found.said_yes_on is None:
        raise Http404
    if request.method == "POST":
        return _ticked(request, found, part)
    return render(request, "ties/mentor_prepare.html", _screen(request, found, part, error=""))


def _screen(request, found: Mentoring, part: str, *, error: str) -> dict:
    adult = schools.names_of(request.actor, [found.looked_after_by_id])
    return {
        "words": wording.PREPARATION[part],
        "place": list(wording.PREPARATION).index(part) + 1,
        "of": len(wording.PREPARATION),
        "ticked": part in found.ticked,
        "adult": adult.get(found.looked_after_by_id),
        "error": error,
    }


def _ticked(request, found: Mentoring, part: str):
    if not request.POST.get("read"):
        context = _screen(request, found, part, error=_("Tick the box when you have read this."))
        return render(request, "ties/mentor_prepare.html", context, status=422)
    held = actions.tick(by=request.actor, mentoring=found, part=part)
    following = rules.next_part(held.ticked)
    if following:
        return redirect("mentor_prepare", following)
    messages.success(request, _("You are prepared. Thank you for doing this."))
    return redirect("mentor")


@require_POST
@signed_in
def note(request):
    """The older pupil's own words, read by nobody else."""
    found, form = _mine(request), forms.NoteForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        actions.note(by=request.actor, mentoring=found, words=words, now=now())
        messages.success(request, _("Kept. Only you can read it."))
    return redirect("mentor")


@require_POST
@signed_in
def stop(request):
    """The older pupil stops being a mentor."""
    actions.stop(by=request.actor, mentoring=_mine(request))
    messages.success(request, _("You have stopped. Thank you for what you did."))
    return redirect("home")
