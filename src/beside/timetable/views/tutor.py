"""Choosing with a pupil, who has chosen, and the noticeboard."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from beside.access.decorators import signed_in
from beside.audit.actions import record_seen
from beside.schools.models import Person
from beside.timetable.queries import cycles, led, lists
from beside.timetable.views import here as at
from beside.timetable.views.pupil import choosing_page


@signed_in
def choose_with(request, pk, pupil):
    """A tutor or head of year sits beside a pupil and chooses with them."""
    cycle = at.at_my_school(request, pk)
    if pupil not in set(led.looked_after(request.actor)):
        raise Http404
    enrolment = get_object_or_404(
        cycles.pupils_of(request.actor, cycle).select_related("person"), person=pupil
    )
    record_seen(by=request.actor.subject_id, pupils=[pupil], what="choice_time")
    name = get_object_or_404(Person.objects.visible_to(request.actor), pk=pupil).first_name
    return choosing_page(request, cycle, enrolment, beside=name)


@signed_in
def chosen(request, pk):
    """Whose list is empty, of those whom the actor looks after."""
    cycle = at.at_my_school(request, pk)
    mine = led.looked_after(request.actor)
    listed = cycles.choosers(request.actor, cycle, mine) if mine else []
    if not listed:
        raise Http404
    record_seen(
        by=request.actor.subject_id, pupils=[c.pupil.pk for c in listed], what="choice_time"
    )
    pupils = [each.pupil.pk for each in listed]
    own = lists.own_choice(request.actor, cycle, pupils) if cycle.published_id else {}
    context = {
        "cycle": cycle,
        "listed": [(each, own.get(each.pupil.pk)) for each in listed],
        "empty": sum(not each.wishes for each in listed),
    }
    return render(request, "timetable/chosen.html", context)


@signed_in
def noticeboard(request, pk):
    """Where everybody is, to hang up: no purposes, no lists, no names of who did not come."""
    cycle = at.at_my_school(request, pk)
    periods, lines = led.noticeboard(request.actor, cycle)
    if not lines or not cycle.published_id:
        raise Http404
    record_seen(
        by=request.actor.subject_id, pupils=[each.pupil.pk for each in lines], what="choice_time"
    )
    context = {"cycle": cycle, "periods": periods, "lines": lines}
    return render(request, "timetable/noticeboard.html", context)
