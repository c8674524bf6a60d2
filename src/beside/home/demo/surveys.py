"""The two finished surveys: who was asked, who answered, and what they said."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from beside.measures.states import State
from beside.ties.paper_records import Answer, Nomination, Question, Respondent

from .bonds import Bond, by_pupil, friendships, near_adults
from .households import brothers_and_sisters
from .known import Heard, Outcome, outcomes
from .made_up import Asking
from .marks import knows, qualities, stage
from .places import WILLOW_LANE
from .world import Pupil, World, draw

STAFF_SENT, CARERS_SENT = 0.9, 0.46
OTHER_QUESTION = 0.97
NAMED = ((1, 44), (2, 33), (3, 17), (4, 6))
KNOWN_BY = ((1, 42), (2, 34), (3, 24))
MOST_PEERS = 8
QUESTIONS = ("adult", "carer_staff", "family", "peer", "staff_knows")


def surveys(world: World) -> list[Asking]:
    """The earlier and the later survey of Willow Lane."""
    bonds = friendships(world)
    return [_survey(world, place, bonds) for place in (0, 1)]


@dataclass(slots=True)
class _Survey:
    """A survey while it is answered."""

    world: World
    rng: Random
    known: dict[str, Outcome]
    peers: dict[str, list[tuple[str, float]]]
    siblings: dict[str, list[str]]
    sent: dict[str, bool]
    heard: set[tuple[str, Question]]


def _survey(world: World, place: int, bonds: list[Bond]) -> Asking:
    rng = world.random(f"survey {place}")
    on = world.days.surveys[place]
    sent = {
        a.id: rng.random() < STAFF_SENT for a in world.adults.values() if a.is_here(on.taken_on)
    }
    sent = {id: done or world.adults[id].kind == "head_of_year" for id, done in sent.items()}
    known = outcomes(world, place)
    on_roll = [world.pupils[id] for id in known]
    siblings = brothers_and_sisters(on_roll)
    survey = _Survey(world, rng, known, by_pupil(bonds, place), siblings, sent, set())
    asked = [*_pupils_asked(survey), *_staff_asked(survey), *_carers_asked(survey)]
    said = [answer for pupil in on_roll for answer in _of_pupil(survey, pupil)]
    said += _of_carers(survey)
    return Asking(
        *(WILLOW_LANE, on.name, on.taken_on, on.ended_on, QUESTIONS, (), "hughes"),
        nominations=tuple(said),
        respondents=tuple(asked),
    )


def _pupils_asked(survey: _Survey) -> Iterator[Respondent]:
    for id, outcome in survey.known.items():
        for question in (Question.ADULT, Question.PEER, Question.FAMILY):
            answered = _answers(survey, outcome.heard, question)
            if answered:
                survey.heard.add((id, question))
            reason = outcome.heard if outcome.heard in AWAY else ""
            asked = outcome.heard is not Heard.NEW
            yield Respondent(id, question, asked, answered, str(reason))


AWAY = (Heard.ABSENT, Heard.DECLINED, Heard.NEW)


def _answers(survey: _Survey, heard: Heard, question: Question) -> bool:
    if heard not in (Heard.ANSWERED, Heard.SKIPPED):
        return False
    if question is Question.ADULT:
        return heard is Heard.ANSWERED
    return survey.rng.random() < OTHER_QUESTION


def _staff_asked(survey: _Survey) -> Iterator[Respondent]:
    for id, sent in survey.sent.items():
        if survey.world.adults[id].is_staff:
            yield Respondent(id, Question.STAFF_KNOWS, True, sent)


def _carers_asked(survey: _Survey) -> Iterator[Respondent]:
    people = survey.world.book.records["person"]
    carers = {c: None for id in survey.known for c in survey.world.pupils[id].carers}
    for carer in carers:
        sent = bool(people[carer].email) and survey.rng.random() < CARERS_SENT
        if sent:
            survey.heard.add((carer, Question.CARER_STAFF))
        yield Respondent(carer, Question.CARER_STAFF, True, sent)


def _of_pupil(survey: _Survey, pupil: Pupil) -> Iterator[Nomination]:
    """What a pupil said, and what adults of the school said of them."""
    yield from _adults(survey, pupil)
    if (pupil.id, Question.PEER) in survey.heard:
        yield from _peers(survey, pupil)
    if (pupil.id, Question.FAMILY) in survey.heard:
        yield from _family(survey, pupil)


def _adults(survey: _Survey, pupil: Pupil) -> Iterator[Nomination]:
    """Both sides of the need for an adult, as its outcome has it."""
    state = survey.known[pupil.id].state
    named, known_by = _two_sides(survey, pupil, state)
    for place, adult in enumerate(named):
        yield _named(survey, pupil, adult, place)
    for adult in known_by:
        yield _knows(survey, adult, pupil)


def _two_sides(survey: _Survey, pupil: Pupil, state: State) -> tuple[list[str], list[str]]:
    near = near_adults(survey.world, pupil)
    near = {id: weight for id, weight in near.items() if id in survey.sent}
    speak = {
        id: w for id, w in near.items() if survey.sent[id] and survey.world.adults[id].is_staff
    }
    named = draw(survey.rng, near, _count(survey, NAMED))
    known_by = draw(survey.rng, speak, _count(survey, KNOWN_BY))
    if state is State.BOTH:
        shared = known_by[0]
        return [shared, *(id for id in named if id != shared)][: len(named)], known_by
    if state is State.ONE_SIDE_EACH:
        return [id for id in named if id not in known_by] or _others(near, known_by), known_by
    return named if state is State.PUPIL_ONLY else [], known_by if state is State.ADULT_ONLY else []


def _others(near: dict[str, float], taken: list[str]) -> list[str]:
    return [max((id for id in near if id not in taken), key=lambda id: near[id])]


def _count(survey: _Survey, chances: tuple[tuple[int, int], ...]) -> int:
    return survey.rng.choices([n for n, _ in chances], [share for _, share in chances])[0]


def _named(survey: _Survey, pupil: Pupil, adult: str, place: int) -> Nomination:
    rng = survey.rng
    ring = min(3, 1 + place + (rng.random() < 0.4))
    return Nomination(
        *(pupil.id, adult, Question.ADULT, Answer.YES, ring),
        qualities=qualities(survey.world.adults[adult], rng),
        stage=stage(pupil, rng),
    )


def _knows(survey: _Survey, adult: str, pupil: Pupil) -> Nomination:
    marks = knows(survey.world.adults[adult], pupil, survey.rng)
    return Nomination(adult, pupil.id, Question.STAFF_KNOWS, Answer.YES, knows=marks)


def _peers(survey: _Survey, pupil: Pupil) -> Iterator[Nomination]:
    """The closest first; how sure a pupil is to name somebody grows with the bond."""
    rng = survey.rng
    near = [each for each in survey.peers.get(pupil.id, []) if each[0] in survey.known]
    for other, strength in near[:MOST_PEERS]:
        if rng.random() < 0.5 + 0.45 * strength:
            ring = 1 if strength > 0.75 else 2 if strength > 0.35 else 3
            yield Nomination(pupil.id, other, Question.PEER, Answer.YES, ring)


def _family(survey: _Survey, pupil: Pupil) -> Iterator[Nomination]:
    rng = survey.rng
    for carer in pupil.carers:
        if rng.random() < 0.88:
            ring = 1 if rng.random() < 0.75 else 2
            yield Nomination(pupil.id, carer, Question.FAMILY, Answer.YES, ring)
    for sibling in survey.siblings[pupil.id]:
        if rng.random() < 0.6:
            yield Nomination(pupil.id, sibling, Question.FAMILY, Answer.YES, rng.randint(1, 2))
    if rng.random() < 0.3:  # somebody who is not on the roll: a grandparent, a cousin
        yield Nomination(pupil.id, None, Question.FAMILY, Answer.YES, rng.randint(1, 3))


def _of_carers(survey: _Survey) -> Iterator[Nomination]:
    """Parents and carers speak of their own, and now and then of a tutor or head of year."""
    rng = survey.rng
    staff: set[tuple[str, str]] = set()
    for id in survey.known:
        pupil = survey.world.pupils[id]
        for carer in pupil.carers:
            if (carer, Question.CARER_STAFF) not in survey.heard:
                continue
            yield Nomination(carer, id, Question.CARER_STAFF, Answer.YES, 1)
            tutor = survey.world.leaders[pupil.tutor_group][0]
            new = tutor != carer and (carer, tutor) not in staff
            if new and rng.random() < 0.5:
                staff.add((carer, tutor))
                yield Nomination(carer, tutor, Question.CARER_STAFF, Answer.YES, 3)
