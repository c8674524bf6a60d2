"""A session that came through the door of a staff meeting, and whether it still holds."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.schools.models import Post
from beside.ties.models import Respondent, Round

WAY, ROUND, NUMBER = "meeting", "beside_door_round", "beside_door_number"


def still_open(session: Mapping[str, Any], actor: Actor) -> bool:
    """Whether they work there still, and neither they nor the whole meeting was put out since."""
    works = Post.objects.filter(
        in_force(actor.today), person=actor.subject_id, school=OuterRef("round__school")
    )
    mine = Respondent.objects.filter(
        Exists(works.exclude(kind__in=Post.NOT_STAFF)),
        round=session.get(ROUND),
        person=actor.subject_id,
        question="staff_knows",
        asked=True,
    )
    held = mine.values_list("round__door_number", "door_number").first()
    return held is not None and f"{held[0]}.{held[1]}" == session.get(NUMBER)


def provisional(actor: Actor, round_: Round) -> dict[uuid.UUID, list[str]]:
    """What whoever was let in has ticked on this screen."""
    from beside.ties.models import Draft

    draft = Draft.objects.visible_to(actor).filter(
        round=round_, person=actor.subject_id, browser=actor.browser
    )
    found = draft.first()
    marks = found.answers.get("marks", {}) if found else {}
    return {uuid.UUID(pupil): knows for pupil, knows in marks.items()}


def own_place(actor: Actor, round_: Round) -> Respondent | None:
    """Where the actor stands in a meeting: whether they sent, and who let them in."""
    mine = Respondent.objects.visible_to(actor).filter(
        round=round_, person=actor.subject_id, question="staff_knows"
    )
    return mine.first()


def let_in(actor: Actor, round_: Round) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Who was let in by whom, and has not said yet that it was them; for who runs the meeting."""
    found = Respondent.objects.visible_to(actor).filter(
        round=round_, question="staff_knows", let_in_by__isnull=False
    )
    return list(found.values_list("person_id", "let_in_by_id"))
