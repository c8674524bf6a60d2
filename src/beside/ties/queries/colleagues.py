"""Who learns with whom and who teaches the same pupils, for colleagues, as each opened it."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Person, School
from beside.ties import colleagues as opened
from beside.ties import rules
from beside.ties.models import StaffOpening


@dataclass(frozen=True)
class Line:
    """A colleague, with whom they learn, and whether they say it of the reader.

    `shared` is a band of how many pupils they and the reader teach: see `rules.shared_band`.
    """

    person: Person
    learns_with: list[Person]
    with_me: bool = False
    shared: str = ""


@dataclass(frozen=True)
class Page:
    """The reader's own line, then those that colleagues opened; everything by name.

    `of_me` are those among `others` who say that they learn with the reader; `taught` are all who
    teach pupils of the reader, with the band.
    """

    learns_with: list[Person]
    of_me: list[Person]
    taught: list[tuple[Person, str]]
    is_open: bool
    others: list[Line] = field(default_factory=list)


def page(actor: Actor, school: School) -> Page:
    """What the actor may read of who learns with whom at their school."""
    lines = opened.lines(school.pk)
    bands = {
        person: rules.shared_band(pupils)
        for person, pupils in schools.taught_together(actor, school).items()
    }
    named = {person for listed in lines.values() for person in listed}
    names = schools.names_of(actor, {*lines, *named, *bands})
    others = _by_name(names, set(lines) - {actor.subject_id})
    return Page(
        learns_with=_by_name(names, lines.get(actor.subject_id, ())),
        of_me=[each for each in others if actor.subject_id in lines[each.pk]],
        taught=[(each, bands[each.pk]) for each in _by_name(names, bands)],
        is_open=is_open(actor, school),
        others=[
            Line(
                each,
                _by_name(names, lines[each.pk] - {actor.subject_id}),
                actor.subject_id in lines[each.pk],
                bands.get(each.pk, ""),
            )
            for each in others
        ],
    )


def _by_name(names: Mapping[uuid.UUID, Person], people: Collection[uuid.UUID]) -> list[Person]:
    found = (names[each] for each in people if each in names)
    return sorted(found, key=lambda person: (person.family_name, person.given_name))


def is_open(actor: Actor, school: School) -> bool:
    """Whether the actor lets colleagues of a school see their line; at first they do not."""
    mine = StaffOpening.objects.visible_to(actor).filter(school=school, person=actor.subject_id)
    return bool(mine.order_by("-at").values_list("opened", flat=True).first())
