"""Made-up worlds for the locks: a few people, standings, blocks and rows of some tables."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models
from hypothesis import strategies as st

from beside.access import registry, scopes
from beside.access.actions import name_places
from beside.access.actor import Actor, role
from beside.access.models import Belonging, Block, Standing, Subject
from beside.enrichment.models import (
    Challenge,
    Season,
    Team,
)
from beside.rights import Basis, Role, Verb
from beside.schools.models import (
    Federation,
    Person,
    School,
)
from beside.schools.models import Group as SchoolGroup
from beside.ties.models import (
    Round,
)
from beside.timetable.models import (
    Cycle,
    Period,
    Session,
)
from tests.access.rows import NOMINATIONS, NOW, ROW_MAKERS, write_as_owner
from tests.conftest import TODAY

DATES = [None, TODAY - timedelta(days=2), TODAY, TODAY + timedelta(days=2)]
PERIODS = [(s, e) for s in DATES for e in DATES if s is None or e is None or e >= s]
PLACES = ("", "9", "10")
BASES = [b for b in Basis if b != Basis.SELF]


def in_force(row) -> bool:
    return (row.starts is None or row.starts <= TODAY) and (row.ends is None or row.ends > TODAY)


def place(school: uuid.UUID, year: str) -> uuid.UUID:
    """The scope of a year of a school, or of all its pupils."""
    return scopes.year(school, year) if year else scopes.pupils(school)


@dataclass
class World:
    people: list[uuid.UUID]
    standings: list[Standing]
    belongings: list[Belonging]
    blocks: list[Block]
    promise: str
    makers: list
    school_id: uuid.UUID
    years: list[str]
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def write(self) -> None:
        with role(Role.ROLL):
            Subject.objects.bulk_create([Subject(id=p) for p in self.people])
            self._school()
            Belonging.objects.bulk_create(self.belongings)
            Standing.objects.bulk_create(self.standings)
        self.rows[Belonging] = self.belongings
        for model, pairs in self.makers:
            self.rows[model] = [ROW_MAKERS[model](self, a, b) for a, b in pairs]
            self.rows[model] = _once(model, self.rows[model])
            write_as_owner(model, self.rows[model])
        # Last, since no row is written that puts two together between whom a block stands.
        write_as_owner(Block, self.blocks)

    def _school(self) -> None:
        federation = Federation.objects.create(name="Made up")
        self.federation = federation
        self.school = School.objects.create(
            id=self.school_id, federation=federation, source_id="s", name="Made up"
        )
        name_places(by=Actor(None, TODAY), school=self.school_id, year_groups=PLACES[1:])
        self.group = SchoolGroup.objects.create(
            federation=federation, school=self.school, source_id="g", name="9A", kind="tutor_group"
        )
        self.round = Round.objects.create(
            school=self.school,
            name="r",
            taken_on=TODAY,
            promise=self.promise,
            year_groups=self.years,
        )
        self._choice_time()
        people = [
            Person(subject_id=p, federation=federation, source_id=str(p)) for p in self.people
        ]
        Person.objects.bulk_create(people)

    def _choice_time(self) -> None:
        self.cycle = Cycle.objects.create(
            school=self.school, name="c", first_day=TODAY, last_day=TODAY, closes_at=NOW
        )
        self.period = Period.objects.create(
            cycle=self.cycle, starts_at=NOW, ends_at=NOW + timedelta(hours=1)
        )
        self.session = Session.objects.create(period=self.period, title="Art", seats=9)
        self.season = Season.objects.create(
            school=self.school, name="s", first_day=TODAY, last_day=TODAY, closes_at=NOW
        )
        challenge = Challenge.objects.create(season=self.season, title="Cycling")
        self.team = Team.objects.create(challenge=challenge, number=1)

    def keys(self, model) -> set[uuid.UUID]:
        return {row.pk for row in self.rows[model]}

    def bases(self, actor, pupil) -> frozenset[Basis]:
        places = {b.scope_id for b in self.belongings if in_force(b) and b.person_id == pupil}
        held = self.standing_on(actor, places)
        return held | ({Basis.SELF} if actor == pupil else set())

    def standing_on(self, actor, places) -> frozenset[Basis]:
        mine = [s for s in self.standings if in_force(s) and s.actor_id == actor]
        held = frozenset(Basis(s.basis) for s in mine if s.scope_id in places)
        checked = any(s.basis == Basis.CHECKED for s in mine)
        return held if checked else held - {Basis.MENTOR}

    def organises(self, actor) -> bool:
        """Whether somebody organises all that everything in this world is about."""
        mine = {year for year in PLACES if self.organiser_of(actor, year)}
        return "" in mine or (bool(self.years) and set(self.years) <= mine)

    def organiser_of(self, actor, year: str) -> bool:
        return Basis.ORGANISER in self.standing_on(actor, {place(self.school_id, year)})

    def blocked(self, actor, pupil) -> bool:
        return any(b.actor_id == actor and b.pupil_id == pupil and in_force(b) for b in self.blocks)

    def judge(self, model, row, actor, verb: Verb) -> bool:
        return any(self._judge(r, row, actor, verb) for r in registry.for_model(model))

    def _judge(self, registration, row, actor, verb) -> bool:
        if (
            registration.on.only
            and getattr(row, registration.on.only[0]) not in registration.on.only[1]
        ):
            return False
        if registration.on.pupils_array:
            return self._judge_many(registration, row, actor, verb)
        pupil = _value(row, registration.on.pupil)
        if registration.on.scope:
            bases = self.standing_on(actor, {_value(row, registration.on.scope)})
            return registry.book().allows(
                registration.kind,
                verb,
                bases=bases,
                blocked=self.blocked(actor, pupil),
                **self._conditions(registration, row, actor),
            )
        return self._allows(
            registration, verb, actor, pupil, self._conditions(registration, row, actor)
        )

    def _conditions(self, registration, row, actor) -> dict[str, bool]:
        opened = bool(registration.on.opened) and _value(row, registration.on.opened)
        return {
            "own": bool(registration.on.author) and _value(row, registration.on.author) == actor,
            "names": bool(registration.on.promise) and self.promise == "names",
            "chosen": opened and self.promise == "choose",
            "organised": bool(registration.on.about) and self.organises(actor),
            **self._filed(registration, row, actor),
        }

    def _filed(self, registration, row, actor) -> dict[str, bool]:
        on = registration.on
        file = getattr(row, on.file) if on.file else None
        return {
            "past": bool(on.past) and actor in _people(_value(row, on.past)),
            "let": bool(on.readers) and actor in _value(row, on.readers),
            "file": file is not None and self.judge(type(file), file, actor, Verb.READ),
        }

    def _judge_many(self, registration, row, actor, verb) -> bool:
        if _value(row, registration.on.author) == actor:
            return True
        pupils = _value(row, registration.on.pupil)
        return any(self._allows(registration, verb, actor, p, {}) for p in pupils)

    def _allows(self, registration, verb, actor, pupil, conditions) -> bool:
        kind, itself = registration.kind, frozenset({Basis.SELF})
        if actor == pupil and registry.book().allows(
            kind, verb, bases=itself, blocked=False, **conditions
        ):
            return True
        bases, blocked = self.bases(actor, pupil) - itself, self.blocked(actor, pupil)
        return registry.book().allows(kind, verb, bases=bases, blocked=blocked, **conditions)


def _people(found) -> list:
    return found if isinstance(found, list) else [found]


def _value(row, name: str):
    field_ = row._meta.get_field(name)
    return getattr(row, field_.attname)


def _once(model, rows: list) -> list:
    """Drop rows that a unique constraint would refuse."""
    kept, taken = [], set()
    for row in rows:
        keys = {
            (c.name, tuple(_value(row, f) for f in c.fields))
            for c in model._meta.constraints
            if isinstance(c, models.UniqueConstraint)
        }
        keys |= {(f.name, _value(row, f.name)) for f in model._meta.fields if f.unique}
        if not keys & taken:
            taken |= keys
            kept.append(row)
    return kept


@st.composite
def worlds(draw) -> World:
    people = [uuid.uuid4() for _ in range(draw(st.integers(2, 4)))]
    school_id = uuid.uuid4()
    places = [uuid.uuid4(), *(place(school_id, year) for year in PLACES), *people]
    person, scope, period = (
        st.sampled_from(people),
        st.sampled_from(places),
        st.sampled_from(PERIODS),
    )

    def standing(actor, basis, at, when):
        return Standing(
            actor_id=actor,
            basis=basis,
            scope_id=at,
            starts=when[0],
            ends=when[1],
            source=str(uuid.uuid4()),
        )

    def belonging(who, at, when):
        return Belonging(
            person_id=who, scope_id=at, starts=when[0], ends=when[1], source=str(uuid.uuid4())
        )

    def block(actor, pupil, when):
        return Block(actor_id=actor, pupil_id=pupil, starts=when[0], ends=when[1])

    pair = st.tuples(person, person).filter(lambda p: p[0] != p[1])
    blocked = st.tuples(pair, period).map(lambda drawn: block(*drawn[0], drawn[1]))
    models_ = draw(st.lists(st.sampled_from(list(ROW_MAKERS)), min_size=1, max_size=4, unique=True))
    world = World(
        people=people,
        standings=draw(
            st.lists(st.builds(standing, person, st.sampled_from(BASES), scope, period), max_size=8)
        ),
        belongings=draw(st.lists(st.builds(belonging, person, scope, period), max_size=8)),
        blocks=draw(st.lists(blocked, max_size=2)),
        school_id=school_id,
        years=draw(st.sampled_from([[], ["9"], ["10"], ["9", "10"]])),
        promise=draw(st.sampled_from(["yes_no", "names", "choose"])),
        makers=[(m, draw(st.lists(pair, min_size=1, max_size=4))) for m in models_],
    )
    world.question = draw(st.sampled_from(list(NOMINATIONS)))
    return world
