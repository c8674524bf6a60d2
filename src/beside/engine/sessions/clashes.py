"""What cannot all be kept: where teachers require more than a rule leaves room for.

Whoever is required nowhere may go short, so nothing else can be impossible: a clash is one rule and
so many required wishes that they break it together, and without any one of them they do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from beside.engine.sessions.columns import Columns
from beside.engine.sessions.constraints import required
from beside.engine.sessions.instance import Instance
from beside.engine.sessions.model import CONSTRAINTS


@dataclass(frozen=True)
class Clash:
    """A rule, and wishes that a teacher requires and that cannot all be met under it.

    Each wish is a pair of keys, pupil and session.
    """

    rule: str
    sentence: str
    wishes: tuple[tuple[str, str], ...]


def clashes(instance: Instance) -> Iterator[Clash]:
    """A smallest clash for every rule that what is required breaks; none where all can be met."""
    columns = Columns(instance)
    keys = list(instance.wish)
    forced = {columns.wishes[key] for key, wish in instance.wish.items() if wish.required}
    for rule in CONSTRAINTS:
        for row in rule.terms(columns) if rule is not required else ():
            asked = [column for column in row.columns if column in forced]
            if len(asked) > row.most:
                wishes = tuple(keys[column] for column in asked[: row.most + 1])
                yield Clash(rule.NAME, rule.SENTENCE, wishes)
