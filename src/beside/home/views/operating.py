"""The operator's page: how Beside runs, and nothing about anybody."""

from django.shortcuts import render

from beside.access.calendar import now
from beside.access.decorators import signed_in
from beside.home import operating
from beside.schools.here import here
from beside.schools.models import Post

READERS = (Post.Kind.OFFICE, Post.Kind.HEAD)


@signed_in
def how_it_runs(request):
    """For the office and the head; to others there is no such page."""
    found = here(request)
    found.school_where(*READERS)
    lines = operating.lines(found.actor, now())
    looks = [line for line in lines if line.wants_a_look]
    return render(request, "home/how_it_runs.html", {"lines": lines, "looks": looks})
