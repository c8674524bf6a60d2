"""A person's sessions as an iCalendar: those they sit in, those they lead or help to lead."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event

from beside.access.actor import Actor
from beside.timetable.models import Seat, Session
from beside.timetable.queries import peers


def sessions_of(actor: Actor) -> list[Session]:
    """The sessions in which a person sits and those they lead or help to lead, once published."""
    published = {"period__cycle__published__isnull": False}
    seats = Seat.objects.visible_to(actor).filter(pupil=actor.subject_id, ended_at=None)
    mine = Session.objects.filter(pk__in=seats.values("session"), **published)
    led = Session.objects.filter(leader=actor.subject_id, cancelled_at=None, **published)
    helping = peers.open_rows(actor).filter(pupil=actor.subject_id, answer=peers.YES)
    helped = Session.objects.filter(pk__in=helping.values("session"), **published)
    both = (mine | led | helped).distinct().select_related("period")
    return list(both.order_by("period__starts_at"))


def calendar(sessions: Iterable[Session], name: str, now: datetime) -> bytes:
    """The sessions as RFC 5545 text; of what for and of other people it says nothing."""
    found = Calendar()
    for key, value in (("prodid", "-//Beside//EN"), ("version", "2.0"), ("x-wr-calname", name)):
        found.add(key, value)
    for session in sessions:
        event = Event()
        event.add("uid", f"{session.pk}@beside")
        event.add("dtstamp", now)
        event.add("dtstart", session.period.starts_at)
        event.add("dtend", session.period.ends_at)
        event.add("summary", session.title)
        if session.location:
            event.add("location", session.location)
        found.add_component(event)
    return found.to_ical()
