"""The last of swapping: until no swap of two places anywhere, nor a move, makes teams better."""

import numpy as np

from beside.engine.teams.annealing import changes
from beside.engine.teams.arrays import Arrays, Ints

AT_ONCE = 4096


def settled(arrays: Arrays, members: Ints) -> Ints:
    """Teams as good as `members`, (teams, places), or better, that no swap improves.

    Two teams of which neither has changed since they were weighed are not weighed again.
    """
    members = members.copy()
    changed = set(range(len(members)))
    while changed:
        better = [_best(arrays, members, teams) for teams in _meetings(len(members), changed)]
        changed = _swap(members, np.concatenate(better)) if better else set()
    return members


def _meetings(teams: int, changed: set[int]) -> list[Ints]:
    """Every two teams of which one has changed, so many at once, (2, pairs)."""
    pairs = np.stack(np.triu_indices(teams, 1))
    pairs = pairs[:, np.isin(pairs, list(changed)).any(axis=0)]
    return np.array_split(pairs, pairs.shape[1] // AT_ONCE + 1, axis=1)


def _best(arrays: Arrays, members: Ints, teams: Ints) -> Ints:
    """For every two teams whose best swap is an improvement: what it saves, teams and places."""
    found = changes(arrays, members, teams)[:, :-1]
    swaps = found.argmin(1)
    saved = -found[np.arange(len(found)), swaps]
    mine, theirs = np.divmod(swaps, members.shape[1])
    better: Ints = np.stack([saved, *teams, mine, theirs], axis=1)[saved > 0]
    return better


def _swap(members: Ints, better: Ints) -> set[int]:
    """Do the swaps that save most, one for a team; the teams that changed."""
    moved: set[int] = set()
    for _, one, other, mine, theirs in better[np.argsort(-better[:, 0], kind="stable")].tolist():
        if not {one, other} & moved:
            moved |= {one, other}
            pair = members[one, mine], members[other, theirs]
            members[other, theirs], members[one, mine] = pair
    return moved
