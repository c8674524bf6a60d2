"""Keeping the figures of rounds whose asking has ended, safe to show to whoever may see counts."""

import uuid
from collections import Counter, defaultdict
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from beside.access import scopes
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.measures import safe
from beside.schools.models import Enrolment
from beside.ties import measuring
from beside.ties.models import Figure, Nomination, Respondent, Round, State, TieFigure
from beside.ties.queries.states import WITH_SOMEONE
from beside.ties.queries.wishes import QUESTION, asks_wish
from beside.ties.questions import needs_of

INSIDE, OUTSIDE = 5, 10
KEPT_FOR = timedelta(days=400)

Kept = dict[tuple[uuid.UUID, str, str], safe.Safe]


def rounds_to_keep(by: Actor) -> QuerySet[Round]:
    """Rounds whose asking has ended, and of which no figures as new as their states are kept."""
    states = State.objects.filter(round=OuterRef("pk")).order_by("-reckoned_at")
    figures = Figure.objects.filter(round=OuterRef("pk")).order_by("-reckoned_at")
    ended = Round.objects.filter(
        status__in=(Round.Status.ENDED, Round.Status.CLOSED), taken_on__gt=by.today - KEPT_FOR
    )
    of_ties = TieFigure.objects.filter(round=OuterRef("pk"))
    lacks_ties = Q(questions__contains=["peer"]) & ~Exists(of_ties)
    return ended.annotate(
        newest=Subquery(states.values("reckoned_at")[:1]),
        kept=Subquery(figures.values("reckoned_at")[:1]),
    ).filter(Q(kept=None) | Q(newest__gt=F("kept")) | lacks_ties, newest__isnull=False)


@action
def keep_figures(*, by: Actor, round_: Round, now: datetime) -> None:
    """Keep a round's figures by need and year group, and those of the ties between its pupils.

    Done again, they take the place of the first. Runs as the reckoner.
    Year groups are those of that day: what is kept stays when pupils move up.
    """
    kept = _figures(round_)
    Figure.objects.filter(round=round_).update(
        numerator=None, denominator=None, not_known=None, hint="", reckoned_at=now
    )
    Figure.objects.bulk_create(
        [
            Figure(
                round=round_,
                scope_id=scope,
                need=need,
                cohort=cohort,
                reckoned_at=now,
                **figure._asdict(),
            )
            for (scope, need, cohort), figure in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["round", "scope_id", "need", "cohort"],
        update_fields=["numerator", "denominator", "not_known", "hint", "reckoned_at"],
    )
    if "peer" in round_.questions:
        _keep_ties(round_, now)


COUNTS_OF_TIES = ["numerator", "denominator", "not_known", "expected"]


def _keep_ties(round_: Round, now: datetime) -> None:
    inside = scopes.pupils(round_.school_id)
    TieFigure.objects.filter(round=round_).update(**dict.fromkeys(COUNTS_OF_TIES), reckoned_at=now)
    TieFigure.objects.bulk_create(
        [
            TieFigure(round=round_, scope_id=inside, reckoned_at=now, **each._asdict())
            for each in measuring.between(round_, INSIDE)
        ],
        update_conflicts=True,
        unique_fields=["round", "scope_id", "measure", "by", "group", "towards"],
        update_fields=[*COUNTS_OF_TIES, "reckoned_at"],
    )


def _figures(round_: Round) -> Kept:
    """By reader, need and cohort: inside by year group and in all, outside in all alone.

    Inside, also how many pupils would like somebody beside them more.
    """
    inside = scopes.pupils(round_.school_id)
    outside = scopes.federation(round_.school.federation_id)
    kept: Kept = {}
    counted = _counts(round_)
    for need, counts in (counted | {QUESTION: _wishes(round_)}).items():
        by_year = safe.coverage(counts, INSIDE)
        if len(counts) == 1:
            by_year[safe.ALL] = next(iter(by_year.values()))
        kept |= {(inside, need, year): figure for year, figure in by_year.items()}
    for need, counts in counted.items():
        whole = safe.Counts(*map(sum, zip(*counts.values(), strict=True)))
        kept[outside, need, ""] = safe.coverage({"": whole}, OUTSIDE)[""]
    return kept


def _counts(round_: Round) -> dict[str, dict[str, safe.Counts]]:
    """By need and year group, of the years the round asked about."""
    found = State.objects.filter(round=round_, need__in=needs_of(round_.questions))
    rows = found.annotate(year=_year_of("pupil", round_)).values_list("need", "year", "state")
    states: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for need, group, state, pupils in rows.annotate(Count("pk")):
        if round_.asks_about(group or ""):
            states[need][group or NO_YEAR][state] += pupils
    return {
        need: {each: _counted(counts) for each, counts in by_year.items()}
        for need, by_year in states.items()
    }


def _year_of(field: str, round_: Round) -> Subquery:
    year = Enrolment.objects.filter(person=OuterRef(field), school=round_.school_id)
    return Subquery(year.values("year_group")[:1])


def _wishes(round_: Round) -> dict[str, safe.Counts]:
    """By year group, the pupils with somebody they would like beside them more, of those heard.

    None where pupils choose for each name who sees it: there they say so themselves.
    """
    if round_.promise == Round.Promise.CHOOSE or not asks_wish(round_):
        return {}
    named = Nomination.objects.filter(round=round_, question=QUESTION, answer=True)
    asked = Respondent.objects.filter(round=round_, question="survey", asked=True)
    rows = asked.annotate(
        year=_year_of("person", round_), wishes=Exists(named.filter(ego=OuterRef("person")))
    )
    heard: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for year, sent, wishes in rows.values_list("year", "answered", "wishes"):
        heard[year or NO_YEAR][sent, sent and wishes] += 1
    return {
        year: safe.Counts(
            found[True, True], found[True, True] + found[True, False], found[False, False]
        )
        for year, found in heard.items()
    }


# How pupils without a year group stand in a table whose "" is everybody.
NO_YEAR = "-"


def _counted(states: Counter[str]) -> safe.Counts:
    someone = sum(states[each] for each in WITH_SOMEONE)
    return safe.Counts(someone, states.total() - states["not_known"], states["not_known"])
