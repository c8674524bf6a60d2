"""Figures for those who do not know each pupil: governors, and the lead of a federation."""

from django.http import Http404
from django.shortcuts import render

from beside.access.decorators import signed_in
from beside.schools.here import ORGANISES, here
from beside.schools.models import Post
from beside.ties import wording
from beside.ties.queries import figures


@signed_in
def governors(request, pk):
    """One page to print: every need by year group, and how it was the time before."""
    posts = (p for p in here(request).posts if p.kind in ORGANISES and p.school_id == pk)
    school = next((post.school for post in posts), None)
    if school is None:
        raise Http404
    found = figures.of_school(request.actor, school)
    context = {"school": school, "found": found, "rows": _named(found)}
    return render(request, "ties/governors.html", context)


@signed_in
def federation(request):
    """The same across the schools, as counts alone."""
    school = here(request).school_where(Post.Kind.FEDERATION_LEAD)
    found = figures.of_federation(request.actor, school.federation_id)
    context = {"federation": school.federation, "found": found, "rows": _named(found)}
    return render(request, "ties/federation.html", context)


def _named(found: figures.Table) -> list[dict]:
    return [
        {"name": wording.NEEDS[need].name, "cells": list(zip(found.columns, cells, strict=True))}
        for need, cells in found.rows
    ]
