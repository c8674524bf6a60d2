"""The next-morning mail: one thing to do, and nothing about anybody in it."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.messages.actions import send_once
from beside.schools.due import due
from beside.schools.models import Person

RECENT_DAYS = 14


@action
def send_morning_mail(*, by: Actor) -> int:
    """Mail everybody who has a follow-up due, once a day at most; gives how many mails went out.

    Call it in the role of the roll. Follow-ups older than a fortnight wait on the first page only.
    """
    recent = by.today - timedelta(days=RECENT_DAYS)
    owners = {each.owner for each in due(by_day=by.today) if each.day > recent}
    people = Person.objects.filter(pk__in=owners).exclude(email="")
    return sum(_mail(by, person) for person in people)


def _mail(by: Actor, person: Person) -> bool:
    words = _(
        "Good morning %(name)s,\n\none follow-up is due. Find five minutes for a hello today, then"
        " say “We talked” on your first page:\n\n%(address)s\n"
    )
    return send_once(
        recipient=person.pk,
        address=person.email,
        day=by.today,
        kind="follow_up",
        subject=_("One thing to do today"),
        words=words % {"name": person.first_name, "address": settings.ADDRESS},
    )
