"""The problems of the engine, by name: how each is read, solved, checked and explained.

A solver is imported when a worker first needs it, and by no page.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from beside.engine.mentors import verify as mentors
from beside.engine.mentors.instance import Instance as Mentors
from beside.engine.sessions import clashes, explain
from beside.engine.sessions import verify as sessions
from beside.engine.sessions.instance import Instance as Sessions
from beside.engine.sessions.model import OBJECTIVES
from beside.engine.solution import Reason, Solution, Status, Step
from beside.engine.teams import verify as teams
from beside.engine.teams.explain import reasons as team_reasons
from beside.engine.teams.instance import Instance as Teams

# Seconds for what the rules of a placement of mentors cost.
COSTS_WITHIN = 30.0


@dataclass(frozen=True)
class Problem:
    """One problem. `plain` turns an allocation into plain data.

    `is_private`: a reason that the pupil alone may read. `told`: so many objectives may be read by
    whoever organises, all where it is None.
    """

    read: Callable[[str], Any]
    solve: Callable[..., Solution[Any]]
    proven: Callable[[Any, Solution[Any]], bool]
    plain: Callable[[Any], Any]
    reasons: Callable[[Any, Any], Mapping[str, list[Reason]]]
    clashes: Callable[[Any], list[dict[str, Any]]]
    costs: Callable[[Any], list[dict[str, Any]]] = lambda _instance: []
    is_private: Callable[[Reason], bool] = lambda _reason: False
    told: int | None = None

    def told_status(self, solution: Solution[Any]) -> Status:
        """Whether it is proven best by what may be read, or how else it ended."""
        bound = solution.bound[: self.told]
        is_best = bool(bound) and bound == solution.objective[: self.told]
        return Status.OPTIMAL if is_best else solution.status

    def told_step(self, step: Step) -> Step:
        """A step as whoever organises may read it."""
        return Step(step.seconds, step.objective[: self.told], step.bound[: self.told])


def _solve_sessions(*args: Any, **options: Any) -> Solution[Any]:
    from beside.engine.sessions.solve import solve

    return solve(*args, **options)


def _reasons_of_sessions(instance: Sessions, allocation: Any) -> Mapping[str, list[Reason]]:
    return {
        each.key: list(explain.reasons(instance, allocation, each.key)) for each in instance.pupils
    }


def _solve_mentors(*args: Any, **options: Any) -> Solution[Any]:
    from beside.engine.mentors.solve import solve

    return solve(*args, **options)


def _costs_of_mentors(instance: Mentors) -> list[dict[str, Any]]:
    from beside.engine.mentors.costs import costs_of_rules

    return [each._asdict() for each in costs_of_rules(instance, limit=COSTS_WITHIN)]


def _solve_teams(*args: Any, **options: Any) -> Solution[Any]:
    from beside.engine.teams.solve import solve

    return solve(*args, **options)


def _clashes_of_teams(instance: Teams) -> list[dict[str, Any]]:
    from beside.engine.teams.clashes import clash

    return [asdict(each) for each in clash(instance)]


def _reasons_of_teams(instance: Teams, allocation: Any) -> Mapping[str, list[Reason]]:
    return {key: list(team_reasons(instance, allocation, key)) for key in allocation}


# What builds the instance of a run that only the engine may read, by problem.
BUILDERS: dict[str, Callable[[Any], str]] = {}


def register_builder(problem: str, build: Callable[[Any], str]) -> None:
    """Say what builds the instances of a problem; called once by the app above."""
    BUILDERS[problem] = build


PROBLEMS = {
    "teams": Problem(
        read=Teams.from_json,
        solve=_solve_teams,
        proven=teams.proven,
        plain=dict,
        reasons=_reasons_of_teams,
        clashes=_clashes_of_teams,
        is_private=lambda _reason: True,
    ),
    "mentors": Problem(
        read=Mentors.from_json,
        solve=_solve_mentors,
        proven=mentors.proven,
        plain=dict,
        reasons=lambda _instance, _allocation: {},
        clashes=lambda _instance: [],
        costs=_costs_of_mentors,
    ),
    "sessions": Problem(
        read=Sessions.from_json,
        solve=_solve_sessions,
        proven=sessions.proven,
        plain=lambda found: {pupil: sorted(held) for pupil, held in found.items()},
        reasons=_reasons_of_sessions,
        clashes=lambda instance: [asdict(each) for each in clashes.clashes(instance)],
        is_private=explain.is_private,
        told=len(OBJECTIVES),
    ),
}
