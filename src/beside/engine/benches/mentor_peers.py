"""What else could place mentors: SciPy's assignment, deferred acceptance, CP-SAT.

Each is given the pairs that no rule forbids. Of families only CP-SAT knows.
"""

from collections.abc import Callable
from random import Random

import numpy as np
from ortools.sat.python import cp_model

from beside.engine.mentors.instance import Allocation, Instance, Pair
from beside.engine.mentors.model import alone_cost, model, pair_cost


def allowed(instance: Instance) -> list[Pair]:
    """The pairs that no rule forbids by itself."""
    return [pair for pair in instance.pairs if not instance.is_blocked(pair)]


def assignment(instance: Instance, _limit: float) -> Allocation:
    """SciPy's linear assignment, every place of a mentor a column of its own."""
    from scipy.optimize import linear_sum_assignment

    places = [each.key for each in instance.mentors for _ in range(each.room)]
    first = {key: places.index(key) for key in set(places)}
    row = {each.key: n for n, each in enumerate(instance.pupils)}
    costs = np.full((len(row), len(places)), float(alone_cost(instance)))
    for pair in allowed(instance):
        if pair.mentor in first:
            at = first[pair.mentor]
            costs[row[pair.pupil], at : at + instance.mentor[pair.mentor].room] = pair_cost(pair)
    rows, columns = linear_sum_assignment(costs)
    return {
        instance.pupils[r].key: places[c]
        for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
        if costs[r, c] < alone_cost(instance)
    }


def stable(instance: Instance, _limit: float) -> Allocation:
    """The `matching` package: deferred acceptance, mentors who prefer whom they know."""
    from matching.games import HospitalResident

    pairs = allowed(instance)
    residents: dict[str, list[str]] = {}
    hospitals: dict[str, list[str]] = {}
    for pair in sorted(pairs, key=lambda each: each.rank):
        residents.setdefault(pair.pupil, []).append(pair.mentor)
    for pair in sorted(pairs, key=lambda each: (not each.knows, pair_cost(each))):
        hospitals.setdefault(pair.mentor, []).append(pair.pupil)
    room = {key: instance.mentor[key].room for key in hospitals}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, room)
    found = game.solve()
    return {each.name: mentor.name for mentor, held in found.items() for each in held}


def greedy(instance: Instance, _limit: float) -> Allocation:
    """A list on paper: pupils in any order, each with the first of their list who has room."""
    left = {each.key: each.room for each in instance.mentors}
    found: dict[str, str] = {}
    listed: dict[str, list[str]] = {}
    for pair in sorted(allowed(instance), key=lambda each: each.rank):
        listed.setdefault(pair.pupil, []).append(pair.mentor)
    for pupil in Random(0).sample(list(listed), len(listed)):  # noqa: S311
        mentor = next((key for key in listed[pupil] if left[key]), None)
        if mentor:
            found[pupil], left[mentor] = mentor, left[mentor] - 1
    return found


def cp_sat(instance: Instance, limit: float) -> Allocation:
    """The linear model as it is, given to CP-SAT on one processor."""
    written, solver = model(instance), cp_model.CpSolver()
    program = cp_model.CpModel()
    columns = [program.new_bool_var("") for _ in written.costs]
    for row in written.rows:
        terms = zip(row.columns, row.coefficients, strict=True)
        program.add(sum(columns[c] * coefficient for c, coefficient in terms) <= row.most)
    program.minimize(sum(c * cost for c, cost in zip(columns, written.costs, strict=True)))
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = limit, 1
    if solver.solve(program) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    pairs = zip(instance.pairs, columns, strict=False)
    return {pair.pupil: pair.mentor for pair, column in pairs if solver.value(column)}


PEERS: dict[str, Callable[[Instance, float], Allocation]] = {
    "paper": greedy,
    "scipy": assignment,
    "matching": stable,
    "cp-sat": cp_sat,
}
