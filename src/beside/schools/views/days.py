"""The school's calendar and its own numbers."""

from django.shortcuts import get_object_or_404, redirect, render

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.schools import calendars, forms
from beside.schools.actions import calendar as setting
from beside.schools.here import here
from beside.schools.models import Post, SchoolDays
from beside.schools.rules.calendar import is_open, last_known_day, next_open

SETS_DAYS = (Post.Kind.OFFICE, Post.Kind.HEAD, *Post.SAFEGUARDING)


@signed_in
def days(request):
    """The school's calendar and its own numbers on one page: hours, terms, who to ring."""
    school = here(request).school_where(*SETS_DAYS)
    given = _days_forms(request, school)
    if request.method == "POST" and _set_days(request, school, given):
        return redirect("days")
    calendar = calendars.calendar_of(school)
    context = {
        "school": school,
        **given,
        "listed": calendars.days_of(school),
        "has_calendar": calendars.has_calendar(school),
        "ends_on": last_known_day(calendar),
        "is_open": is_open(calendar, now()),
        "opens": next_open(calendar, now()),
    }
    wrong = any(form.errors for form in given.values())
    return render(request, "schools/days.html", context, status=422 if wrong else 200)


def _days_forms(request, school) -> dict:
    do, sent = request.POST.get("do"), request.POST
    calendar = calendars.calendar_of(school)
    hours = {
        f"{end}{day}": span[place]
        for day, span in calendar.hours.items()
        for place, end in enumerate(("opens", "closes"))
    }
    return {
        "hours": forms.HoursForm(sent if do == "hours" else None, initial=hours),
        "add": forms.DaysForm(sent if do == "add" else None),
        "numbers": forms.NumbersForm(
            sent if do == "numbers" else None, instance=calendars.settings_of(school)
        ),
    }


def _set_days(request, school, given: dict) -> bool:
    """Do what a button says; whether it was done."""
    by, do = request.actor, request.POST.get("do")
    if do == "start":
        nation = calendars.settings_of(school).nation
        setting.start_calendar(by=by, school=school, nation=nation)
    elif do == "remove":
        row = get_object_or_404(SchoolDays, pk=request.POST.get("row"), school=school)
        setting.remove_days(by=by, school=school, days=row)
    elif do in given and given[do].is_valid():
        return _set_form(by, school, do, given[do])
    else:
        return False
    return True


def _set_form(by, school, do: str, form) -> bool:
    try:
        if do == "hours":
            setting.set_hours(by=by, school=school, hours=form.hours())
        elif do == "add":
            setting.add_days(by=by, school=school, days=setting.DaysOf(**form.cleaned_data))
        else:
            setting.set_numbers(by=by, school=school, numbers=form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
