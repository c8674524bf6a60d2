"""The best placement where no rule ties pupils to each other: a flow of least cost.

Every pupil sends one unit, over a pair to a mentor and on within their room, or aside at the cost
of being left out. Solved by cost scaling (Goldberg, An efficient implementation of a scaling
minimum-cost flow algorithm, Journal of Algorithms 22, 1997) in OR-Tools. The prices that prove it
are shortest distances in what the flow leaves over (Bellman, On a routing problem, Quarterly of
Applied Mathematics 16, 1958). Who chose each other stand, and leave that much less room.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from beside.engine.certificate import SCALE
from beside.engine.linear import Model
from beside.engine.mentors.constraints import chosen, one_each, room, siblings
from beside.engine.mentors.instance import Allocation, Instance
from beside.engine.mentors.model import alone_cost, model, objective, pair_cost
from beside.engine.mentors.stable import stable
from beside.engine.solution import Solution, Status

Ints = NDArray[np.int64]
FAR = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Network:
    """The pairs that no rule settles: pupil, mentor and cost of each by number; rooms; `alone`.

    `chosen`: who chose each other, by keys.
    """

    pupil: Ints
    mentor: Ints
    cost: Ints
    room: Ints
    pupils: int
    alone: int
    chosen: Allocation


def solve(instance: Instance) -> Solution[Allocation]:
    """The placement of least cost, proven where the instance has no families.

    Of families it knows nothing: their members may be placed with different people, and what it
    costs is what no placement that keeps them together costs less than.
    """
    written = model(instance)
    network = _network(instance, written)
    matched = _flow(network)
    allocation = {
        instance.pupils[pupil].key: instance.mentors[mentor].key
        for pupil, mentor in enumerate(matched)
        if mentor >= 0
    } | {**network.chosen}
    cost = objective(instance, allocation)
    prices = _row_prices(instance, written, network, _mentor_prices(network, matched))
    status = Status.UNKNOWN if instance.families else Status.OPTIMAL
    return Solution(status, allocation, (cost,), (cost,), (prices,))


def _network(instance: Instance, written: Model) -> Network:
    pupils = {each.key: n for n, each in enumerate(instance.pupils)}
    mentors = {each.key: n for n, each in enumerate(instance.mentors)}
    forbidden = {row.columns[0] for row in written.rows if row.most == 0 and len(row.columns) == 1}
    mutual = stable(instance)
    held = Counter(mutual.values())
    pairs = [
        pair
        for n, pair in enumerate(instance.pairs)
        if n not in forbidden and pair.pupil not in mutual
    ]
    return Network(
        pupil=np.array([pupils[pair.pupil] for pair in pairs], dtype=np.int64),
        mentor=np.array([mentors[pair.mentor] for pair in pairs], dtype=np.int64),
        cost=np.array([pair_cost(pair) for pair in pairs], dtype=np.int64),
        room=np.array([each.room - held[each.key] for each in instance.mentors], dtype=np.int64),
        pupils=len(pupils),
        alone=alone_cost(instance),
        chosen=mutual,
    )


def _flow(network: Network) -> Ints:
    """The number of each pupil's mentor, or -1."""
    pupils, mentors = network.pupils, len(network.room)
    sink = pupils + mentors
    everyone, rooms = np.arange(pupils), pupils + np.arange(mentors)
    solver = SimpleMinCostFlow()
    ones = np.ones_like(network.pupil)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.pupil, pupils + network.mentor, ones, network.cost
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        rooms, np.full(mentors, sink), network.room, np.zeros(mentors, dtype=np.int64)
    )
    aside = np.full(pupils, network.alone)
    solver.add_arcs_with_capacity_and_unit_cost(
        everyone, np.full(pupils, sink), np.ones(pupils, dtype=np.int64), aside
    )
    solver.set_nodes_supplies(everyone, np.ones(pupils, dtype=np.int64))
    solver.set_node_supply(sink, -pupils)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("A flow in which everybody may be left out was not solved.")
    taken = solver.flows(arcs) > 0
    matched = np.full(pupils, -1)
    matched[network.pupil[taken]] = network.mentor[taken]
    return matched


def _mentor_prices(network: Network, matched: Ints) -> Ints:
    """For each mentor what one more place with them would save."""
    held = np.bincount(matched[matched >= 0], minlength=len(network.room))
    prices = np.where(held < network.room, 0, FAR)
    paid = _paid(network, matched)
    placed = np.flatnonzero(matched >= 0)
    while True:
        best = np.full(network.pupils, network.alone)
        np.minimum.at(best, network.pupil, network.cost + prices[network.mentor])
        lower = prices.copy()
        np.minimum.at(lower, matched[placed], (best - paid)[placed])
        if (lower == prices).all():
            return np.where(prices == FAR, network.alone, prices)
        prices = lower


def _paid(network: Network, matched: Ints) -> Ints:
    paid = np.full(network.pupils, network.alone)
    taken = matched[network.pupil] == network.mentor
    paid[network.pupil[taken]] = network.cost[taken]
    return paid


def _row_prices(
    instance: Instance, written: Model, network: Network, prices: Ints
) -> tuple[int, ...]:
    """The price of every row of the model, in `SCALE`ths."""
    saved = np.zeros(network.pupils, dtype=np.int64)
    gain = network.alone - network.cost - prices[network.mentor]
    np.maximum.at(saved, network.pupil, gain)
    of_pupil = dict(zip((each.key for each in instance.pupils), saved.tolist(), strict=True))
    of_pupil |= dict.fromkeys(network.chosen, network.alone)
    of_mentor = dict(zip((each.key for each in instance.mentors), prices.tolist(), strict=True))
    apart = dict.fromkeys(instance.families, 0)
    kept = {
        f"{pupil} {mentor}": pair_cost(instance.pair[pupil, mentor]) + of_mentor[mentor]
        for pupil, mentor in network.chosen.items()
    }
    known = {one_each.NAME: of_pupil, room.NAME: of_mentor, siblings.NAME: apart, chosen.NAME: kept}
    forbidding = network.alone
    return tuple(
        known[row.rule][row.who] * SCALE if row.rule in known else forbidding * SCALE
        for row in written.rows
    )
