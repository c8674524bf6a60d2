"""What people say so that somebody who fits is found."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from beside.access.calendar import now
from beside.access.decorators import finds, signed_in
from beside.access.refusals import Refusal
from beside.audit.actions import record_seen
from beside.schools.here import here
from beside.schools.models import Post
from beside.ties import forms, rules, wording
from beside.ties.actions import fit as actions
from beside.ties.queries import fit as queries


@signed_in
def spoken(request):
    """The languages I speak besides English."""
    found = here(request)
    if not found.is_pupil:
        found.school_where(*Post.Kind)
    listed = queries.languages(request.actor)
    form = forms.SpokenForm(request.POST if request.method == "POST" else None, listed=listed)
    if request.method == "POST" and form.is_valid():
        actions.speak(by=request.actor, languages=form.languages)
        messages.success(request, _("Kept. Only you can read this list."))
        return redirect("spoken")
    context = {
        "form": form,
        "known": wording.LANGUAGES,
        "is_pupil": found.is_pupil,
        "back": "my_people" if found.is_pupil else "home",
    }
    return render(request, "ties/spoken.html", context, status=422 if form.errors else 200)


@finds
@signed_in
def gladly(request):
    """Beside whom I would gladly be: a short list, the first first."""
    school = here(request).staff_school
    refusal = _press(request, school) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return redirect("gladly")
    typed, listed = request.GET.get("name", ""), queries.gladly(request.actor, school)
    taken = {each.pk for each in listed}
    found = [e for e in queries.find(request.actor, school, typed) if e.pk not in taken]
    seen = [each.pk for each in found]
    record_seen(by=request.actor.subject_id, pupils=seen, what="search")
    context = {
        "listed": listed,
        "typed": typed,
        "found": found,
        "refusal": refusal,
        "most": rules.GLADLY_AT_MOST,
    }
    return render(request, "ties/gladly.html", context, status=409 if refusal else 200)


def _press(request, school) -> str:
    do = request.POST.get("do", "")
    try:
        pupil = uuid.UUID(request.POST.get("pupil", ""))
    except ValueError:
        return _("Pick a name first.")
    if do not in rules.GLADLY:
        return _("That button was not understood. Nothing has changed.")
    try:
        actions.change_gladly(by=request.actor, school=school, do=do, pupil=pupil, now=now())
    except Refusal as refusal:
        return str(refusal)
    return ""
