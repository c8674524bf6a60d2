"""The choices of the linear model of an instance, by number: pairs, then whom families choose."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from beside.engine.mentors.instance import Instance


@dataclass(frozen=True)
class Columns:
    """Numbers of columns; a pair has the number of its place in the instance."""

    instance: Instance

    @cached_property
    def of_pupil(self) -> dict[str, list[tuple[int, str]]]:
        """The pairs of each pupil: number and mentor."""
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for column, pair in enumerate(self.instance.pairs):
            found[pair.pupil].append((column, pair.mentor))
        return found

    @cached_property
    def families(self) -> dict[tuple[str, str], int]:
        """By family and mentor: that this is the family's."""
        chosen = {
            (family, mentor): None
            for family, keys in self.instance.families.items()
            for key in keys
            for _, mentor in self.of_pupil[key]
        }
        return {key: n for n, key in enumerate(chosen, len(self.instance.pairs))}

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.instance.pairs) + len(self.families)
