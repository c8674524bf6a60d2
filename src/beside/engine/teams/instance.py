"""Pupils who are to form teams, the teams there will be, and what is known of pupils and pairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from beside.engine import plain
from beside.engine.plain import WrongInstance

Allocation = Mapping[str, str]


@dataclass(frozen=True)
class Trait:
    """Something of which pupils hold one value or none: a tutor group, a language.

    Where two of the same value are in a team it costs `mix`, so that values spread over teams.
    `together`: nobody may be the only one of their value in a team.
    """

    key: str
    mix: int = 0
    together: bool = False


@dataclass(frozen=True)
class Pupil:
    """A pupil with a value of each trait of the instance, `""` for none.

    `team`: where an organiser has put them, `""` for nowhere yet.
    """

    key: str
    values: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True)
class Team:
    """A team of `least` to `most` pupils, who take on this challenge."""

    key: str
    challenge: str
    least: int
    most: int


@dataclass(frozen=True)
class Wish:
    """That a pupil would like a challenge, `rank` 1 the first."""

    pupil: str
    challenge: str
    rank: int


@dataclass(frozen=True)
class Friend:
    """That a pupil would like this other one in their team."""

    pupil: str
    friend: str


@dataclass(frozen=True)
class Apart:
    """Two pupils whom staff keep apart."""

    one: str
    other: str


PARTS = {
    "traits": Trait,
    "pupils": Pupil,
    "teams": Team,
    "wishes": Wish,
    "friends": Friend,
    "apart": Apart,
}


@dataclass(frozen=True)
class Instance:
    """Everything teams may be made of. An allocation gives the team of each pupil, by keys."""

    traits: tuple[Trait, ...]
    pupils: tuple[Pupil, ...]
    teams: tuple[Team, ...]
    wishes: tuple[Wish, ...] = ()
    friends: tuple[Friend, ...] = ()
    apart: tuple[Apart, ...] = ()

    def __post_init__(self) -> None:
        if len(self.pupil) < len(self.pupils) or len(self.team) < len(self.teams):
            raise WrongInstance("A pupil or a team is named twice.")
        if len(self.wish) < len(self.wishes):
            raise WrongInstance("A wish is named twice.")
        for each in self.pupils:
            if len(each.values) != len(self.traits):
                raise WrongInstance(f"{each.key} has not one value for each trait.")
        named = {each.team for each in self.pupils} - {""}
        if not named <= self.team.keys() or not self._people <= self.pupil.keys():
            raise WrongInstance("A pupil or a team is spoken of and not named.")

    @cached_property
    def _people(self) -> set[str]:
        pairs = [
            *((each.pupil, each.friend) for each in self.friends),
            *((each.one, each.other) for each in self.apart),
        ]
        return {each for pair in pairs for each in pair} | {each.pupil for each in self.wishes}

    @cached_property
    def pupil(self) -> dict[str, Pupil]:
        """Pupils by key."""
        return {each.key: each for each in self.pupils}

    @cached_property
    def team(self) -> dict[str, Team]:
        """Teams by key."""
        return {each.key: each for each in self.teams}

    @cached_property
    def wish(self) -> dict[tuple[str, str], Wish]:
        """Wishes by the keys of pupil and challenge."""
        return {(each.pupil, each.challenge): each for each in self.wishes}

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Whom each pupil would like in their team, of those who named anybody."""
        found: dict[str, list[str]] = {}
        for each in self.friends:
            found.setdefault(each.pupil, []).append(each.friend)
        return found

    @cached_property
    def kinds(self) -> tuple[dict[str, list[str]], ...]:
        """For each trait the pupils of every value that several of them hold."""
        found: list[dict[str, list[str]]] = [{} for _ in self.traits]
        for each in self.pupils:
            for kind, value in zip(found, each.values, strict=True):
                kind.setdefault(value, []).append(each.key)
        return tuple(
            {value: keys for value, keys in kind.items() if value and len(keys) > 1}
            for kind in found
        )

    def members(self, allocation: Allocation) -> dict[str, list[str]]:
        """The pupils of every team, in the order of the instance."""
        found: dict[str, list[str]] = {each.key: [] for each in self.teams}
        for each in self.pupils:
            if allocation.get(each.key) in found:
                found[allocation[each.key]].append(each.key)
        return found

    def to_json(self) -> str:
        """The instance as one JSON object."""
        return plain.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> "Instance":
        """The instance that `to_json` wrote; anything else is refused."""
        return plain.from_json(text, cls, PARTS)
