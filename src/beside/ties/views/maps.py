"""The map of a tutor group, and what changed between two rounds."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from beside.access.decorators import signed_in
from beside.audit.actions import record_seen
from beside.schools import queries as schools
from beside.schools.here import here
from beside.schools.models import Enrolment, Group, School
from beside.ties import wording
from beside.ties.models import Round
from beside.ties.queries import changing, maps, measured, states
from beside.ties.queries import wishes as wishes_
from beside.ties.views.pages import chosen_need, chosen_round, led
from beside.ties.views.rounds import organised

PROMISES = {
    "yes_no": _(
        "Pupils were promised that no one sees whom they named. So this page says whether there is"
        " someone, and not who."
    ),
    "names": _(
        "Pupils were told that their tutor and head of year see whom they named, and no one else"
        " does."
    ),
    "choose": _(
        "Pupils choose who sees a name. You see the names they opened to you; no name here does not"
        " mean that there is none."
    ),
}


@signed_in
def group(request, pk):
    """A tutor group, pupil by adult, under the promise of the survey."""
    found = get_object_or_404(Group.objects.select_related("school"), pk=pk)
    enrolments = schools.enrolments_looked_after_in(request.actor, found)
    if not enrolments:
        raise Http404
    pupils = [each.person for each in enrolments]
    year_group = enrolments[0].year_group
    rounds = states.rounds_about(found.school, year_group)
    round_ = chosen_round(request, rounds)
    record_seen(by=request.actor.subject_id, pupils=[p.pk for p in pupils], what="group")
    context = {
        "group": found,
        "year": year_group,
        "rounds": rounds,
        "round": round_,
        "leads": (found.school, year_group) in here(request).years,
        "is_tutor": schools.is_tutor_of(request.actor, pupils[0].pk),
    }
    if round_:
        badges = measured.in_round(request.actor, round_, [p.pk for p in pupils])
        context |= _drawn(maps.group_map(request.actor, round_, pupils), round_, badges)
    return render(request, "ties/group.html", context)


def _drawn(found: maps.Map, round_: Round, badges: measured.Measured | None) -> dict:
    """The map in words, for its template."""
    names = [wording.NEEDS[need].short for need in found.needs]
    shown = {state for row in found.rows for state in row.states}
    return {
        "map": found,
        "needs": names,
        "measures": badges is not None,
        "promise": PROMISES[round_.promise],
        "key": wording.key_of("adult", found=shown),
        "rows": [
            {
                "person": row.person,
                "states": list(zip(names, row.states, strict=True)),
                "near": wording.MEASURED[badges.states[row.person.pk]] if badges else "",
                "mine": row.mine,
                "mine_words": MINE[row.mine.pupil, row.mine.adult],
                "leaves": list(zip(found.adults, row.leaves, strict=True)),
                "is_bare": "nobody" in row.states[:1],
            }
            for row in found.rows
        ],
    }


MINE = {
    (False, False): "",
    (True, False): _("The pupil says you are beside them"),
    (False, True): _("You say you know them"),
    (True, True): _("You and the pupil both say so"),
}


@signed_in
def changes(request, pk):
    """What changed since the round before: who gained somebody, who lost them, who still waits."""
    after = get_object_or_404(Round.objects.select_related("school"), pk=pk)
    found, years = led(request, after.school_id)
    enrolments = list(schools.pupils_of(request.actor, found, years))
    record_seen(by=request.actor.subject_id, pupils=[e.person_id for e in enrolments], what="year")
    choice = chosen_need(request, after.questions)
    context = {"before": _before(found, after), "after": after, "school": found} | choice
    if context["before"]:
        context |= _changed(request.actor, context["before"], after, enrolments, choice["need"])
    return render(request, "ties/changes.html", context)


def _before(school: School, after: Round) -> Round | None:
    """The newest round before this one that asked about some of the same years."""
    return next(
        (
            r
            for r in states.rounds_about(school)
            if r.taken_on < after.taken_on and (not after.year_groups or _overlap(r, after))
        ),
        None,
    )


def _overlap(one: Round, other: Round) -> bool:
    return not one.year_groups or bool(set(one.year_groups) & set(other.year_groups))


def _changed(actor, before: Round, after: Round, enrolments: list[Enrolment], need: str) -> dict:
    found = changing.changes(actor, before, after, enrolments, need)
    missed = changing.not_followed_up(actor, enrolments, before, after) if need == "adult" else []
    return {"changed": found, "not_followed_up": missed}


WISHES = {
    "yes_no": _(
        "Pupils were promised that no one sees whom they named. So this page says how many would"
        " like someone beside them more, and not who."
    ),
    "names": _(
        "Pupils were told that their tutor and head of year see whom they named, and no one else"
        " does. You see those of the pupils whom you look after."
    ),
    "choose": _(
        "Pupils choose who sees a name. You see those they opened to you; no name here does not"
        " mean that there is none."
    ),
}


@signed_in
def wishes(request, pk):
    """Two lists that agree: whom pupils would like beside them more, and which adults have room."""
    found = organised(request, pk)
    if not wishes_.asks_wish(found):
        raise Http404
    board = wishes_.board(request.actor, found)
    record_seen(by=request.actor.subject_id, pupils=board.pupils, what="wishes")
    context = {
        "round": found,
        "board": board,
        "promise": WISHES[found.promise],
        "me": request.actor.subject_id,
    }
    return render(request, "ties/wishes.html", context)
