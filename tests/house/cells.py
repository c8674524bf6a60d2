"""One actor, one pupil, one basis: a world for a single line of the policy."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import models

from beside.access import registry
from beside.access.models import (
    Belonging,
    Standing,
)
from beside.audit.models import Seen
from beside.rights import Basis, Verb
from beside.safeguarding.models import (
    Concern,
    Talk,
)
from beside.schools.models import Held, RollImport
from beside.ties.models import (
    Commitment,
    Nomination,
)
from tests.access.rows import ROW_MAKERS, write_as_owner
from tests.access.worlds import World, in_force, place
from tests.conftest import TODAY, see_as
from tests.house.cell_rows import OF_TWO, ROUTES, ROWS, filed, held_of

SITUATIONS = ("now", "ended", "other school")
PROMISES = ("yes_no", "names", "choose")


class Line(World):
    """A world with one actor, one pupil and one standing between them, told by its situation."""

    def __init__(self, basis: Basis, situation: str, promise: str) -> None:
        self.actor, other, self.third, fourth = people = [uuid.uuid4() for _ in range(4)]
        itself = basis == Basis.SELF and situation == "now"
        self.pupil = self.actor if itself else other
        school, elsewhere = uuid.uuid4(), uuid.uuid4()
        organised = place(school, "9")
        scope = organised if basis == Basis.ORGANISER else uuid.uuid4()
        standing = Standing(
            actor_id=self.actor,
            basis=basis,
            scope_id=scope,
            ends=TODAY if situation == "ended" else TODAY + timedelta(days=1),
        )
        self.scope = elsewhere if situation == "other school" else scope
        belonging = Belonging(person_id=self.pupil, scope_id=self.scope)
        standings = [] if basis == Basis.SELF else [standing]
        if basis == Basis.MENTOR:
            checked = {"basis": Basis.CHECKED, "scope_id": uuid.uuid4(), "source": "checks"}
            standings.append(Standing(actor_id=self.actor, **checked))
        if basis in (Basis.STAFF, Basis.MEMBER):
            organises = {"basis": Basis.ORGANISER, "scope_id": organised, "source": "organises"}
            standings.append(Standing(actor_id=self.actor, ends=standing.ends, **organises))
        super().__init__(people, standings, [belonging], [], promise, [], school, ["9"])
        self.fourth = fourth

    def write(self) -> None:
        """Put the people and the standing in, as the operator, and what some rows hang on."""
        see_as(None)
        super().write()
        self.held = held_of(self)
        write_as_owner(Held, [self.held])
        self.kept = ROW_MAKERS[Commitment](self, self.third, self.fourth)
        self.files = {
            (name, route): filed(model, route)(self, self.third, self.actor)
            for name, model in (("concern", Concern), ("talk", Talk))
            for route in ROUTES
        }
        self.named = Nomination(
            round=self.round, ego_id=self.third, alter_id=self.fourth, question="adult"
        )
        write_as_owner(Commitment, [self.kept])
        write_as_owner(Nomination, [self.named])
        for model, name in ((Concern, "concern"), (Talk, "talk")):
            write_as_owner(model, [self.files[name, route] for route in ROUTES])

    def lines(self) -> Iterator[models.Model]:
        """A row of each table and kind about the pupil: by the actor, and by somebody else.

        Where names may be open, only of the tables that ask for the promise.
        """
        for model, make in ROWS:
            if self.promise != "yes_no" and not any(
                r.on.promise for r in registry.for_model(model)
            ):
                continue
            for author in (self.actor, self.third):
                if not (model in OF_TWO and author == self.pupil):
                    yield make(self, self.pupil, author)

    def expects(self, row: models.Model, verb: Verb) -> bool:
        """What the policy says; one's own looking is written down, and nobody changes that."""
        if isinstance(row, Seen) and verb != Verb.READ:
            return verb == Verb.CREATE and row.reader == self.actor
        allowed = self.judge(type(row), row, self.actor, verb)
        if isinstance(row, RollImport) and verb != Verb.READ:
            return allowed and self.keeps_roll()
        return allowed

    def keeps_roll(self) -> bool:
        """Whether the actor works in an office: nobody else brings in a roll, even as their own."""
        return any(
            each.basis == Basis.OFFICE and in_force(each)
            for each in self.standings
            if each.actor_id == self.actor
        )

    def opened(self, row: models.Model) -> set[tuple[str, Verb]]:
        """The kinds and verbs that let the actor at this row."""
        return {
            (registration.kind, verb)
            for registration in registry.for_model(type(row))
            for verb in Verb
            if self._judge(registration, row, self.actor, verb)
        }
