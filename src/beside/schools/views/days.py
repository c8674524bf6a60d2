"""The page on which a school sets its calendar, opening hours, phone numbers and time limits."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.access.refusals import Refusal
from beside.schools import calendars, forms
from beside.schools.actions import calendar as calendar_actions
from beside.schools.here import here
from beside.schools.models import Post, SchoolDays
from beside.schools.rules.calendar import is_open, last_known_day, next_open

# The kinds of post whose holders may use this page.
MAY_SET_CALENDAR = (Post.Kind.OFFICE, Post.Kind.HEAD, *Post.SAFEGUARDING)


@signed_in
def days(request):
    """Show the calendar and settings of the actor's school, and save what is posted."""
    school = here(request).school_where(*MAY_SET_CALENDAR)
    shown_forms = _days_forms(request, school)
    if request.method == "POST" and _set_days(request, school, shown_forms):
        return redirect("days")
    calendar = calendars.calendar_of(school)
    context = {
        "school": school,
        **shown_forms,
        "listed": calendars.days_of(school),
        "has_calendar": calendars.has_calendar(school),
        "ends_on": last_known_day(calendar),
        "is_open": is_open(calendar, now()),
        "opens": next_open(calendar, now()),
    }
    wrong = any(form.errors for form in shown_forms.values())
    return render(request, "schools/days.html", context, status=422 if wrong else 200)


def _days_forms(request, school) -> dict:
    """The three forms of the page; only the one whose button was pressed holds what was sent."""
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


def _set_days(request, school, shown_forms: dict) -> bool:
    """Carry out the button that was pressed; return whether the page is to be shown anew.

    Where a form is not valid, or the action refuses, the errors are on that form.
    """
    by, do = request.actor, request.POST.get("do")
    if do == "start":
        _start(request, school)
    elif do == "remove":
        row = get_object_or_404(SchoolDays, pk=request.POST.get("row"), school=school)
        calendar_actions.remove_days(by=by, school=school, days=row)
    elif do in shown_forms and shown_forms[do].is_valid():
        return _set_form(by, school, do, shown_forms[do])
    else:
        return False
    return True


def _start(request, school) -> None:
    """Put in the terms of the nation; on a stale page there are some by now, and it says so."""
    nation = calendars.settings_of(school).nation
    try:
        calendar_actions.start_calendar(by=request.actor, school=school, nation=nation)
    except Refusal as refusal:
        messages.error(request, str(refusal))


def _set_form(by, school, do: str, form) -> bool:
    """Save a valid form; a refusal becomes an error on the form. Return whether it was saved."""
    try:
        if do == "hours":
            calendar_actions.set_hours(by=by, school=school, hours=form.hours())
        elif do == "add":
            calendar_actions.add_days(
                by=by, school=school, days=calendar_actions.DaysOf(**form.cleaned_data)
            )
        else:
            calendar_actions.set_numbers(by=by, school=school, numbers=form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
