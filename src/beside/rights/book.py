"""All lines of all apps read together: what a basis may do with a kind of record."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from beside.rights.lines import Line
from beside.rights.words import Basis, Role, Verb, When

Cell = tuple[Basis, str, Verb]


class Book:
    """The lines of every app. Two lines of one kind have to say the same of it."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        for kind in self.kinds:
            if len({repr((line.rights, line.roles)) for line in self.of(kind)}) > 1:
                raise ValueError(f"two lines of {kind} say different things")

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of record, in the order of the lines."""
        return tuple(dict.fromkeys(line.kind for line in self.lines))

    def of(self, kind: str) -> Iterator[Line]:
        """The lines of one kind: one, or one in each app that has a table of it."""
        return (line for line in self.lines if line.kind == kind)

    @cached_property
    def cells(self) -> dict[Cell, When]:
        """Every right that somebody has, with its condition; what is not here is denied."""
        return {
            (basis, line.kind, verb): when
            for line in self.lines
            for (basis, verb), when in line.rights.items()
        }

    def bases_for(self, kind: str, verb: Verb, when: When) -> tuple[Basis, ...]:
        """The bases that may do this with this kind under exactly this condition, in enum order."""
        return tuple(basis for basis in Basis if self.cells.get((basis, kind, verb)) == when)

    def of_roles(self, kind: str) -> dict[Role, tuple[Verb, ...]]:
        """What database roles of one job may do with this kind."""
        return dict(next(self.of(kind)).roles)

    def allows(
        self,
        kind: str,
        verb: Verb,
        *,
        bases: frozenset[Basis],
        blocked: bool,
        own: bool = False,
        names: bool = False,
        chosen: bool = False,
        past: bool = False,
        let: bool = False,
        file: bool = False,
        organised: bool = False,
    ) -> bool:
        """Decide one cell for one row, as the plain judge of both locks.

        `bases` are those the actor holds today for the row's pupil, `own` whether the actor wrote
        the row, `names` whether its survey opened names, `chosen` whether the pupil opened this
        very row in a survey that let them choose, `blocked` whether a block stands between them,
        `past` whether the row goes past the actor, `let` whether they were let at it by name,
        `file` whether they may read the file it lies in, and `organised` whether they organise all
        of what it is about.
        """
        if blocked:
            return False
        held = {When.ALWAYS}
        held |= {When.OWN} if own else set()
        held |= {When.NAMES, When.OPENED} if names else set()
        held |= {When.CHOSEN, When.OPENED} if chosen else set()
        held |= set() if past else {When.NOT_PAST}
        held |= {When.LET} if let and not past else set()
        held |= {When.FILE} if file else set()
        held |= {When.ADDED} if file and own else set()
        held |= {When.ORGANISED} if organised else set()
        held |= {When.NOTED} if organised and own else set()
        return any(self.cells.get((basis, kind, verb)) in held for basis in bases)
