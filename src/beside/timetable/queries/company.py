"""With whom a pupil would like to be, and is: for the pupil alone."""

import uuid

from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.placement.companions import Companion
from beside.timetable import companions
from beside.timetable.models import Company, Cycle
from beside.timetable.queries import lists


def named(actor: Actor, cycle: Cycle) -> list[Companion]:
    """Whom the pupil named, in that order."""
    mine = Company.objects.visible_to(actor).filter(cycle=cycle, pupil=actor.subject_id)
    keys = next(iter(mine.values_list("named", flat=True)), [])
    names = companions.names(cycle.pk, keys)
    return [names[key] for key in keys if key in names]


def reasons(actor: Actor, cycle: Cycle) -> list[str]:
    """Where the pupil is with whom they named, in sentences; nothing of who has left."""
    mine = Company.objects.visible_to(actor).filter(cycle=cycle, pupil=actor.subject_id)
    said = next(iter(mine.values_list("reasons", flat=True)), [])
    people = {uuid.UUID(each["values"]["friend"]) for each in said if "friend" in each["values"]}
    names = {str(pk): each.name for pk, each in companions.names(cycle.pk, people).items()}
    titles = lists.titles(cycle) if said else {}
    return [
        _(each["words"]).format_map({k: (names | titles).get(v, v) for k, v in values.items()})
        for each in said
        for values in [each["values"]]
        if "friend" not in values or values["friend"] in names
    ]
