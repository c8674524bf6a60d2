"""Thank-yous of two pupils of the story: one that waits to be read, two that were read."""

from .cast import GARDENER
from .made_up import Thanks
from .words import THANKS
from .world import World


def thanks(world: World) -> tuple[Thanks, ...]:
    """Amina has thanked her tutor, who answered, and Ms Okafor since; Leo the gardener."""
    days, (tutor, okafor, gardener) = world.days, THANKS
    return (
        Thanks("amina", "patel", tutor, days.ago(8), days.ago(7)),
        Thanks("leo", GARDENER.id, gardener, days.ago(5), days.ago(4)),
        Thanks("amina", "okafor", okafor, days.ago(1)),
    )
