"""Who may say yes to a right that somebody asked for, and when that is enough.

Nobody becomes more than they are alone: neither whoever asks nor whoever would gain says the yes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from beside.access.refusals import Refusal

SAYS = frozenset({"safeguarding_lead", "safeguarding_deputy", "head", "office", "organiser"})
# Posts whose giving needs the lead or the head, or two others: the deputy has the rights of the
# lead, and the chair reads what is about the head.
TOP = frozenset({"safeguarding_lead", "safeguarding_deputy", "head", "chair"})
CONCERNED = frozenset({"safeguarding_lead", "head"})
FRESH_DAYS = 30
# What speaks of a court, of contact or of care is for the lead alone, who may have brought it in.
COURT = "court"
SEE_ORDER_WITHIN = timedelta(days=5)


class NotYours(Refusal):
    """Whoever asked, would gain, or holds no post for it cannot say the yes."""


@dataclass(frozen=True)
class Asked:
    """A right that is asked for: by which rule, the post it is about, by whom and for whom."""

    rule: str
    post: str
    asker: UUID | None
    people: frozenset[UUID]


@dataclass(frozen=True)
class Voice:
    """Somebody with their posts of today at the school; who had asked for them, and when given."""

    person: UUID
    posts: frozenset[str]
    asked_for_by: UUID | None = None
    given_on: date | None = None

    def is_fresh(self, today: date) -> bool:
        """Whether their post was given so lately that it is no second opinion yet."""
        return self.given_on is not None and today < self.given_on + timedelta(days=FRESH_DAYS)


def why_not(asked: Asked, voice: Voice, today: date) -> str:
    """Why somebody cannot say the yes, as a code; empty where they can."""
    if asked.rule == COURT:
        return _why_not_court(asked, voice)
    if voice.person == asked.asker:
        return "asked"
    if voice.person in asked.people:
        return "" if asked.rule == "ending" else "gains"
    if not voice.posts & SAYS:
        return "no_post"
    if voice.is_fresh(today) and voice.asked_for_by == asked.asker:
        return "given_by_asker"
    return ""


def _why_not_court(asked: Asked, voice: Voice) -> str:
    if voice.person in asked.people:
        return "gains"
    return "" if "safeguarding_lead" in voice.posts else "not_lead"


def see_order_by(today: date) -> date:
    """The last day by which the lead has to have seen an order that somebody speaks of."""
    return today + SEE_ORDER_WITHIN


def is_enough(asked: Asked, voices: Iterable[Voice], today: date) -> bool:
    """Whether these yeses are enough: for lead and head, one of them or two others."""
    valid = [voice for voice in voices if not why_not(asked, voice, today)]
    if asked.post not in TOP:
        return bool(valid)
    if any(_is_concerned(asked, voice) for voice in valid):
        return True
    return len({voice.person for voice in valid if not voice.is_fresh(today)}) >= 2


def _is_concerned(asked: Asked, voice: Voice) -> bool:
    return bool(voice.posts & CONCERNED) or voice.person in asked.people


def could_be_said(asked: Asked, everybody: Collection[Voice], today: date) -> bool:
    """Whether enough people are left at the school who could say the yes."""
    return is_enough(asked, everybody, today)
