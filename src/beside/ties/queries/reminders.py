"""Who is waited for in a round and could be reminded by mail, and when they were last."""

import uuid
from dataclasses import dataclass

from beside.access.actor import Actor
from beside.schools import queries as schools
from beside.ties.models import CarerLink, Reminder, Respondent, Round
from beside.ties.queries.families import families


@dataclass(frozen=True)
class Waiting:
    """Whom a reminder would go to, each once; all of them have a mail address.

    `staff` have not sent their own; pupils of `tutors` have not sent theirs; `carers` have a link
    that is not used up, with its number. `unreachable` counts those without an address.
    """

    staff: frozenset[uuid.UUID]
    tutors: frozenset[uuid.UUID]
    carers: dict[uuid.UUID, int]
    unreachable: int = 0

    @property
    def colleagues(self) -> int:
        """How many colleagues would get a mail."""
        return len(self.staff | self.tutors)

    @property
    def mails(self) -> int:
        """How many mails would go."""
        return self.colleagues + len(self.carers)


def waiting(actor: Actor, round_: Round) -> Waiting:
    """Whom a reminder would go to now: nobody who has left, was away, or is kept apart."""
    here = set(schools.staff_ids(round_.school, actor.today))
    staff = _not_sent(actor, round_, "staff_knows") & here
    tutors = schools.tutors_of(actor, _not_sent(actor, round_, "survey")) & here
    carers = _carers(actor, round_)
    everybody = staff | tutors | set(carers)
    reached = {pk for pk, each in schools.names_of(actor, everybody).items() if each.email}
    return Waiting(
        staff=frozenset(staff & reached),
        tutors=frozenset(tutors & reached),
        carers={carer: number for carer, number in carers.items() if carer in reached},
        unreachable=len(everybody - reached),
    )


def _not_sent(actor: Actor, round_: Round, question: str) -> set[uuid.UUID]:
    """Who was asked and has not answered, but for those of whom it is known why."""
    found = Respondent.objects.visible_to(actor).filter(
        round=round_, question=question, asked=True, answered=False, reason=""
    )
    return set(found.values_list("person_id", flat=True))


def _carers(actor: Actor, round_: Round) -> dict[uuid.UUID, int]:
    """The carers with a link that is not used up, for a pupil who is still here, by its number."""
    links = CarerLink.objects.visible_to(actor).filter(round=round_, spent_at=None)
    numbers = dict(links.values_list("carer_id", "number"))
    if not numbers:
        return {}
    asked = _not_sent(actor, round_, "carer_staff")
    here = {each.carer.pk for each in families(actor, round_)} & asked
    return {carer: number for carer, number in numbers.items() if carer in here}


def last(actor: Actor, round_: Round) -> Reminder | None:
    """The last reminder of a round."""
    return Reminder.objects.visible_to(actor).filter(round=round_).order_by("-at").first()
