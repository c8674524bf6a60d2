from beside.schools.models import School


class SchoolUnknown(Exception):
    """No school, or not one, has this code; the message says which there are."""


def school_for(code: str) -> School:
    """The school with this code, source id or name; the only one where none is given."""
    schools = list(School.objects.select_related("federation").order_by("name"))
    if not code and len(schools) == 1:
        return schools[0]
    found = [s for s in schools if code and code in (s.source_id, s.code, s.name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(s.source_id for s in schools) or "none yet: bring in the roll first"
    if not code:
        raise SchoolUnknown(f"There are several schools. Say which with --school: {known}.")
    raise SchoolUnknown(f"There is no school {code!r}. Known: {known}.")
