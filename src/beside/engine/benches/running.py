"""Running the benches of the engine, line by line."""

from collections.abc import Iterator, Sequence
from typing import Any

from beside.engine.benches import mentors, secure, teams

PROBLEMS: dict[str, Any] = {"mentors": mentors, "secure": secure, "teams": teams}


def measure(
    problem: str, sizes: Sequence[int], *, seeds: int, peers: bool, limit: float
) -> Iterator[dict[str, Any]]:
    """A line for every size, seed, instance and method; `limit` seconds each."""
    for size in sizes:
        for seed in range(seeds):
            for name, instance in PROBLEMS[problem].instances(size, seed):
                about = {"problem": problem, "size": size, "seed": seed, "instance": name}
                found = PROBLEMS[problem].methods(instance, limit=limit, seed=seed, peers=peers)
                for method in found:
                    yield about | method.line()
