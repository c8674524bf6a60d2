"""Choice time as an adult of the school sees it."""

from django.shortcuts import render

from beside.access.calendar import now
from beside.schools import queries as schools
from beside.schools.here import ORGANISES, here
from beside.timetable.models import Cycle
from beside.timetable.queries import cycles, led, peers


def _runs(request, cycle: Cycle) -> bool:
    return here(request).organises(cycle.school_id, cycle.year_groups)


def overview(request):
    """My sessions and their registers, whose list is empty, and the cycles for who plans them."""
    school = here(request).staff_school
    listed = list(cycles.cycles_of(school)[:6])
    organises = here(request).holds(*ORGANISES)
    looks_after = bool(schools.tutor_groups(request.actor))
    mine = peers.to_come(request.actor, now())
    helpers = peers.of_sessions(request.actor, mine) if mine else {}
    context = {
        "school": school,
        "helped": [(each, helpers.get(each.pk)) for each in mine],
        "organises": organises,
        "cycles": [(c, cycles.standing(c, now())) for c in listed if _runs(request, c)],
        "sessions": led.sessions_led(request.actor, now()),
        "choosing": [
            (c, cycles.choosers(request.actor, c, led.looked_after(request.actor)))
            for c in listed
            if looks_after and cycles.standing(c, now()) == "open"
        ],
        "open": [c for c in listed if cycles.standing(c, now()) == "open"],
        "given": [c for c in listed if c.published_id and looks_after],
    }
    return render(request, "timetable/overview.html", context)
