"""What a run came to, in figures with nobody in them."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.engine.sessions.forecast import forecast
from beside.placement.models import Run
from beside.placement.problems import PROBLEMS
from beside.schools import queries as schools
from beside.timetable.models import Cycle, Session
from beside.timetable.queries import cycles


@dataclass(frozen=True)
class Outcome:
    """Pupils of the cycle, those with a list, first wishes met, and how many lack a place.

    `by_rank` counts places by their rank on the list, `not_asked` those nobody asked for.
    """

    pupils: int
    choosers: int
    first: int
    short: int
    by_rank: list[tuple[int, int]]
    not_asked: int


def outcome(run: Run) -> Outcome:
    """The figures of a run that came to something."""
    instance = PROBLEMS[run.problem].read(run.instance)
    held = {key: set(sessions) for key, sessions in run.allocation.items()}
    ranks = Counter(
        wish.rank for wish in instance.wishes if wish.session in held.get(wish.pupil, ())
    )
    places = sum(map(len, held.values()))
    return Outcome(
        pupils=len(instance.pupils),
        choosers=len({wish.pupil for wish in instance.wishes}),
        first=ranks[1],
        short=sum(each.due - len(held.get(each.key, ())) for each in instance.pupils),
        by_rank=sorted(ranks.items()),
        not_asked=places - sum(ranks.values()),
    )


@dataclass(frozen=True)
class Wanted:
    """A session for which more asked than it has seats."""

    session: Session
    asked: int


def most_wanted(run: Run, cycle: Cycle) -> list[Wanted]:
    """The sessions for which more asked than there are seats, the dearest first."""
    instance = PROBLEMS[run.problem].read(run.instance)
    asked = Counter(wish.session for wish in instance.wishes)
    found = [Wanted(each, asked[str(each.pk)]) for each in cycles.sessions_of(cycle)]
    short = [each for each in found if each.asked > each.session.seats]
    return sorted(short, key=lambda each: each.session.seats - each.asked)


def demand(run: Run, cycle: Cycle) -> list[str]:
    """What a run says of the next cycle, course by course, the most needed first."""
    instance = PROBLEMS[run.problem].read(run.instance)
    titles = {str(each.pk): each.title for each in cycles.sessions_of(cycle)}
    held = {key: frozenset(sessions) for key, sessions in run.allocation.items()}
    said = [each.sentence for each in forecast(instance, held)]
    return [
        _(each.words).format_map({k: titles.get(v, v) for k, v in each.values.items()})
        for each in said
    ]


def clashes(actor: Actor, run: Run, cycle: Cycle) -> list[dict]:
    """The rules of a run that clash, with the names of pupils and sessions."""
    titles = {str(each.pk): each.title for each in cycles.sessions_of(cycle)}
    pupils = {uuid.UUID(pupil) for clash in run.clashes for pupil, _session in clash["wishes"]}
    names = {str(pk): each.name for pk, each in schools.names_of(actor, pupils).items()}
    return [
        clash
        | {
            "wishes": [
                (names.get(pupil, ""), titles.get(session, ""))
                for pupil, session in clash["wishes"]
            ]
        }
        for clash in run.clashes
    ]
