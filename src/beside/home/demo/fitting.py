"""What speaks for somebody: languages, and beside whom an adult would gladly be."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from beside.access.actor import Actor, role, tell_database
from beside.rights import Role
from beside.schools.models import School
from beside.ties import rules
from beside.ties.actions import fit

SPEAK = {
    "isla": ("Welsh",),
    "hughes": ("Welsh",),
    "amina": ("Arabic",),
    "okafor": ("Igbo",),
    "patel": ("Gujarati", "Hindi"),
    "zielinski": ("Polish",),
}
GLADLY = (("okafor", "isla"), ("okafor", "amina"), ("patel", "leo"))


def speak_for(school: School, ids: Mapping[str, uuid.UUID], now: datetime) -> None:
    """Some say which languages they speak, and two beside whom they would gladly be."""
    with role(Role.APP):
        for key, languages in SPEAK.items():
            if key in ids:
                fit.speak(by=_acts(ids[key], now), languages=languages)
        for adult, pupil in GLADLY:
            if {adult, pupil} <= ids.keys():
                by = _acts(ids[adult], now)
                fit.change_gladly(by=by, school=school, do=rules.ADD, pupil=ids[pupil], now=now)
    _acts(None, now)


def _acts(subject: uuid.UUID | None, at: datetime) -> Actor:
    actor = Actor(subject, timezone.localdate(at))
    tell_database(actor)
    return actor
