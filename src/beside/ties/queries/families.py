"""Families: whom letters go to, and the form as the parent or carer who answers it sees it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.schools import queries as schools
from beside.schools.models import Enrolment, FamilyLink, Person
from beside.ties import family_answers as said
from beside.ties import naming
from beside.ties.models import CarerLink, Draft, Respondent, Response, Round, TranslationCheck

NO_GROUP = uuid.UUID(int=0)


@dataclass(frozen=True)
class Family:
    """A parent or carer with the pupils whom they stand for, by the first pupil's tutor group."""

    carer: Person
    children: Sequence[Person]
    year_group: str
    group: uuid.UUID
    group_name: str
    answered: bool

    @property
    def first_names(self) -> list[str]:
        """How the children are called."""
        return [child.first_name for child in self.children]


def families(actor: Actor, round_: Round) -> list[Family]:
    """Everybody whom a letter goes to, each once, by their first pupil's tutor group and name.

    A parent or carer who is kept apart from a pupil is not here for that pupil.
    """
    pupils = {e.person_id: e for e in schools.pupils_of(actor, round_.school, round_.year_groups)}
    pairs = schools.children_by_carer(actor, pupils)
    names = schools.names_of(actor, pairs)
    answered = _answered(actor, round_)
    found = [
        _family(names[carer], [pupils[each] for each in children], carer in answered)
        for carer, children in pairs.items()
        if carer in names
    ]
    return sorted(found, key=_place)


def _answered(actor: Actor, round_: Round) -> set[uuid.UUID]:
    sent = Respondent.objects.visible_to(actor).filter(
        round=round_, question="carer_staff", answered=True
    )
    return set(sent.values_list("person_id", flat=True))


def _family(carer: Person, enrolments: list[Enrolment], answered: bool) -> Family:
    ordered = sorted(enrolments, key=lambda e: (schools.year_key(e.year_group), e.person.name))
    first = ordered[0]
    return Family(
        carer=carer,
        children=[each.person for each in ordered],
        year_group=first.year_group,
        group=first.tutor_group_id or NO_GROUP,
        group_name=first.tutor_group.name if first.tutor_group else "",
        answered=answered,
    )


def _place(family: Family) -> tuple:
    named = (family.carer.family_name, family.carer.given_name)
    return schools.year_key(family.year_group), family.group_name, *named


@dataclass
class GroupOfFamilies:
    """The families of a tutor group: how many there are, have answered, have an address."""

    year_group: str
    group: uuid.UUID
    group_name: str
    asked: int = 0
    answered: int = 0
    with_address: int = 0


def by_group(found: Sequence[Family]) -> list[GroupOfFamilies]:
    """The same families counted by tutor group, in their order."""
    groups: dict[uuid.UUID, GroupOfFamilies] = {}
    for each in found:
        group = groups.setdefault(
            each.group, GroupOfFamilies(each.year_group, each.group, each.group_name)
        )
        group.asked += 1
        group.answered += each.answered
        group.with_address += bool(each.carer.email)
    return list(groups.values())


@dataclass(frozen=True)
class Child:
    """A child of whoever answers, by first name."""

    pk: uuid.UUID
    first_name: str


@dataclass(frozen=True)
class Named:
    """Somebody at school on the list of whom a carer talks to."""

    key: str
    name: str
    hint: str


@dataclass(frozen=True)
class FamilySheet:
    """A carer's answers so far: their children, the screens, whom they talk to."""

    link: CarerLink
    round: Round
    children: list[Child]
    answers: said.Answers
    begun: bool
    people: list[Named] = field(default_factory=list)

    @property
    def screens(self) -> tuple[str, ...]:
        """The screens of this carer, whatever they answer."""
        return said.screens(len(self.children))

    def child(self, screen: str) -> Child | None:
        """The child that a screen is about."""
        place = said.parts(screen)[1]
        return self.children[place] if place >= 0 else None


def sheet(actor: Actor, link: CarerLink) -> FamilySheet:
    """The actor's own sheet of the round that their link leads to."""
    round_ = Round.objects.select_related("school__federation").get(pk=link.round_id)
    drafts = Draft.objects.visible_to(actor).filter(browser=actor.browser)
    draft = drafts.filter(round=round_, person=actor.subject_id).first()
    answers = draft.answers if draft else said.empty()
    return FamilySheet(
        link=link,
        round=round_,
        children=_children(actor, round_),
        answers=answers,
        begun=draft is not None,
        people=_people(round_, answers),
    )


def _children(actor: Actor, round_: Round) -> list[Child]:
    links = FamilyLink.objects.visible_to(actor).filter(
        in_force(actor.today), carer=actor.subject_id
    )
    enrolled = Enrolment.objects.visible_to(actor).filter(
        in_force(actor.today), school=round_.school, person__in=links.values("pupil")
    )
    found = [e for e in enrolled.select_related("person") if round_.asks_about(e.year_group)]
    ordered = sorted(found, key=lambda e: (schools.year_key(e.year_group), e.person.name))
    return [Child(each.person_id, each.person.first_name) for each in ordered]


def _people(round_: Round, answers: said.Answers) -> list[Named]:
    names = naming.names(round_.pk, {uuid.UUID(each) for each in said.staff(answers)})
    found = []
    for each in answers["people"]:
        known = names.get(uuid.UUID(each["alter"])) if each["alter"] else None
        if known or each["words"]:
            name, hint = (known.name, known.hint) if known else (each["words"], "")
            found.append(Named(each["key"], name, hint))
    return found


def checks() -> dict[str, TranslationCheck]:
    """The languages whose family pages were read by somebody who speaks them."""
    return {each.language: each for each in TranslationCheck.objects.exclude(checked_on=None)}


@dataclass(frozen=True)
class Idea:
    """What a parent or carer let their child's tutor read: ticks, and own words."""

    ticks: list[str]
    words: str


def ideas_about(actor: Actor, pupils: Collection[uuid.UUID]) -> list[Idea]:
    """What families would like to do with school, as far as they let the actor read it."""
    found = Response.objects.visible_to(actor).filter(
        about__in=list(pupils), question=said.FOR_TUTOR
    )
    values = found.exclude(value="").order_by("-round__taken_on").values_list("value", flat=True)
    return [Idea(*said.for_tutor(value)) for value in values]
