"""What pupils would like of the sessions of a cycle, and which seats there are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from beside.engine import plain
from beside.engine.plain import WrongInstance

Allocation = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Pupil:
    """A pupil to whom `due` periods are due.

    `missed`: in how many cycles, the last among them, their first wish was not met. `done`: what
    they have done that something comes after. `away`: the periods in which they lead a session.
    `blocked`: the sessions in which they may never be.
    """

    key: str
    year: str
    due: int = 4
    missed: int = 0
    done: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """Something with seats in one period, for these year groups, or for all where none is named.

    The same `course` may stand in several periods; a pupil goes once. Whoever is short of what is
    due to them may be given a place in a session that is `open`, which is no part of a course. Who
    has not done what it comes `after` may not come.
    """

    key: str
    period: str
    seats: int
    course: str = ""
    years: tuple[str, ...] = ()
    open: bool = False
    after: str = ""

    def is_for(self, pupil: Pupil) -> bool:
        """Whether a pupil of this year group may come."""
        return not self.years or pupil.year in self.years

    def follows(self, pupil: Pupil) -> bool:
        """Whether a pupil has done what comes before."""
        return not self.after or self.after in pupil.done

    def blocks(self, pupil: Pupil) -> bool:
        """Whether a pupil may never be here."""
        return self.key in pupil.blocked


@dataclass(frozen=True)
class Wish:
    """That a pupil would like a session, `rank` 1 the first. `required`: a teacher asks for it."""

    pupil: str
    session: str
    rank: int
    required: bool = False


@dataclass(frozen=True)
class Friend:
    """That a pupil would like to be with this other one in some session."""

    pupil: str
    friend: str


@dataclass(frozen=True)
class Instance:
    """Everything an allotment may use. An allocation gives the sessions of each pupil, by keys."""

    pupils: tuple[Pupil, ...]
    sessions: tuple[Session, ...]
    wishes: tuple[Wish, ...]
    friends: tuple[Friend, ...] = ()

    def __post_init__(self) -> None:
        if len(self.pupil) < len(self.pupils) or len(self.session) < len(self.sessions):
            raise WrongInstance("A pupil or a session is named twice.")
        if len(self.wish) < len(self.wishes):
            raise WrongInstance("A wish is named twice.")
        if any(each.open and (each.course or each.after) for each in self.sessions):
            raise WrongInstance(
                "A session of a course, or one that comes after another, cannot be open to who did"
                " not ask for it."
            )
        for pupil, session in self.wish:
            if pupil not in self.pupil or session not in self.session:
                raise WrongInstance(f"{pupil} would like {session}, and one is not named.")
        for each in self.friends:
            if not {each.pupil, each.friend} <= self.pupil.keys() or each.pupil == each.friend:
                raise WrongInstance(f"{each.pupil} and {each.friend} are not two who are named.")

    @cached_property
    def pupil(self) -> dict[str, Pupil]:
        """Pupils by key."""
        return {each.key: each for each in self.pupils}

    @cached_property
    def session(self) -> dict[str, Session]:
        """Sessions by key."""
        return {each.key: each for each in self.sessions}

    @cached_property
    def wish(self) -> dict[tuple[str, str], Wish]:
        """Wishes by the keys of pupil and session."""
        return {(each.pupil, each.session): each for each in self.wishes}

    @cached_property
    def of_pupil(self) -> dict[str, list[Wish]]:
        """The wishes of each pupil, the first first."""
        found: dict[str, list[Wish]] = {each.key: [] for each in self.pupils}
        for wish in sorted(self.wishes, key=lambda each: each.rank):
            found[wish.pupil].append(wish)
        return found

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Whom each pupil named, for those who named somebody."""
        found: dict[str, list[str]] = {}
        for each in self.friends:
            found.setdefault(each.pupil, []).append(each.friend)
        return found

    @cached_property
    def asked(self) -> Counter[str]:
        """How many pupils asked for each session."""
        return Counter(each.session for each in self.wishes)

    def to_json(self) -> str:
        """The instance as one JSON object."""
        return plain.to_json(self)

    @classmethod
    def from_json(cls, text: str) -> "Instance":
        """The instance that `to_json` wrote; anything else is refused."""
        parts = {"pupils": Pupil, "sessions": Session, "wishes": Wish, "friends": Friend}
        return plain.from_json(text, cls, parts)
