"""What is said to a pupil of their team is so, worked out again from the lists."""

from beside.engine.teams.explain import reasons
from beside.engine.teams.generated import generated
from beside.engine.teams.model import objective
from beside.engine.teams.solve import solve
from beside.engine.teams.verify import violations


def _no_swap_helps(instance, allocation, pupil, challenge) -> bool:
    """Whether every change of places into the challenge breaks a rule or costs more than it saves."""
    now = objective(instance, allocation)
    inside = [key for key, team in allocation.items() if instance.team[team].challenge == challenge]
    for other in inside:
        swapped = {**allocation, pupil: allocation[other], other: allocation[pupil]}
        if not violations(instance, swapped) and objective(instance, swapped) < now:
            return False
    return True


def holds(instance, allocation, pupil, reason) -> bool:
    mine = instance.team[allocation[pupil]].challenge
    challenge = reason.values.get("challenge")
    named = [each.friend for each in instance.friends if each.pupil == pupil]
    teams = [each for each in instance.teams if each.challenge == challenge]
    with_me = {key for key, team in allocation.items() if team == allocation[pupil]}
    if reason.rule == "met":
        wish = instance.wish[pupil, mine]
        return challenge == mine and reason.values["rank"] == str(wish.rank)
    if reason.rule == "full":
        held = [sum(team == each.key for team in allocation.values()) for each in teams]
        asked = [each for each in instance.wishes if each.challenge == challenge]
        seats = sum(each.most for each in teams)
        said = int(reason.values["asked"]), int(reason.values["seats"])
        return sum(held) == seats and said == (len(asked), seats) and len(asked) > seats
    return {
        "tried": lambda: _no_swap_helps(instance, allocation, pupil, challenge),
        "offered": lambda: not teams,
        "friend": lambda: reason.values["friend"] in with_me & set(named),
        "friendless": lambda: named and not with_me & set(named),
    }[reason.rule]()


def test_every_reason_is_so():
    said = set()
    for seed in range(3):
        instance = generated(60, seed=seed)
        allocation = solve(instance, rounds=100).allocation
        for pupil in allocation:
            for reason in reasons(instance, allocation, pupil):
                assert holds(instance, allocation, pupil, reason), (pupil, reason)
                assert "{" not in reason.words.format_map(reason.values)
                said.add(reason.rule)
    assert {"met", "tried", "friend", "friendless"} <= said
