"""The schools whose roll comes every night from a service, as the settings name them."""

from collections.abc import Iterator

from django.conf import settings

from beside.schools.models import School
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


def _school(code: str) -> School | None:
    """The school of a code, whatever its case; the only one where none is given."""
    schools = list(School.objects.all())
    if not code:
        return schools[0] if len(schools) == 1 else None
    plain = code.casefold()
    same = (s for s in schools if plain in (s.code.casefold(), s.source_id.casefold()))
    return next(same, None)
