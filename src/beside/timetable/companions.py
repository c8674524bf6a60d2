"""Pupils of a cycle by name, for one of them who says with whom they would like to be."""

from beside.placement.companions import Companions

OF_CYCLE = Companions("timetable", "cycle")
find, names = OF_CYCLE.find, OF_CYCLE.names
