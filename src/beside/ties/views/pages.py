"""The year page, the whole school, and what changed between two rounds."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from beside.access.decorators import signed_in
from beside.audit.actions import record_seen
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import School
from beside.ties.models import Round
from beside.ties.queries import states


def _led(request, pk) -> tuple[School, list[str]]:
    """A school with the years in it that the actor leads."""
    led = [(school, year) for school, year in here(request).years if school.pk == pk]
    if not led:
        raise Http404
    return led[0][0], [year for _school, year in led]


def _round(request, rounds: list[Round]) -> Round | None:
    asked = request.GET.get("round")
    if asked:
        return next((r for r in rounds if str(r.pk) == asked), None)
    return rounds[0] if rounds else None


@signed_in
def year(request, pk, year_group):
    """Nobody, waiting, one-sided; then the wall of names."""
    found, years = _led(request, pk)
    if year_group not in years:
        raise Http404
    rounds = states.rounds_about(found, year_group)
    round_ = _round(request, rounds)
    listed = states.year(request.actor, found, [year_group], round_)
    group = request.GET.get("group", "")
    shown = listed.in_group(group) if group else listed
    record_seen(
        by=request.actor.subject_id, pupils=[line.person.pk for line in listed.lines], what="year"
    )
    attention = shown.where(*states.ATTENTION)
    attention.sort(key=lambda line: states.ATTENTION.index(line.state))
    at_most = None if "all" in request.GET else SHOWN
    shown_lines = states.with_ways_in(request.actor, attention[:at_most], round_)
    shown_lines = states.with_offers(request.actor, shown_lines)
    context = {
        "school": found,
        "year_group": year_group,
        "years": years,
        "rounds": rounds,
        "round": round_,
        "listed": shown,
        "groups": [each.name for each in listed.by_group()],
        "group": group,
        "lists": _lists(shown_lines),
        "more": len(attention) - len(shown_lines),
        "wall": shown.by_group(),
    }
    return render(request, "ties/year.html", context)


SHOWN = 24

LISTS = (
    ("nobody", _("Nobody yet"), _("The pupil told us, or every adult asked has said so.")),
    (
        "waiting",
        _("Waiting to hear"),
        _("No adult has said they know them; we have not heard from the pupil."),
    ),
    ("pupil_only", _("One side only"), _("The pupil named an adult; no adult has named them.")),
)


def _lists(lines: list) -> list[dict]:
    return [
        {
            "state": state,
            "title": title,
            "words": words,
            "lines": [line for line in lines if line.state == state],
        }
        for state, title, words in LISTS
    ]


@signed_in
def school(request, pk):
    """The whole school as plots: every square one pupil, by state."""
    found, years = _led(request, pk)
    rounds = states.rounds_about(found)
    listed = states.year_by_year(request.actor, found, years, _round(request, rounds), rounds)
    everyone = [square.pupil for _y, each in listed for square in each.lines]
    record_seen(by=request.actor.subject_id, pupils=everyone, what="school")
    totals = sum((each.counts for _y, each in listed), start=states.Counter())
    context = {
        "school": found,
        "rounds": rounds,
        "round": _round(request, rounds),
        "years": listed,
        "totals": totals,
        "pupils": sum(totals.values()),
    }
    return render(request, "ties/school.html", context)


@signed_in
def changes(request, pk):
    """What changed since the round before: who gained somebody, who lost them, who still waits."""
    after = get_object_or_404(Round.objects.select_related("school"), pk=pk)
    found, years = _led(request, after.school_id)
    earlier = [
        r
        for r in states.rounds_about(found)
        if r.taken_on < after.taken_on and (not after.year_groups or _overlap(r, after))
    ]
    enrolments = list(schools.pupils_of(request.actor, found, years))
    record_seen(by=request.actor.subject_id, pupils=[e.person_id for e in enrolments], what="year")
    before = earlier[0] if earlier else None
    changed = states.changes(request.actor, before, after, enrolments) if before else {}
    context = {"before": before, "after": after, "changed": changed, "school": found}
    context["not_followed_up"] = states.not_followed_up(request.actor, enrolments, before, after)
    return render(request, "ties/changes.html", context)


def _overlap(one: Round, other: Round) -> bool:
    return not one.year_groups or bool(set(one.year_groups) & set(other.year_groups))
