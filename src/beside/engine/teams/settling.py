"""The last of swapping: until no swap of two places anywhere, nor a move, makes teams better."""

import numpy as np

from beside.engine.teams.annealing import changes
from beside.engine.teams.arrays import Arrays, Ints

AT_ONCE = 4096


def settled(arrays: Arrays, members: Ints) -> Ints:
    """Teams as good as `members`, (teams, places), or better, that no swap improves."""
    members = members.copy()
    while True:
        better = [_best(arrays, members, teams) for teams in _meetings(len(members))]
        if not _swap(members, np.concatenate(better) if better else np.zeros((0, 5), dtype=int)):
            return members


def _meetings(teams: int) -> list[Ints]:
    """Every two teams, so many at once, (2, pairs)."""
    pairs = np.stack(np.triu_indices(teams, 1))
    return np.array_split(pairs, pairs.shape[1] // AT_ONCE + 1, axis=1)


def _best(arrays: Arrays, members: Ints, teams: Ints) -> Ints:
    """For every two teams whose best swap is an improvement: what it saves, teams and places."""
    found = changes(arrays, members, teams)[:, :-1]
    swaps = found.argmin(1)
    saved = -found[np.arange(len(found)), swaps]
    mine, theirs = np.divmod(swaps, members.shape[1])
    better: Ints = np.stack([saved, *teams, mine, theirs], axis=1)[saved > 0]
    return better


def _swap(members: Ints, better: Ints) -> bool:
    """Do the swaps that save most, one for a team; whether there was any."""
    moved: set[int] = set()
    for _, one, other, mine, theirs in better[np.argsort(-better[:, 0], kind="stable")].tolist():
        if not {one, other} & moved:
            moved |= {one, other}
            pair = members[one, mine], members[other, theirs]
            members[other, theirs], members[one, mine] = pair
    return bool(moved)
