"""Figures for those who do not know each pupil: governors, and the lead of a federation."""

from django.http import Http404
from django.shortcuts import render

from beside.access.decorators import signed_in
from beside.schools.here import here
from beside.schools.models import Post, School
from beside.ties import wording
from beside.ties.queries import between as between_
from beside.ties.queries import figures
from beside.ties.views.pages import chosen_round


@signed_in
def governors(request, pk):
    """One page to print: every need by year group, and how it was the time before."""
    school = _organised(request, pk)
    found = figures.of_school(request.actor, school)
    context = {"school": school, "found": found, "rows": _named(found)}
    return render(request, "ties/governors.html", context)


@signed_in
def between(request, pk):
    """How the ties between pupils run in a round, in words: counts with nobody in them."""
    school = _organised(request, pk)
    rounds = between_.rounds_with(request.actor, school)
    round_ = chosen_round(request, rounds)
    found = between_.of_round(request.actor, round_) if round_ else None
    context = {"school": school, "rounds": rounds, "round": round_, "found": found}
    return render(request, "ties/between.html", context | {"small": between_.SMALL_SAMPLE})


def _organised(request, pk) -> School:
    """A school whose surveys the actor runs; to others there is no such page."""
    posts = (p for p in here(request).posts if p.school_id == pk and here(request).organises(pk))
    school = next((post.school for post in posts), None)
    if school is None:
        raise Http404
    return school


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
