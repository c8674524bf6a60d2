"""Two years more of the measured school: surveys that ended, and who looked at whom."""

import uuid
from datetime import timedelta
from random import Random

from django.db import connection

from beside.access.actor import Actor, acting, role
from beside.rights import Role
from beside.schools.models import Person

from . import filling
from .school import LEAD
from .size import ANSWERS, Size

ROUNDS = 4
LOOKS, AT_ONCE = 300_000, 20
_LOOKED = """
INSERT INTO audit_seen (id, at, reader, pupils, what)
SELECT gen_random_uuid(), now() - n * interval '5 minutes', %s,
       (%s::uuid[])[1 + n %% %s : %s + n %% %s], 'year'
FROM generate_series(1, %s) n
"""


def add(size: Size, seed: int = 0) -> None:
    """On top of what `filling.fill` made: four surveys more, and three years of looks."""
    by, chance = Actor(None, filling.TODAY), Random(seed + 1)  # noqa: S311
    with acting(by, why="bench"), role(Role.ROLL):
        ids = dict(Person.objects.values_list("source_id", "pk"))
        for number in range(1, ROUNDS + 1):
            made = filling.ended_round(ids[LEAD], f"Survey {number}", 180 + 180 * number)
            filling.answer(made, ids, size.share(ANSWERS), chance)
    with acting(Actor(ids[LEAD], filling.TODAY - timedelta(days=1))), role(Role.APP):
        _looks(ids, size)


def _looks(ids: dict[str, uuid.UUID], size: Size) -> None:
    pupils = [pk for source, pk in ids.items() if source[0] == "p"]
    pupils += pupils[:AT_ONCE]
    around = size.pupils
    given = [ids[LEAD], pupils, around, AT_ONCE, around, size.share(LOOKS)]
    with connection.cursor() as cursor:
        cursor.execute(_LOOKED, given)
