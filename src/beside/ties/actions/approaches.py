"""Asking an adult whether they would get to know a pupil, before the pupil is asked."""

import uuid

from beside.access import actions as access
from beside.access.actor import Actor
from beside.access.reach import blocks
from beside.audit.actions import action
from beside.schools import queries as schools
from beside.schools.models import School
from beside.ties import rules
from beside.ties.actions.commitments import commit, may_be_beside
from beside.ties.actions.mentoring import source
from beside.ties.doors import with_room
from beside.ties.models import Approach, Commitment
from beside.ties.queries import mentoring


@action
def ask(*, by: Actor, school: School, pupil: uuid.UUID, adult: uuid.UUID) -> Approach:
    """Ask `adult` whether they would get to know `pupil`; asked twice is asked once.

    The adult is not told why it is them. Nobody is asked who has no room, is kept apart from the
    pupil, or about whom an answer came not long ago, from either side.
    """
    pair = Approach.objects.visible_to(by).filter(pupil=pupil, adult=adult)
    open_ = pair.filter(ends=None).first()
    if open_:
        return open_
    between = Commitment.objects.visible_to(by).filter(pupil=pupil, adult=adult)
    answered = [*pair.values_list("ends", flat=True)]
    answered += between.exclude(ends=None).values_list("ends", flat=True)
    rules.check_approach(
        is_beside=between.filter(ends=None).exists(),
        declined=between.filter(answer="no").exists(),
        answered=max(answered, default=None),
        is_apart=bool({(adult, pupil), (pupil, adult)} & blocks([adult, pupil])),
        has_room=adult in with_room([adult]),
        is_checked=may_be_beside(by, school, pupil, adult),
        today=by.today,
    )
    return _keep(by, school, pupil, adult)


def _keep(by: Actor, school: School, pupil: uuid.UUID, adult: uuid.UUID) -> Approach:
    """Write it down, unless somebody else has done so just now."""
    new = Approach(
        school=school,
        pupil_id=pupil,
        adult_id=adult,
        asked_by_id=by.subject_id,
        asked_on=by.today,
    )
    Approach.objects.bulk_create([new], ignore_conflicts=True)
    kept = Approach.objects.get(pupil=pupil, adult=adult, ends=None)
    if not schools.is_staff(school, adult, by.today):
        access.mentor(by=by, actor=adult, pupil=pupil, source=f"approach:{kept.pk}")
        invited = mentoring.of_pupil(by, adult)
        if invited:
            access.check(by=by, pupil=adult, source=source(invited))
    return kept


@action
def answer(*, by: Actor, approach: Approach, yes: bool) -> Commitment | None:
    """The adult answers; yes makes the offer to the pupil, and no is kept nowhere.

    Answered twice, the first answer holds.
    """
    if approach.adult_id != by.subject_id:
        raise rules.NotYours("Only the adult who was asked can answer this.")
    held = Approach.objects.select_for_update().get(pk=approach.pk)
    if held.ends is not None:
        return None
    made = None
    if yes:
        made = commit(by=by, school=held.school, pupil=held.pupil_id, adult=held.adult_id)
    held.ends = by.today
    held.save(update_fields=["ends"])
    if made is None:
        access.end_mentor(by=by, actor=held.adult_id, pupil=held.pupil_id)
    return made
