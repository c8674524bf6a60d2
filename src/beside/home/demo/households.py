"""Families: who the pupils are called, who looks after them, who is whose sister or brother."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from beside.schools.roll import records as r

from . import cast
from .naming import address, of_woman
from .places import MILL_LANE, PRIMARIES, SCHOOLS, WILLOW_LANE
from .world import Adult, Pupil, World

SIBLING, ANOTHER = 0.24, 0.2
LOOK_BACK = 12
MILL_NAME = SCHOOLS[MILL_LANE]
STAFF_FAMILIES = 0.08
NO_ADDRESS = 0.08
OWN_NAME = {"mother": 0.15, "father": 0.1}
OTHER_NAME = frozenset({"step-father", "step-mother", "foster carer", "aunt", "uncle"})
WOMEN = frozenset({"mother", "grandmother", "step-mother", "aunt"})

# Of a hundred households: relation, parental responsibility, lives with the pupil. Parents who
# live apart and share care both live with the pupil; a looked-after pupil lives with foster carers.
TOGETHER = (("mother", True, True), ("father", True, True))
KINDS: tuple[tuple[int, tuple[tuple[str, bool, bool], ...]], ...] = (
    (53, TOGETHER),
    (13, (("mother", True, True), ("father", True, False))),
    (7, (("mother", True, True), ("father", True, True), ("step-mother", False, True))),
    (8, (("mother", True, True),)),
    (3, (("father", True, True),)),
    (5, (("mother", True, True), ("step-father", False, True), ("father", True, False))),
    (2, (("mother", True, True), ("mother", True, True))),
    (1, (("father", True, True), ("father", True, True))),
    (3, (("grandmother", True, True), ("mother", True, False))),
    (1, (("aunt", True, True), ("uncle", False, True))),
    (2, (("foster carer", False, True), ("foster carer", False, True), ("mother", True, False))),
    (2, (("mother", True, True), ("father", True, True), ("grandmother", False, True))),
)


@dataclass(slots=True)
class _Home:
    """A household while it moves in: its children, what they share, the carers so far."""

    children: list[Pupil]
    culture: str
    family: str
    primary: str


def move_in(world: World) -> None:
    """Give every pupil a family, a name and the primary school they came from."""
    rng = world.random("households")
    for family in cast.FAMILIES:
        _of_the_story(world, family)
    waiting = [pupil for pupil in world.pupils.values() if not pupil.carers]
    rng.shuffle(waiting)
    staff = _parents_on_the_staff(world, rng)
    primaries = _primaries(rng)
    while waiting:
        children = _siblings(waiting, rng)
        primary = _came_from(children, primaries, rng)
        _settle(world, children, next(staff, None), primary, rng)
    for pupil in world.pupils.values():
        _enrol(world, pupil)


def _parents_on_the_staff(world: World, rng: Random) -> Iterator[Adult]:
    teachers = [a for a in world.adults.values() if a.kind == "teacher" and a.id[1:].isdigit()]
    yield from rng.sample(teachers, round(len(teachers) * STAFF_FAMILIES))


def _primaries(rng: Random) -> Iterator[str]:
    """Every primary school once, then the larger ones more often."""
    yield from PRIMARIES
    while True:
        yield rng.choices(PRIMARIES, [1 / (place + 4) for place in range(len(PRIMARIES))])[0]


def _came_from(children: list[Pupil], primaries: Iterator[str], rng: Random) -> str:
    schools = {child.school for child in children}
    if MILL_LANE in schools:
        return MILL_NAME
    return next(primaries) if WILLOW_LANE in schools else rng.choice(PRIMARIES)


def _siblings(waiting: list[Pupil], rng: Random) -> list[Pupil]:
    """Take a pupil who has no family yet, now and then with sisters or brothers of other years."""
    found = [waiting.pop()]
    while waiting and rng.random() < (SIBLING if len(found) == 1 else ANOTHER):
        near = range(len(waiting) - 1, max(-1, len(waiting) - LOOK_BACK), -1)
        years = {pupil.year for pupil in found}
        other = next((place for place in near if waiting[place].year not in years), -1)
        found.append(waiting.pop(other))
    return found


def _settle(
    world: World, children: list[Pupil], parent: Adult | None, primary: str, rng: Random
) -> None:
    culture = parent.culture if parent else world.names.culture()
    family = parent.family if parent else world.names.family(culture)
    home = _Home(children, culture, family, primary)
    for child in children:
        _name(world, home, child)
    kinds, shares = [kind for _, kind in KINDS], [share for share, _ in KINDS]
    carers = list(TOGETHER if parent else rng.choices(kinds, shares)[0])
    if parent:
        relation = "mother" if parent.girl else "father"
        carers.remove((relation, True, True))
        _look_after(world, home, parent.id, (relation, True, True))
    for carer in carers:
        _look_after(world, home, _carer(world, home, carer, rng), carer)


def _name(world: World, home: _Home, child: Pupil) -> None:
    family = of_woman(home.family) if child.girl else home.family
    people = world.book.records["person"]
    taken = {people[each.id].given_name for each in home.children if each.id in people}
    for _ in range(20):
        given = world.names.child(home.culture, child.girl, family)
        if given not in taken:
            break
    person = r.Person(child.id, given, family, world.names.called(given))
    world.book.add("person", person)
    child.culture, child.previous = home.culture, home.primary


def _carer(world: World, home: _Home, carer: tuple[str, bool, bool], rng: Random) -> str:
    relation, _, lives_there = carer
    culture, family = home.culture, home.family
    apart = OWN_NAME.get(relation, 0) + (0 if lives_there else 0.3)
    if relation in OTHER_NAME:
        culture = world.names.culture()
    if relation in OTHER_NAME or rng.random() < apart:
        family = world.names.family(culture)
    girl = relation in WOMEN or (relation == "foster carer" and rng.random() < 0.6)
    family = of_woman(family) if girl else family
    given = world.names.adult(culture, girl, family)
    id = f"c{len(world.book.records['person']):04d}"
    email = "" if rng.random() < NO_ADDRESS else address(given, family, id)
    world.book.add("person", r.Person(id, given, family, email=email))
    return id


def _look_after(world: World, home: _Home, carer: str, how: tuple[str, bool, bool]) -> None:
    for child in home.children:
        world.book.link(carer, child.id, *how)
        child.carers.append(carer)


def _of_the_story(world: World, family: cast.Family) -> None:
    here = [child for child in family.children if child.id in world.pupils]
    for child in here:
        pupil = world.pupils[child.id]
        pupil.culture, pupil.previous, pupil.clubs = family.culture, MILL_NAME, [*child.clubs]
        person = r.Person(child.id, child.given, child.family, child.called)
        world.book.add("person", person)
    home = _Home([world.pupils[child.id] for child in here], family.culture, "", MILL_NAME)
    for carer in family.carers:
        if carer.given:
            email = f"{carer.id}@example.org"
            world.book.add("person", r.Person(carer.id, carer.given, carer.family, email=email))
        _look_after(world, home, carer.id, (carer.relation, carer.responsible, carer.home))


def _enrol(world: World, pupil: Pupil) -> None:
    came_from = "" if pupil.school == MILL_LANE else pupil.previous
    world.book.add(
        "enrolment",
        r.Enrolment(
            *(f"{pupil.school}/{pupil.id}", pupil.id, pupil.school, pupil.year),
            tutor_group=pupil.tutor_group,
            previous_school=came_from,
            starts=pupil.starts,
        ),
    )
    world.join(pupil, pupil.tutor_group)


def brothers_and_sisters(pupils: Iterable[Pupil]) -> dict[str, list[str]]:
    """For each of these pupils the others who have a parent or carer in common."""
    by_carer: dict[str, list[str]] = {}
    everyone = list(pupils)
    for pupil in everyone:
        for carer in pupil.carers:
            by_carer.setdefault(carer, []).append(pupil.id)
    return {
        pupil.id: sorted({o for c in pupil.carers for o in by_carer[c]} - {pupil.id})
        for pupil in everyone
    }
