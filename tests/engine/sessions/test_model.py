"""What the linear model says of an allotment is what is counted without it."""

from random import Random

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.model import objectives, rows, stage, values
from beside.engine.sessions.verify import violations
from tests.engine.sessions import made


def _taken(columns: Columns, allocation) -> list[int]:
    """The columns that an allotment takes, where as many wishes count as met as are."""
    taken = [0] * len(columns.limits)
    for pupil, held in allocation.items():
        asked = sorted(each for each in held if (pupil, each) in columns.wishes)
        for session in asked:
            taken[columns.wishes[pupil, session]] = 1
        for session in held - set(asked):
            period = columns.instance.session[session].period
            taken[columns.places[pupil, period]] = 1
            taken[columns.lying[period, columns.group[pupil], session]] += 1
        for number in range(1, len(asked) + 1):
            taken[columns.met[pupil, number]] = 1
    for (one, other, session), column in columns.together.items():
        taken[column] = int(
            session in allocation.get(one, ()) and session in allocation.get(other, ())
        )
    for pupil, column in columns.joined.items():
        taken[column] = int(any(taken[each] for each in columns.together_of[pupil]))
    return taken


def test_the_model_counts_what_every_objective_counts_and_keeps_what_stands():
    chance, seen = Random(31), 0
    for _ in range(400):
        instance = made.instance(chance, required=0.1)
        columns = Columns(instance)
        kept = rows(columns)
        for allocation in made.allocations(instance):
            if not violations(instance, allocation):
                taken, cost = _taken(columns, allocation), values(instance, allocation)
                for n in range(len(objectives(instance))):
                    model = stage(columns, kept, cost[:n])
                    assert list(model.broken(taken)) == []
                    assert model.cost(taken) == cost[n]
                seen += 1
    assert seen > 1000


def test_no_more_wishes_count_as_met_than_are():
    chance, refused = Random(32), 0
    for _ in range(200):
        instance = made.instance(chance)
        columns = Columns(instance)
        model = stage(columns, rows(columns), ())
        for allocation in (e for e in made.allocations(instance) if not violations(instance, e)):
            taken = _taken(columns, allocation)
            for (pupil, _), column in columns.met.items():
                if not taken[column]:
                    more = [*taken[:column], 1, *taken[column + 1 :]]
                    assert ("asked", pupil) in {(e.rule, e.who) for e in model.broken(more)}
                    refused += 1
    assert refused > 1000
