"""Pupils of a cycle by name, for one of them who says with whom they would like to be."""

from beside.access.bases import Role
from beside.access.registry import owned_by
from beside.placement.companions import Companions

OF_CYCLE = Companions("timetable", "cycle")
find, names = OF_CYCLE.find, OF_CYCLE.names


def function_sql() -> list[str]:
    """The SQL of the functions, owned by the placer."""
    return owned_by(Role.PLACER, OF_CYCLE.signatures)
