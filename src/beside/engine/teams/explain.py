"""Why a pupil takes on the challenge they do, and with whom, for that pupil alone.

A reason says what the pupil ranked, whom they named, and how many asked; never whom others named,
and never who is kept apart.
"""

from collections.abc import Iterator

from beside.engine.solution import Reason
from beside.engine.teams.instance import Allocation, Instance, Wish

TRIED = (
    "Nobody could have changed places with you for {challenge} without somebody losing more "
    "than you would have gained."
)


def reasons(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[Reason]:
    """A reason for every wish down to the one that was met, and one about friends."""
    mine = instance.team[allocation[pupil]].challenge
    own = sorted(
        (each for each in instance.wishes if each.pupil == pupil), key=lambda each: each.rank
    )
    for wish in own:
        yield _met(wish) if wish.challenge == mine else _unmet(instance, allocation, wish)
        if wish.challenge == mine:
            break
    yield from _friends(instance, allocation, pupil)


def _met(wish: Wish) -> Reason:
    values = {"challenge": wish.challenge, "rank": str(wish.rank)}
    if wish.rank == 1:
        return Reason("met", "{challenge} was your first wish.", values)
    return Reason("met", "{challenge} was your wish number {rank}.", values)


def _unmet(instance: Instance, allocation: Allocation, wish: Wish) -> Reason:
    teams = [each for each in instance.teams if each.challenge == wish.challenge]
    held = instance.members(allocation)
    seats = sum(each.most for each in teams)
    asked = sum(each.challenge == wish.challenge for each in instance.wishes)
    values = {"challenge": wish.challenge}
    if not teams:
        return Reason("offered", "There is no team for {challenge} this time.", values)
    if asked > seats and all(len(held[each.key]) >= each.most for each in teams):
        words = "{challenge} was full: {asked} asked for {seats} places."
        return Reason("full", words, values | {"asked": str(asked), "seats": str(seats)})
    if instance.pupil[wish.pupil].team:
        return Reason("pinned", "An adult at school chose this team for you.", values)
    return Reason("tried", TRIED, values)


def _friends(instance: Instance, allocation: Allocation, pupil: str) -> Iterator[Reason]:
    named = instance.named.get(pupil, [])
    together = [each for each in named if allocation[each] == allocation[pupil]]
    if together:
        yield Reason("friend", "You are with {friend}, whom you named.", {"friend": together[0]})
    elif named:
        words = "You are in a team of people to get to know: none of those you named are in it."
        yield Reason("friendless", words)
