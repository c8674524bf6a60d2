"""The year page and the whole school: what is known of each need, pupil by pupil."""

from collections.abc import Collection
from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from beside.access.decorators import signed_in
from beside.audit.actions import record_seen
from beside.schools.here import here
from beside.schools.models import School
from beside.ties import wording
from beside.ties.models import Round
from beside.ties.queries import measured, states
from beside.ties.queries.wishes import asks_wish
from beside.ties.questions import needs_of

SHOWN = 24
TITLES = {
    "nobody": _("Nobody yet"),
    "waiting": _("Waiting to hear"),
    "pupil_only": _("One side only"),
}


def led(request, pk) -> tuple[School, list[str]]:
    """A school with the years in it that the actor leads; to others there is no such page."""
    found = [(school, year) for school, year in here(request).years if school.pk == pk]
    if not found:
        raise Http404
    return found[0][0], [year for _school, year in found]


def chosen_round(request, rounds: list[Round]) -> Round | None:
    """The round asked for, else the first; None where that is not among these."""
    asked = request.GET.get("round")
    if asked:
        return next((r for r in rounds if str(r.pk) == asked), None)
    return rounds[0] if rounds else None


def chosen_need(request, asked: Collection[str]) -> dict[str, Any]:
    """The need a page is about, and those it can be switched to, for a template."""
    needs = needs_of(asked) or ("adult",)
    need = request.GET.get("need", "")
    need = need if need in needs else needs[0]
    return {
        "need": need,
        "asked": wording.NEEDS[need],
        "needs": [(each, wording.NEEDS[each].name) for each in needs],
    }


@signed_in
def year(request, pk, year_group):
    """Nobody, waiting, one-sided; then every need, and the wall of names."""
    found, years = led(request, pk)
    if year_group not in years:
        raise Http404
    rounds = states.rounds_about(found, year_group)
    round_ = chosen_round(request, rounds)
    choice = chosen_need(request, round_.questions if round_ else ())
    listed = states.year(request.actor, found, [year_group], round_, choice["need"])
    group = request.GET.get("group", "")
    shown = listed.in_group(group) if group else listed
    record_seen(
        by=request.actor.subject_id, pupils=[line.person.pk for line in listed.lines], what="year"
    )
    context = {
        "school": found,
        "year_group": year_group,
        "rounds": rounds,
        "round": round_,
        "listed": shown,
        "groups": [each.name for each in listed.by_group()],
        "group": group,
        "wall": shown.by_group(),
        "asks_wish": round_ and _has_wishes(request, round_),
        "key": wording.key_of(choice["need"], found=listed.counts),
        "coverage": _coverage(request.actor, round_, shown),
    } | _measured(request.actor, round_, shown)
    attention = _attention(request, shown, round_, choice["need"])
    return render(request, "ties/year.html", context | choice | attention)


def _has_wishes(request, round_: Round) -> bool:
    """Whether there is a page of wishes that the reader may open, as they run the survey."""
    return asks_wish(round_) and here(request).organises(round_.school_id, round_.year_groups)


def _attention(request, shown: states.Year, round_: Round | None, need: str) -> dict[str, Any]:
    """The pupils to look at first, state by state, and how many more there are."""
    lines = shown.where(*states.ATTENTION)
    lines.sort(key=lambda line: states.ATTENTION.index(line.state))
    at_most = None if "all" in request.GET else SHOWN
    first = states.with_ways_in(request.actor, lines[:at_most], round_, need)
    first = states.with_offers(request.actor, first)
    return {"lists": _lists(first, need), "more": len(lines) - len(first)}


def _lists(lines: list, need: str) -> list[dict]:
    return [
        {
            "state": state,
            "title": title,
            "words": getattr(wording.NEEDS[need], state),
            "lines": [line for line in lines if line.state == state],
        }
        for state, title in TITLES.items()
    ]


def _coverage(actor, round_: Round | None, shown: states.Year) -> list[tuple]:
    """Every need the survey speaks of, by name, with its figure."""
    pupils = [line.person.pk for line in shown.lines]
    found = states.coverage(actor, round_, pupils) if round_ and pupils else []
    return [(wording.NEEDS[each.need].name, each) for each in found]


def _measured(actor, round_: Round | None, shown: states.Year) -> dict[str, Any]:
    """What badges measured, and the pupils who were never near an adult's."""
    found = measured.in_round(actor, round_, [line.person.pk for line in shown.lines])
    never = [
        line.person
        for line in shown.lines
        if found and found.states[line.person.pk] == measured.NONE
    ]
    return {"measured": found, "never_near": never}


@signed_in
def school(request, pk):
    """The whole school as plots: every square one pupil, by state."""
    found, years = led(request, pk)
    rounds = states.rounds_about(found)
    round_ = chosen_round(request, rounds)
    choice = chosen_need(request, {question for r in rounds for question in r.questions})
    listed = states.year_by_year(request.actor, found, years, round_, rounds, choice["need"])
    everyone = [square.pupil for _y, each in listed for square in each.lines]
    record_seen(by=request.actor.subject_id, pupils=everyone, what="school")
    totals = sum((each.counts for _y, each in listed), start=states.Counter())
    context = {
        "school": found,
        "rounds": rounds,
        "round": round_,
        "years": listed,
        "totals": totals,
        "pupils": sum(totals.values()),
        "asks_wish": round_ and asks_wish(round_),
        "key": wording.key_of(choice["need"], found=totals),
        "organises": here(request).organises(found.pk),
    }
    return render(request, "ties/school.html", context | choice)
