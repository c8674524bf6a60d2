"""Who learns with whom, for colleagues, opened by each for themselves."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.schools.here import here
from beside.ties import wording
from beside.ties.actions import sharing
from beside.ties.queries import colleagues as queries


@signed_in
def colleagues(request):
    """My own line, then those that colleagues opened."""
    found = queries.page(request.actor, here(request).staff_school)
    context = {
        "page": found,
        "taught": [(each, wording.SHARED[band]) for each, band in found.taught],
        "others": [(each, wording.SHARED.get(each.shared, "")) for each in found.others],
    }
    return render(request, "ties/colleagues.html", context)


@require_POST
@signed_in
def let_see(request):
    """Let colleagues see my line, or close it again: one press each way."""
    school, said = here(request).staff_school, request.POST.get("opened")
    if said in ("yes", "no"):
        sharing.let_colleagues_see(by=request.actor, school=school, opened=said == "yes", now=now())
    return redirect("colleagues")
