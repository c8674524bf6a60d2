"""The mail that brings a parent or carer their link."""

import uuid
from collections.abc import Iterable, Mapping

from django.utils import translation

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.access.reach import blocks
from beside.audit.actions import action
from beside.messages.actions import send_once
from beside.schools.models import FamilyLink, Person
from beside.ties import family_wording as wording
from beside.ties.actions.families import QUESTION, link_code
from beside.ties.models import Respondent, Round
from beside.web.templatetags.web import long_date


@action
def send_links(
    *, by: Actor, round_: Round, numbers: Mapping[uuid.UUID, int], language: str, address: str
) -> int:
    """Mail these carers their links by number, once a day at most; gives how many mails went out.

    Call it in the role of the roll. `address` is the page under which links stand; no pupil is
    named in a mail. Whoever has answered meanwhile is left alone, and whoever a block keeps apart
    from every child of theirs since the letter was ordered.
    """
    answered = Respondent.objects.filter(round=round_, question=QUESTION, answered=True)
    people = Person.objects.filter(pk__in=list(numbers)).exclude(email="")
    people = people.exclude(pk__in=answered.values("person"))
    people = people.filter(pk__in=_with_a_child(by, people.values_list("pk", flat=True)))
    with translation.override(language):
        return sum(_mail(by, round_, each, numbers[each.pk], address) for each in people)


def _with_a_child(by: Actor, carers: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    links = FamilyLink.objects.filter(in_force(by.today), carer__in=list(carers))
    pairs = set(links.values_list("carer_id", "pupil_id"))
    return {carer for carer, _pupil in pairs - blocks({carer for carer, _pupil in pairs})}


def _mail(by: Actor, round_: Round, carer: Person, number: int, address: str) -> bool:
    code = link_code(round_.pk, carer.pk, number)
    link = f"{address}{code}/?language={translation.get_language()}"
    words = {"name": carer.name, "school": round_.school.name, "link": link}
    if round_.closes_on:
        words["day"] = long_date(round_.closes_on)
    said = [wording.DEAR, wording.ASKS, wording.MINUTES, "%(link)s", wording.YOURS]
    if round_.closes_on:
        said.insert(3, wording.UNTIL)
    return send_once(
        recipient=carer.pk,
        address=carer.email,
        day=by.today,
        kind=f"family {round_.pk.hex[:12]}",
        subject=str(wording.MAIL_SUBJECT) % words,
        words="\n\n".join(str(each) % words for each in said) + "\n",
    )
