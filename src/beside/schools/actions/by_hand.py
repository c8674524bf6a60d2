"""What the office changes by hand: kept as a change of the roll, and applied on its day."""

from datetime import date

from beside.access.actor import Actor
from beside.access.models import Subject
from beside.audit.actions import action
from beside.schools.models import Enrolment, RollImport, School
from beside.schools.roll import by_hand


@action
def change_by_hand(*, by: Actor, school: School, edit: by_hand.Edit, on: date) -> RollImport:
    """Keep a change that the office makes by hand, to be planned now and applied on a day.

    A day that is over is today. Whoever asks twice gets the change that waits already.
    """
    Subject.objects.select_for_update().get(pk=by.subject_id)
    kept = by_hand.as_json(edit)
    waiting = RollImport.objects.filter(
        school=school, edit=kept, status__in=(RollImport.Status.READING, RollImport.Status.PLANNED)
    ).first()
    return waiting or RollImport.objects.create(
        school=school,
        by_id=by.subject_id,
        file_name="",
        content=b"",
        edit=kept,
        apply_on=max(on, by.today),
    )


@action
def cancel_change(*, by: Actor, change: RollImport) -> bool:
    """Take back a change by hand whose day has not come; says whether there was anything to do."""
    waiting = RollImport.objects.filter(
        pk=change.pk, status=RollImport.Status.PLANNED, apply_on__gt=by.today
    )
    return bool(waiting.update(status=RollImport.Status.CANCELLED))


@action
def note_leaving(*, by: Actor, school: School, edit: by_hand.Edit) -> None:
    """Keep why a pupil left and where they went; of a year that has finished, that it has."""
    enrolments = Enrolment.objects.filter(school=school)
    if isinstance(edit, by_hand.Leave):
        left = enrolments.filter(person__source_id=edit.pupil)
        left.update(leaving_reason=edit.reason, destination=edit.destination)
    if isinstance(edit, by_hand.GoUp):
        finished = [year for year, next_year in edit.years.items() if not next_year]
        left = enrolments.filter(year_group__in=finished, ends=by.today)
        left.update(leaving_reason="finished")
