from typing import NamedTuple


class Place(NamedTuple):
    key: str
    name: str
    kind: str
    ring: int


def layout(places):
    return list(places)
