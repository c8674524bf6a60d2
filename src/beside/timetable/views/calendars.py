"""One's own calendar by a secret link, for the calendar one uses already."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from beside.access.actions import digest
from beside.access.actor import Actor, tell_database
from beside.access.calendar import now, today
from beside.access.decorators import signed_in
from beside.access.limits import guesses
from beside.schools.here import here
from beside.timetable.actions import calendars as actions
from beside.timetable.models import CalendarLink
from beside.timetable.queries import calendars as queries
from beside.web.routes import route_of


@signed_in
def link(request):
    """Make a link, shown once, or end it."""
    if not (here(request).is_pupil or here(request).posts):
        raise Http404
    if request.method == "POST" and "end" in request.POST:
        actions.end_link(by=request.actor, now=now())
        return redirect("calendar_link")
    secret = actions.make_link(by=request.actor, now=now()) if request.method == "POST" else ""
    mine = CalendarLink.objects.visible_to(request.actor).filter(ended_at=None)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[secret])) if secret else ""
    context = {"address": address, "has_link": mine.exists()}
    return render(request, "timetable/calendar.html", context)


def feed(request, secret):
    """The calendar behind a link; one that has ended, or never was, is not there."""
    guess = guesses.begin(request, "calendar")
    if guess is None:
        return HttpResponse(status=429)
    found = CalendarLink.objects.filter(token_hash=digest(secret), ended_at=None).first()
    if found is None:
        raise Http404
    guess.right()
    person = Actor(found.person_id, today())
    tell_database(person, route_of(request))
    text = queries.calendar(queries.sessions_of(person), _("Choice time"), now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
