"""Being beside a pupil: taking it on, following it up, talking, handing over, ending."""

import uuid
from datetime import date, datetime

from beside.access import actions as access
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.rights import Basis
from beside.schools.models import School
from beside.schools.queries import community, is_staff, pupils_of, year_key
from beside.ties import rules
from beside.ties.models import Capacity, Commitment, FollowUp
from beside.ties.queries import mentoring


@action
def commit(*, by: Actor, school: School, pupil: uuid.UUID, adult: uuid.UUID) -> Commitment:
    """`adult` will get to know `pupil`; asking twice gives the same commitment.

    Whom others put beside a pupil is on the staff, or checked and prepared for it.
    Makes the standing `beside`, and follow-ups after 4 and 8 weeks.
    """
    existing = Commitment.objects.filter(pupil=pupil, adult=adult, ends=None).first()
    if existing:
        return existing
    mine = Commitment.objects.filter(adult=adult)
    rules.check_commit(
        may_be_beside=adult == by.subject_id or may_be_beside(by, school, pupil, adult),
        declined=mine.filter(pupil=pupil, answer="no").exists(),
        carries=mine.filter(ends=None).count() if adult == by.subject_id else 0,
        limit=limit_of(adult),
    )
    new = Commitment(school=school, pupil_id=pupil, adult_id=adult, starts=by.today)
    Commitment.objects.bulk_create([new], ignore_conflicts=True)
    kept = Commitment.objects.get(pupil=pupil, adult=adult, ends=None)
    if kept.pk == new.pk:
        _begin(by, kept)
    return kept


def may_be_beside(by: Actor, school: School, pupil: uuid.UUID, adult: uuid.UUID) -> bool:
    """Whether somebody is on the staff, from the community with checks and training in date, or a
    prepared mentor of an older year group."""
    if is_staff(school, adult, by.today) or community(school, by.today).get(adult):
        return True
    year = mentoring.prepared(by, school).get(adult)
    own = pupils_of(by, school).filter(person=pupil).values_list("year_group", flat=True)
    return year is not None and any(
        rules.is_older(mentor=year_key(year), pupil=year_key(each)) for each in own
    )


def _begin(by: Actor, new: Commitment) -> None:
    _follow_up_on(new, rules.follow_up_days(by.today))
    adult, pupil, source = new.adult_id, new.pupil_id, _source(new)
    if is_staff(new.school, adult, by.today):
        access.grant(by=by, actor=adult, basis=Basis.BESIDE, scope_id=pupil, source=source)
    else:
        access.mentor(by=by, actor=adult, pupil=pupil, source=source)


def _ended(by: Actor, commitment: Commitment) -> None:
    """The standing of a commitment ends with it."""
    access.end(by=by, source=_source(commitment))
    access.end_mentor(by=by, actor=commitment.adult_id, pupil=commitment.pupil_id)


def limit_of(adult: uuid.UUID) -> int:
    """How many pupils an adult has room for, as they set it; three where they set nothing."""
    found = Capacity.objects.filter(adult=adult).values_list("limit", flat=True).first()
    return rules.DEFAULT_LIMIT if found is None else found


def _source(commitment: Commitment) -> str:
    return f"commitment:{commitment.id}"


def _follow_up_on(commitment: Commitment, days: tuple[date, ...]) -> None:
    FollowUp.objects.bulk_create(
        FollowUp(
            commitment=commitment,
            pupil_id=commitment.pupil_id,
            adult_id=commitment.adult_id,
            due=day,
        )
        for day in days
    )


@action
def talked(*, by: Actor, commitment: Commitment, words: str) -> FollowUp:
    """“We talked”: kept with the day and a line the pupil can read and answer.

    The earliest follow-up that is due by today is done by it; otherwise it stands by itself.
    Said twice on a day with the same words, it is kept once.
    """
    rules.check_open(ends=commitment.ends)
    same = commitment.follow_ups.filter(done=by.today, words=words).first()
    if same:
        return same
    due = commitment.follow_ups.filter(done=None, due__lte=by.today).order_by("due").first()
    talk = due or FollowUp(
        commitment=commitment, pupil_id=commitment.pupil_id, adult_id=commitment.adult_id
    )
    talk.done, talk.words = by.today, words
    talk.save(force_insert=due is None)
    return talk


@action
def answer_offer(*, by: Actor, commitment: Commitment, yes: bool, now: datetime) -> None:
    """The pupil answers “would like to get to know you”; no ends it, and no reason is asked."""
    if commitment.pupil_id != by.subject_id:
        raise rules.NotYours("Only the pupil can answer this.")
    rules.check_open(ends=commitment.ends)
    commitment.answer = "yes" if yes else "no"
    commitment.answered_at = now
    commitment.ends = None if yes else by.today
    commitment.save(update_fields=["answer", "answered_at", "ends"])
    if not yes:
        _ended(by, commitment)


@action
def reply(*, by: Actor, talk: FollowUp, words: str, now: datetime) -> None:
    """The pupil answers a note about a talk."""
    if talk.pupil_id != by.subject_id:
        raise rules.NotYours("Only the pupil can answer this.")
    talk.reply, talk.replied_at = words, now
    talk.save(update_fields=["reply", "replied_at"])


@action
def hand_over(*, by: Actor, commitment: Commitment, to: uuid.UUID) -> Commitment:
    """End a commitment by giving it to somebody else, who will be beside the pupil next."""
    if not commitment.left_open:
        rules.check_open(ends=commitment.ends)
    successor = commit(by=by, school=commitment.school, pupil=commitment.pupil_id, adult=to)
    _end(by, commitment, words="", handed_to=successor)
    return successor


@action
def end(*, by: Actor, commitment: Commitment, words: str) -> None:
    """End a commitment with a word about who is beside the pupil next."""
    if not commitment.left_open:
        rules.check_open(ends=commitment.ends)
    _end(by, commitment, words=words, handed_to=None)


def _end(by: Actor, commitment: Commitment, *, words: str, handed_to: Commitment | None) -> None:
    commitment.ends = commitment.ends or by.today
    commitment.ending_words = words
    commitment.handed_to = handed_to
    commitment.left_open = False
    commitment.save(update_fields=["ends", "ending_words", "handed_to", "left_open"])
    _ended(by, commitment)


@action
def take_back(*, by: Actor, commitment: Commitment) -> None:
    """Undo a commitment made by mistake, on the day it was made, before the pupil answered."""
    if commitment.starts != by.today or commitment.answer:
        raise rules.CommitmentOver("This can no longer be undone. You can end it instead.")
    _end(by, commitment, words="", handed_to=None)


@action
def set_limit(*, by: Actor, limit: int) -> None:
    """An adult says for how many pupils they have room."""
    if not 0 <= limit <= 30:
        raise rules.NoRoom("Choose a number from 0 to 30.")
    changed = Capacity.objects.filter(adult=by.subject_id).update(limit=limit)
    if not changed:
        Capacity.objects.create(adult_id=by.subject_id, limit=limit)


def leave(*, by: Actor, people: list[uuid.UUID]) -> None:
    """People have left: what they had open ends that day and waits on the head of year's page."""
    for side in ("adult", "pupil"):
        open_ = Commitment.objects.filter(ends=None, **{f"{side}__in": people})
        for commitment in open_:
            commitment.ends, commitment.left_open = (
                max(by.today, commitment.starts),
                side == "adult",
            )
            commitment.save(update_fields=["ends", "left_open"])
            _ended(by, commitment)
