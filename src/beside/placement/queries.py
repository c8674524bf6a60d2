"""Runs, as whoever organises sees them."""

import uuid

from django.db.models import QuerySet

from beside.access.actor import Actor
from beside.placement.models import Run

# What a page of runs does not need, and weighs most.
WHOLE = ("instance", "allocation", "reasons", "proof")


def runs_about(actor: Actor, about: uuid.UUID) -> QuerySet[Run]:
    """The runs for one thing, newest first, without what they were given and gave."""
    return (
        Run.objects.visible_to(actor)
        .filter(about=about)
        .order_by("-asked_at", "-seed")
        .defer(*WHOLE)
    )
