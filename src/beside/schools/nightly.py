"""The schools whose roll comes every night from a service, as the settings name them."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from beside.access.models import in_force
from beside.schools.models import Post, School
from beside.schools.roll import Wonde
from beside.schools.roll.records import School as Record

WONDE = "Wonde"
DOCUMENT = "Wonde.json"


def wonde_schools() -> Iterator[tuple[School, Wonde]]:
    """Each school here with the one at Wonde that it is. A code that is nobody's is passed over."""
    if not settings.WONDE_TOKEN:
        return
    for pair in settings.WONDE_SCHOOLS.split(","):
        there, _equals, code = (part.strip() for part in pair.partition("="))
        school = _school(code)
        if there and school:
            record = Record(school.source_id, school.name, school.code)
            yield school, Wonde(settings.WONDE_TOKEN, there, record, settings.WONDE_ADDRESS)


def is_connected(school: School, on: date) -> bool:
    """Whether two people of a school, as the settings name them, have connected it: that is their
    yes for teachers, tutors and carers, and never for a post with more rights."""
    named = {id.strip() for id in settings.WONDE_CONNECTED_BY.split(",") if id.strip()}
    posts = Post.objects.filter(in_force(on), school=school, person__source_id__in=named)
    return posts.exclude(kind__in=Post.NOT_STAFF).values("person").distinct().count() >= 2


def _school(code: str) -> School | None:
    """The school of a code, whatever its case; the only one where none is given."""
    schools = list(School.objects.all())
    if not code:
        return schools[0] if len(schools) == 1 else None
    plain = code.casefold()
    same = (s for s in schools if plain in (s.code.casefold(), s.source_id.casefold()))
    return next(same, None)
