"""Asking the engine for a placement, and keeping what it came to."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version

from procrastinate.contrib.django import app

from beside.access import scopes
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.engine.solution import Reason, Solution, Status, Step
from beside.placement import rules
from beside.placement.models import Given, Run
from beside.placement.problems import BUILDERS, PROBLEMS, Problem
from beside.schools.models import School

SOLVERS = ("beside", "highspy", "ortools", "numpy")


@action
def ask(
    *,
    by: Actor,
    school: School,
    problem: str,
    about: uuid.UUID,
    instance: str,
    limit: float,
    now: datetime,
    year_groups: Sequence[str] = (),
    year_group: str | None = None,
) -> Run:
    """Have the worker solve an instance, given as JSON, within `limit` seconds.

    Where only the engine may read some of it the worker adds that, see `Given`.

    One about a `year_group` is for its head of year; others are for whoever organises all that they
    are about, which is `year_groups`, or without any the school.

    While one for the same thing is going on there is no second: that one is given.
    """
    mine = Run.objects.visible_to(by).filter(about=about).defer("instance")
    going_on = mine.filter(status__in=Run.GOING_ON).first()
    if going_on:
        return going_on
    run = Run.objects.create(
        school=school,
        scope_id=scopes.pupils(school.pk)
        if year_group is None
        else scopes.year(school.pk, year_group),
        year_groups=list(year_groups),
        problem=problem,
        about=about,
        instance=instance,
        limit=limit,
        seed=mine.count(),
        asked_by_id=by.subject_id,
        asked_at=now,
    )
    app.configure_task("placement.solve").defer(run_id=str(run.pk))
    return run


@action
def begin(*, by: Actor, run_id: uuid.UUID, now: datetime) -> Run | None:
    """The worker takes a run on; one that has ended is not begun again.

    A run whose worker was killed is begun again from the start: the same seed, the same answer.
    """
    del by
    run = Run.objects.select_for_update().get(pk=run_id)
    if not run.is_going_on:
        return None
    run.status, run.begun_at, run.steps = Run.Status.RUNNING, now, []
    run.versions = {name: version(name) for name in SOLVERS}
    run.save(update_fields=["status", "begun_at", "steps", "versions"])
    if run.problem in BUILDERS and not Given.objects.filter(run=run).exists():
        Given.objects.create(run=run, instance=BUILDERS[run.problem](run))
    return run


@action
def tell(*, by: Actor, run_id: uuid.UUID, step: Step) -> bool:
    """Write down how far a run has come, once for each improvement; whether it shall end now."""
    del by
    fields = ("steps", "is_stopped", "status", "problem")
    run = Run.objects.select_for_update().only(*fields).get(pk=run_id)
    before, told = run.steps, PROBLEMS[run.problem].told_step(step)
    if before and before[-1]["objective"] == list(told.objective):
        before = before[:-1]
    run.steps = [*before, asdict(told)]
    run.save(update_fields=["steps"])
    return run.is_stopped


@action
def finish(*, by: Actor, run_id: uuid.UUID, solution: Solution, now: datetime) -> None:
    """Keep what a run came to, checked without the solver, with a reason for everybody."""
    del by
    run = Run.objects.select_for_update().get(pk=run_id)
    if not run.is_going_on:
        return
    problem = PROBLEMS[run.problem]
    instance = problem.read(instance_of(run))
    run.status, run.ended_at = Run.Status(problem.told_status(solution)), now
    if solution.status in (Status.OPTIMAL, Status.FEASIBLE):
        run.steps = [asdict(problem.told_step(each)) for each in solution.trajectory]
        run.objective = list(solution.objective[: problem.told])
        run.bound = list(solution.bound[: problem.told])
        run.proof = [list(prices) for prices in solution.prices[: problem.told]]
        run.is_proven = problem.proven(instance, solution)
        run.allocation = problem.plain(solution.allocation)
        run.costs = problem.costs(instance)
        _keep_reasons(run, problem, problem.reasons(instance, solution.allocation))
    if solution.status == Status.INFEASIBLE:
        run.clashes = problem.clashes(instance)
    run.save()


@action
def give_up(*, by: Actor, run_id: uuid.UUID, now: datetime) -> None:
    """A run that failed has ended with nothing found; another one may be asked for."""
    del by
    Run.objects.filter(pk=run_id, status__in=Run.GOING_ON).update(
        status=Run.Status.UNKNOWN, ended_at=now
    )


def _keep_reasons(run: Run, problem: Problem, reasons: Mapping[str, list[Reason]]) -> None:
    """What a pupil alone may read is kept apart from what others may read too."""
    private: dict[str, list[dict]] = {key: [] for key in reasons}
    told: dict[str, list[dict]] = {key: [] for key in reasons}
    for key, said in reasons.items():
        for each in said:
            (private if problem.is_private(each) else told)[key].append(asdict(each))
    Given.objects.filter(run=run).update(reasons=private)
    run.reasons = told


def instance_of(run: Run) -> str:
    """What a run was given, as JSON, with what only the engine may read; call it as the placer."""
    given = Given.objects.filter(run=run).first()
    return given.instance if given else run.instance


@action
def stop(*, by: Actor, run: Run) -> None:
    """End a run with the best so far; it ends within a second or two."""
    Run.objects.visible_to(by).filter(pk=run.pk, status__in=Run.GOING_ON).update(is_stopped=True)


def check_current(*, published: uuid.UUID | None, seen: str) -> None:
    """Refuse to publish over what somebody else has published since the page was loaded."""
    rules.check_current(published=str(published or ""), seen=seen)
