from datetime import date

from beside.access.models import in_force
from beside.schools import models as m
from beside.schools import queries


def roll_counts(school: m.School, on: date) -> dict[str, int]:
    """The roll of a school in numbers, as `import-roll` gives them."""
    pupils = m.Enrolment.objects.filter(in_force(on), school=school)
    carers = m.FamilyLink.objects.filter(in_force(on), pupil__enrolments__school=school)
    return {
        "schools": 1,
        "people": m.Person.objects.filter(federation=school.federation).count(),
        "pupils": pupils.count(),
        "staff": len(queries.staff_ids(school, on)),
        "carers": carers.values("carer").distinct().count(),
        "groups": m.Group.objects.filter(school=school).count(),
        "memberships": m.Membership.objects.filter(in_force(on), group__school=school).count(),
    }
