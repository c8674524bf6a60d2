"""Who is on a paper form: the pupils of a group, and names as somebody wrote them down."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.schools.models import Group
from beside.ties import answers as said
from beside.ties import rules
from beside.ties.models import Respondent, Round

Resolve = Callable[[str, str], tuple[uuid.UUID | None, str]]


@dataclass(frozen=True)
class OnPaper:
    """A pupil of a group who is asked, and whether they have sent."""

    pk: uuid.UUID
    name: str
    year_group: str
    sent: bool


def group_of(actor: Actor, round_: Round, group: Group) -> list[OnPaper]:
    """The pupils of a tutor group who are asked in a round, by name."""
    sent = dict(
        Respondent.objects.visible_to(actor)
        .filter(round=round_, question="survey", asked=True)
        .values_list("person_id", "sent_at")
    )
    pupils = schools.on_roll(
        schools.pupils_of(actor, round_.school, round_.year_groups).filter(tutor_group=group)
    )
    return [
        OnPaper(each.pk, each.name, each.year_group, sent[each.pk] is not None)
        for each in pupils
        if each.pk in sent
    ]


def known_names(actor: Actor, round_: Round) -> dict[str, list[str]]:
    """Names to choose from while typing: staff, and pupils of the years that are asked."""
    staff = schools.names_of(actor, schools.staff_ids(round_.school, actor.today))
    pupils = schools.on_roll(schools.pupils_of(actor, round_.school, round_.year_groups))
    return {
        "adult": sorted({person.name for person in staff.values()}),
        "peer": sorted({_with_group(each) for each in pupils}),
    }


def _with_group(pupil: schools.OnRoll) -> str:
    return f"{pupil.name}, {pupil.group}"


def resolver(actor: Actor, round_: Round, pupil: uuid.UUID) -> Resolve:
    """A function from (question, name) to (id, words); a name that fits two people is refused.

    A pupil is written as a name, or as name and tutor group. Family and others stay words.
    """
    known: dict[str, dict[str, set[uuid.UUID]]] = {
        "adult": defaultdict(set),
        "peer": defaultdict(set),
    }
    for person in schools.names_of(actor, schools.staff_ids(round_.school, actor.today)).values():
        known["adult"][_plain(person.name)].add(person.pk)
    for each in schools.on_roll(schools.pupils_of(actor, round_.school)):
        if each.pk != pupil:
            for written in (each.name, _with_group(each)):
                known["peer"][_plain(written)].add(each.pk)
    return lambda question, name: _resolve(known, question, name)


def _plain(name: str) -> str:
    return said.clean_words(name).casefold()


def _resolve(known, question: str, name: str) -> tuple[uuid.UUID | None, str]:
    if question not in known:
        return None, name
    found = known[question].get(_plain(name), set())
    if len(found) == 1:
        return next(iter(found)), ""
    if found:
        raise rules.NotFound(f"There are {len(found)} people called {name}. Add the tutor group.")
    raise rules.NotFound(
        f"Nobody at school is called {name}. Look at the spelling, or write them under"
        " “someone else”."
    )
