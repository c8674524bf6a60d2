"""Families: letters with a link of one's own, and a parent or carer who answers through it."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from beside.access.actions import code_digest, code_of
from beside.access.actor import Actor
from beside.access.models import in_force
from beside.audit.actions import action
from beside.schools.models import Post
from beside.ties import family_answers as said
from beside.ties import rules
from beside.ties.models import CarerLink, Draft, Nomination, Respondent, Response, Round
from beside.ties.reckoning import reckon

CODE_LENGTH = 12
QUESTION = "carer_staff"


@action
def make_links(
    *, by: Actor, round_: Round, carers: Iterable[uuid.UUID], anew: bool = False
) -> dict[uuid.UUID, int]:
    """Give each of these carers a link into a round; gives the number of each.

    A link stays, so that a letter printed twice is one letter; `anew` makes the next and ends the
    one before. Whoever came to the school after the round opened is asked now.
    """
    wanted = list(carers)
    asked = [Respondent(round=round_, person_id=each, question=QUESTION) for each in wanted]
    Respondent.objects.bulk_create(asked, ignore_conflicts=True)
    kept = dict(
        CarerLink.objects.visible_to(by)
        .filter(round=round_, carer__in=wanted)
        .values_list("carer_id", "number")
    )
    numbers = {carer: kept.get(carer, 0) + int(anew or carer not in kept) for carer in wanted}
    fresh = {carer: number for carer, number in numbers.items() if kept.get(carer) != number}
    _write_links(round_, fresh)
    return numbers


def _write_links(round_: Round, numbers: Mapping[uuid.UUID, int]) -> None:
    links = [
        CarerLink(
            round=round_,
            carer_id=carer,
            number=number,
            token_hash=link_digest(link_code(round_.pk, carer, number)),
        )
        for carer, number in numbers.items()
    ]
    CarerLink.objects.bulk_create(
        links,
        update_conflicts=True,
        unique_fields=["round", "carer"],
        update_fields=["number", "token_hash", "spent_at"],
    )


@action
def end_links(*, by: Actor, people: list[uuid.UUID]) -> None:
    """The letters of these people open nothing any more; a new one would have the next number."""
    for link in CarerLink.objects.filter(carer__in=people, spent_at=None).select_related("round"):
        _write_links(link.round, {link.carer_id: link.number + 1})


def link_code(round_: uuid.UUID, carer: uuid.UUID, number: int) -> str:
    """The code of a carer's link of this number: worked out from the secret key, kept nowhere."""
    return code_of("beside.family", f"{round_}:{carer}:{number}", CODE_LENGTH)


def link_digest(code: str) -> str:
    """What is kept of a link's code, however it was typed."""
    return code_digest("beside.family", code)


@action
def start(*, by: Actor, round_: Round, now: datetime) -> None:
    """Note that a carer has begun, and give them their draft; begun twice is begun once."""
    _own(by, round_).filter(joined_at=None).update(joined_at=now)
    Draft.objects.bulk_create(
        [Draft(round=round_, person_id=by.subject_id, answers=said.empty())], ignore_conflicts=True
    )


@action
def keep(*, by: Actor, round_: Round, kind: str, child: str, form: said.Form) -> None:
    """Keep what a form says about a child, also after the round has closed: nothing is lost."""
    _change(by, round_, lambda answers: said.say(answers, kind, child, form))


@action
def skip(*, by: Actor, round_: Round, kind: str, child: str) -> None:
    """Leave a screen out."""
    _change(by, round_, lambda answers: said.skip(answers, kind, child))


@action
def add(*, by: Actor, round_: Round, alter: uuid.UUID | None = None, words: str = "") -> None:
    """Put down an adult of the school whom the carer talks to, or somebody in their own words."""
    if alter and not _at_school(by, round_, [alter]):
        raise rules.NotFound("We could not find this person. Type the name again.")
    key = str(alter) if alter else ""
    _change(by, round_, lambda answers: said.add_person(answers, alter=key, words=words))


@action
def take_off(*, by: Actor, round_: Round, key: str) -> None:
    """Take somebody off the list again."""
    _change(by, round_, lambda answers: said.take_off(answers, key))


def _change(by: Actor, round_: Round, change: Callable[[said.Answers], Any]) -> None:
    draft = Draft.objects.select_for_update().filter(round=round_, person=by.subject_id).first()
    if draft is None:
        raise rules.NotAsked("Open the link in your letter first.")
    change(draft.answers)
    draft.save(update_fields=["answers", "at"])


def _at_school(by: Actor, round_: Round, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these people work at the school of the round, and are not the carer."""
    posts = Post.objects.visible_to(by).filter(
        in_force(by.today), school=round_.school_id, person__in=list(people)
    )
    return set(posts.values_list("person_id", flat=True)) - {by.subject_id}


@action
def send(*, by: Actor, link: CarerLink, children: Collection[uuid.UUID], now: datetime) -> None:
    """Send what was put down about these children: it counts from now on, and spends the link.

    Sent twice is sent once. After a new link, what was sent before and is not put down any more is
    kept as a no.
    """
    held = CarerLink.objects.select_for_update().get(pk=link.pk)
    if held.spent_at or held.number != link.number:
        return
    round_ = Round.objects.get(pk=held.round_id)
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    draft = Draft.objects.get(round=round_, person=by.subject_id)
    _nominate(by, round_, draft.answers, children)
    _respond(by, round_, draft.answers, children)
    _own(by, round_).update(answered=True, sent_at=now)
    held.spent_at = now
    held.save(update_fields=["spent_at"])
    reckon(round_.pk, children)


def _nominate(
    by: Actor, round_: Round, answers: said.Answers, children: Collection[uuid.UUID]
) -> None:
    staff = _at_school(by, round_, [uuid.UUID(each) for each in said.staff(answers)])
    says = dict.fromkeys(staff, True)
    for child in children:
        beside = said.is_beside(answers, str(child))
        if beside is not None:
            says[child] = beside
    mine = Nomination.objects.visible_to(by).filter(
        round=round_, ego=by.subject_id, question=QUESTION
    )
    before = {each.alter_id: each for each in mine}
    Nomination.objects.bulk_create(
        Nomination(
            round=round_, ego_id=by.subject_id, alter_id=alter, question=QUESTION, answer=answer
        )
        for alter, answer in says.items()
        if alter not in before
    )
    changed = [each for alter, each in before.items() if each.answer != says.get(alter, False)]
    for each in changed:
        each.answer = not each.answer
    Nomination.objects.bulk_update(changed, ["answer", "at"])


def _respond(
    by: Actor, round_: Round, answers: said.Answers, children: Collection[uuid.UUID]
) -> None:
    rows = said.rows(answers, [str(each) for each in children])
    Response.objects.bulk_create(
        [
            Response(
                round=round_,
                person_id=by.subject_id,
                about_id=row.about or None,
                question=row.question,
                value=row.value,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["round", "person", "question", "about"],
        update_fields=["value"],
    )


def _own(by: Actor, round_: Round):
    return Respondent.objects.filter(
        round=round_, person=by.subject_id, question=QUESTION, asked=True
    )
