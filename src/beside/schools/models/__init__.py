"""What a school keeps of its people, its days, and changes of its roll."""

from beside.schools.models.base import Identified
from beside.schools.models.changes import Approval, Held, Progress, Release, RollImport
from beside.schools.models.days import OpeningHours, SchoolDays, Settings
from beside.schools.models.people import (
    Course,
    Enrolment,
    FamilyLink,
    Federation,
    Group,
    Membership,
    Named,
    Person,
    Post,
    School,
    Term,
)

__all__ = [
    "Approval",
    "Course",
    "Enrolment",
    "FamilyLink",
    "Federation",
    "Group",
    "Held",
    "Identified",
    "Membership",
    "Named",
    "OpeningHours",
    "Person",
    "Post",
    "Progress",
    "Release",
    "RollImport",
    "School",
    "SchoolDays",
    "Settings",
    "Term",
]
