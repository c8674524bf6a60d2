"""Words to a pupil: written, read first by somebody else, delivered in school hours, taken back."""

import uuid
from datetime import datetime

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.safeguarding.models import ToPupil
from beside.safeguarding.queries import to_pupils as queries
from beside.safeguarding.rules import promise
from beside.safeguarding.rules import to_pupils as rules
from beside.schools import calendars
from beside.schools.models import School

TRIES = 3


@action
def write(
    *,
    by: Actor,
    school: School,
    pupil: uuid.UUID,
    kind: str,
    about: uuid.UUID,
    words: str,
    at: datetime,
    until: datetime | None = None,
) -> None:
    """Write to a pupil. It waits until somebody has read it; written anew it takes its place.

    Without words it is the sentence that Beside offers, and is on its way at once. What is written
    in another window meanwhile is taken back like what was written before.
    """
    if words:
        promise.check_answer(words)
    row = ToPupil(school=school, pupil_id=pupil, writer_id=by.subject_id, kind=kind, about=about)
    row.words, row.at, row.until = words, at, until
    row.past = sorted({by.subject_id, pupil}, key=str)
    if not words:
        row.status, row.shown_at = ToPupil.Status.SENT, _shown(school, at)
    for _try in range(TRIES):
        if _stands(by, row):
            return
        take_back(by=by, kind=kind, about=about, pupil=pupil, at=at)
        ToPupil.objects.bulk_create([row], ignore_conflicts=True)
    rules.check_kept(stands=_stands(by, row))


def _stands(by: Actor, row: ToPupil) -> bool:
    """Whether these very words are the ones that stand."""
    standing = queries.by_me(by, row.kind, row.about, row.pupil_id)
    return standing is not None and standing.words == row.words


def _shown(school: School, at: datetime) -> datetime:
    return promise.delivered_at(calendars.calendar_of(school), at)


@action
def take_back(*, by: Actor, kind: str, about: uuid.UUID, pupil: uuid.UUID, at: datetime) -> None:
    """Whoever wrote it takes it back: out of sight at once, kept a year for the lead."""
    mine = queries.by_me(by, kind, about, pupil)
    if mine:
        standing = ToPupil.objects.visible_to(by).filter(pk=mine.pk)
        standing.update(status=ToPupil.Status.WITHDRAWN, withdrawn_at=at)


@action
def decide(*, by: Actor, words: ToPupil, passes: bool, at: datetime) -> None:
    """Somebody who is no party to it has read it: it goes on in school hours, or does not go."""
    rules.check_reader(by.subject_id, words.past)
    waiting = queries.to_read(by).filter(pk=words.pk).order_by()
    shown_at = _shown(words.school, at) if passes else None
    if shown_at:
        rules.check_in_time(shown_at, words.until)
    decided = waiting.update(
        status=ToPupil.Status.PASSED if passes else ToPupil.Status.STOPPED,
        decided_by=by.subject_id,
        decided_at=at,
        shown_at=shown_at,
    )
    rules.check_decided(is_mine=bool(decided))
