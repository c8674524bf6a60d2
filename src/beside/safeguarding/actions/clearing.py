"""Talks whose time is over are removed, by the keeper alone and never while a hold stands."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Max, Q

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.safeguarding.models import Hold, Talk
from beside.safeguarding.rules.keeping import talk_goes_on
from beside.schools import calendars
from beside.schools.models import Enrolment


@action
def clear(*, by: Actor) -> int:
    """Remove the talks of leavers whose time is over; gives how many. Call it as the keeper."""
    closed = Talk.objects.filter(outcome=Talk.Outcome.NOTHING, about_adult=False, route="lead")
    found = list(closed.select_related("school"))
    left = _left(by.today, {each.pupil_id for each in found})
    held = set(Hold.objects.filter(lifted_at=None).values_list("pupil_id", flat=True))
    over = [each.pk for each in found if _is_over(each, left, held, by.today)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_remove_talks(%s::uuid[])", [over])
        return cursor.fetchone()[0]


def _left(today: date, pupils: Iterable[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which each of these left their last school, of those who are at none."""
    rows = Enrolment.objects.filter(person__in=list(pupils))
    here = set(rows.filter(Q(ends=None) | Q(ends__gt=today)).values_list("person_id", flat=True))
    gone = rows.exclude(person__in=here).order_by().values("person_id").annotate(day=Max("ends"))
    return {row["person_id"]: row["day"] for row in gone}


def _is_over(talk: Talk, left: dict, held: set, today: date) -> bool:
    goes = talk_goes_on(
        left.get(talk.pupil_id),
        talk.closed_at.date() if talk.closed_at else None,
        passed_on=talk.outcome != Talk.Outcome.NOTHING,
        held=talk.pupil_id in held,
        days=calendars.settings_of(talk.school).talk_days_kept,
    )
    return goes is not None and goes <= today
