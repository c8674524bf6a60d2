"""The first school of an empty system, and its first person."""

import uuid
from datetime import datetime, timedelta

from beside.access.actions import INVITATION_HOURS
from beside.access.actor import Actor
from beside.access.models import Invitation, Subject
from beside.audit.actions import action
from beside.schools.actions.standings import settle_school
from beside.schools.models import Federation, Person, Post, School
from beside.schools.snapshot import MADE_HERE

FIRST_POSTS = (Post.Kind.OFFICE, Post.Kind.ORGANISER, Post.Kind.HEAD_OF_YEAR)


@action
def start_school(
    *,
    by: Actor,
    school: str,
    given_name: str,
    family_name: str,
    email: str,
    token_hash: str,
    now: datetime,
) -> School | None:
    """Make the first school; whoever starts it keeps the roll, runs surveys and leads all years.

    Does nothing where there is a school already. `by` becomes that first person.
    """
    if School.objects.exists():
        return None
    federation = Federation.objects.create(name=school)
    made = School.objects.create(federation=federation, source_id="1", name=school)
    Subject.objects.create(id=by.subject_id)
    person = Person.objects.create(
        subject_id=by.subject_id,
        federation=federation,
        source_id=f"first-{uuid.uuid4().hex[:8]}",
        given_name=given_name,
        family_name=family_name,
        email=email,
    )
    for kind in FIRST_POSTS:
        source_id = f"{MADE_HERE}{person.source_id}/{kind}"
        Post.objects.create(person=person, school=made, kind=kind, source_id=source_id)
    settle_school(by=by, school=made)
    Invitation.objects.create(
        subject_id=by.subject_id,
        token_hash=token_hash,
        expires_at=now + timedelta(hours=INVITATION_HOURS),
    )
    return made
