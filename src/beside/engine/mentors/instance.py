"""Who might be beside whom: pupils, mentors, and what is known of each pair."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from beside.engine import plain
from beside.engine.plain import WrongInstance

Allocation = Mapping[str, str]


@dataclass(frozen=True)
class Pupil:
    """A pupil for whom somebody is sought; brothers and sisters share a `family`.

    `year` is the place of their year group among all, the youngest first.
    """

    key: str
    family: str = ""
    year: int = 0


@dataclass(frozen=True)
class Mentor:
    """Somebody with room for so many pupils; `checked` says whether their checks are in date.

    `year` is that of a mentor who is a pupil, and 0 for an adult.
    """

    key: str
    room: int
    checked: bool = True
    year: int = 0


@dataclass(frozen=True)
class Pair:
    """A pupil and a mentor who might be right for each other, and why.

    `rank` is the pupil's own wish, 1 the first, 0 for none, and `rank_by_mentor` the mentor's.
    `knows`: the mentor says they know the pupil. `vetoed`: either of them, or a member of staff,
    says no. `ended`: it ended early before.
    """

    pupil: str
    mentor: str
    rank: int = 0
    knows: bool = False
    shares_group: bool = False
    shares_language: bool = False
    vetoed: bool = False
    ended: bool = False
    rank_by_mentor: int = 0

    @property
    def is_mutual(self) -> bool:
        """Whether each of the two ranked the other."""
        return self.rank > 0 and self.rank_by_mentor > 0


@dataclass(frozen=True)
class Instance:
    """Everything a placement may use. An allocation gives the mentor's key by the pupil's."""

    pupils: tuple[Pupil, ...]
    mentors: tuple[Mentor, ...]
    pairs: tuple[Pair, ...]

    def __post_init__(self) -> None:
        if len(self.mentor) < len(self.mentors) or len(self.pupil) < len(self.pupils):
            raise WrongInstance("Somebody is named twice.")
        if len(self.pair) < len(self.pairs):
            raise WrongInstance("A pair is named twice.")
        for pupil, mentor in self.pair:
            if pupil not in self.pupil or mentor not in self.mentor:
                raise WrongInstance(f"{pupil} and {mentor} are a pair, and one is not named.")

    @cached_property
    def pupil(self) -> dict[str, Pupil]:
        """Pupils by key."""
        return {each.key: each for each in self.pupils}

    @cached_property
    def mentor(self) -> dict[str, Mentor]:
        """Mentors by key."""
        return {each.key: each for each in self.mentors}

    @cached_property
    def of_pupil(self) -> dict[str, list[Pair]]:
        """The pairs of each pupil, their own wishes in their order and then who was not asked."""
        found: dict[str, list[Pair]] = {each.key: [] for each in self.pupils}
        for pair in sorted(self.pairs, key=lambda each: each.rank or len(self.mentors) + 1):
            found[pair.pupil].append(pair)
        return found

    @cached_property
    def pair(self) -> dict[tuple[str, str], Pair]:
        """Pairs by the keys of pupil and mentor."""
        return {(each.pupil, each.mentor): each for each in self.pairs}

    def is_blocked(self, pair: Pair) -> bool:
        """Whether a rule forbids this pair whatever else is placed."""
        is_no = pair.vetoed or pair.ended or not self.mentor[pair.mentor].checked
        return is_no or not self.is_older(pair)

    def is_older(self, pair: Pair) -> bool:
        """Whether the mentor is an adult, or a pupil of an older year group."""
        year = self.mentor[pair.mentor].year
        return not year or year > self.pupil[pair.pupil].year

    def siblings(self, pupil: str) -> list[str]:
        """The brothers and sisters of a pupil here."""
        return [key for key in self._family.get(pupil, ()) if key != pupil]

    @cached_property
    def _family(self) -> dict[str, list[str]]:
        return {key: keys for keys in self.families.values() for key in keys}

    @cached_property
    def families(self) -> dict[str, list[str]]:
        """Families with several pupils here, each with their keys."""
        found: dict[str, list[str]] = {}
        for each in self.pupils:
            if each.family:
                found.setdefault(each.family, []).append(each.key)
        return {family: keys for family, keys in found.items() if len(keys) > 1}

    def to_json(self) -> str:
        """The instance as one JSON object."""
        return plain.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> "Instance":
        """The instance that `to_json` wrote; anything else is refused."""
        return plain.from_json(text, cls, {"pupils": Pupil, "mentors": Mentor, "pairs": Pair})
