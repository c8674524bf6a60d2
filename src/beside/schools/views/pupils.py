"""The list of pupils on the roll, and the page on which the office changes one of them."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from beside.access.decorators import signed_in
from beside.schools import forms
from beside.schools.here import here
from beside.schools.models import Enrolment, Post, School
from beside.schools.queries import desk

A_PAGE = 60


def office(request) -> School:
    """The school whose roll the actor keeps; for others there is no such page."""
    return here(request).school_where(Post.Kind.OFFICE)


def on_the_roll(request, pk) -> Enrolment:
    """A pupil of that school by id, also one who is still to join or about to leave."""
    found = Enrolment.objects.visible_to(request.actor).select_related("person", "tutor_group")
    return get_object_or_404(found, person=pk, school=office(request))


@signed_in
def pupils(request):
    """Pupils of a school: by year and tutor group, by name, or by what is about to happen."""
    school = office(request)
    chosen = forms.PupilFilter(
        request.POST or request.GET, school=school, today=request.actor.today
    )
    rows = desk.pupils(request.actor, school, chosen.wanted)
    context = {
        "school": school,
        "filter": chosen,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "found": len(rows),
        "whole": desk.count(school, request.actor.today),
        "waiting": desk.waiting(request.actor, school),
    }
    return render(request, "schools/pupils.html", context)


@signed_in
def pupil(request, pk, form=None, what=""):
    """One pupil: what the roll says of them, and the four things the office may change."""
    enrolment = on_the_roll(request, pk)
    school, today = enrolment.school, request.actor.today
    shown = {kind: of(enrolment=enrolment, today=today) for kind, of in forms.CHANGES.items()}
    if form is not None:
        shown[what] = form
    context = {
        "row": desk.row(enrolment, today, has_account=False),
        "person": enrolment.person,
        "school": school,
        "changes": [(kind, TITLES[kind], shown[kind], kind == what) for kind in shown],
        "waiting": desk.waiting_for(request.actor, school, enrolment.person.source_id),
        "tutors": desk.tutors(request.actor, enrolment.tutor_group_id),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "schools/pupil.html", context, status=status)


TITLES = {"move": _("Moves"), "leave": _("Leaves"), "rename": _("Name")}
CHANGED = {
    "move": _("%(name)s moves to another tutor group on %(day)s. You can take it back."),
    "leave": _("%(name)s leaves on %(day)s. You can take it back."),
    "rename": _("The name is put right. You can take it back."),
}
