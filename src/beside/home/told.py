"""What somebody is told at once on their first page, and cards that a second adult may confirm."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from beside.access.actor import Actor
from beside.access.models import Notice, SignInCard
from beside.safeguarding.queries import to_pupils
from beside.schools import queries as schools
from beside.schools import waits, words
from beside.schools.here import Here
from beside.schools.models import Enrolment
from beside.schools.rules import saying as rules

WORDS = {
    "card_made": lazy("%(name)s made you a new sign-in card."),
    "card_used": lazy("Somebody came in with your sign-in card."),
    "card_confirmed": lazy("%(name)s said that your card is in your hands."),
    "letter_anew": lazy("%(name)s made you a new link to a survey."),
    "invited": lazy("%(name)s sent you a link to make an account."),
    "let_in": lazy("%(name)s let somebody into a staff meeting in your name."),
    "appointed": lazy("The operator of Beside appointed on the machine: %(values)s"),
}
UNDONE = ("card_used",)


@dataclass(frozen=True)
class Told:
    """One thing somebody is told, and whether they may say that it was not them."""

    pk: uuid.UUID
    words: str
    at: datetime
    can_undo: bool


def on_first_page(here: Here) -> dict:
    """What stands above everything else on a first page."""
    says = here.holds(*rules.SAYS)
    return {
        "schools": here.schools if len(here.schools) > 1 else [],
        "notices": unread(here.actor),
        "to_read": to_pupils.how_many(here.actor) if here.posts else 0,
        "waits_for_yes": waits.how_many(here.actor, here.posts) if says else 0,
    }


def unread(actor: Actor) -> list[Told]:
    """What this person was told and has not read yet, newest first."""
    mine = Notice.objects.visible_to(actor).filter(subject=actor.subject_id, read_at=None)
    return _in_words(actor, list(mine.order_by("-at")[:12]))


def of_keys(actor: Actor) -> list[Told]:
    """What was done about a pupil's own keys, for the page of who looked."""
    mine = Notice.objects.visible_to(actor).filter(subject=actor.subject_id, what__in=WORDS)
    return _in_words(actor, list(mine.order_by("-at")[:100]))


def _in_words(actor: Actor, notices: list[Notice]) -> list[Told]:
    makers = {each.by for each in notices if each.by} if notices else set()
    names = schools.names_of(actor, makers)
    return [
        Told(each.pk, _words(each, names), each.at, each.what in UNDONE and each.read_at is None)
        for each in notices
    ]


def _words(notice: Notice, names: dict) -> str:
    if notice.what in words.TOLD:
        return words.told(notice.what, notice.values)
    name = names[notice.by].name if notice.by in names else _("A member of staff")
    values = {"name": name, "values": notice.values.get("words", "")}
    return str(WORDS.get(notice.what, notice.what)) % values


def cards_to_confirm(actor: Actor) -> dict[uuid.UUID, SignInCard]:
    """Used cards of pupils the actor looks after that opened no past, and that others made."""
    found = SignInCard.objects.visible_to(actor).filter(
        past_shut=True, confirmed_by=None, used_at__isnull=False
    )
    looked_after = Enrolment.objects.visible_to(actor).filter(
        schools.Reaches("person", schools.CARES_FOR)
    )
    others = found.exclude(made_by=actor.subject_id).exclude(subject=actor.subject_id)
    return {
        each.pk: each
        for each in others.filter(subject__in=looked_after.values("person")).order_by("used_at")
    }
