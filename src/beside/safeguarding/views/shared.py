"""What several pages of safeguarding show: numbers anybody may ring, who is there, by when."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.http import Http404
from django.utils.dateparse import parse_datetime

from beside.access.actor import Actor
from beside.audit import looks
from beside.audit.actions import record_command
from beside.safeguarding.models import HelpLine
from beside.safeguarding.queries import people, talks
from beside.safeguarding.rules import words
from beside.safeguarding.rules.routing import Route, reads
from beside.schools import calendars
from beside.schools.models import Post, School, Settings
from beside.schools.rules import nations

KEY = "beside_word"
LOOK_AFTER = (*Post.SAFEGUARDING, Post.Kind.HEAD, Post.Kind.CHAIR)


def numbers(school: School | None) -> dict:
    """Whom a child may ring now: helplines of the nation, the numbers of the school, their day."""
    settings = calendars.settings_of(school) if school else Settings()
    nation = nations.nation(settings.nation)
    return {
        "nation": nation,
        "numbers": settings,
        "checked_on": settings.numbers_checked_on or nations.CHECKED,
        "help_line": HelpLine.objects.filter(school=school).first() if school else None,
        "is_mailed": talks.is_mailed(),
    }


def leads_in_words(actor: Actor, school: School) -> dict:
    """The names of leads, head and chair, as pages say them."""
    posts = people.posts_of(school, actor.today)
    found = people.names(actor, [*posts.leads, *posts.heads, *posts.chairs])
    return {
        "lead_names": [found[each] for each in posts.leads if each in found],
        "head_names": [found[each] for each in posts.heads if each in found],
        "chair_names": [found[each] for each in posts.chairs if each in found],
    }


def looks_after(actor: Actor, school: School, way: str, past: list[uuid.UUID]) -> bool:
    """Whether the actor is among those to whom what goes this way belongs."""
    return actor.subject_id in reads(people.posts_of(school, actor.today), Route(way), past)


def school_looked_after(here) -> School:
    """The school where the actor holds a post to which talks or concerns may go."""
    return here.school_where(*LOOK_AFTER)


def record_case(request, pupils: Iterable[uuid.UUID | None]) -> None:
    """Keep that somebody looked at a case about an adult where its reader alone finds it.

    Among the looks that the safeguarding lead reads it would tell a lead of a case about them.
    """
    shown = {each for each in pupils if each}
    if shown:
        looks.recorded(shown)
        record_command(what="safeguarding.case_read", details={"pupils": sorted(map(str, shown))})


def is_proven(request, at: datetime) -> bool:
    """Whether the pupil gave their word within the last minutes, in this session."""
    kept = request.session.get(KEY) or {}
    until = parse_datetime(kept.get("until", "")) if kept else None
    return bool(until and at < until and kept.get("who") == str(request.actor.subject_id))


def prove(request, at: datetime) -> None:
    """Remember for five minutes that the pupil gave their word."""
    until = at + words.OPEN_FOR
    request.session[KEY] = {"who": str(request.actor.subject_id), "until": until.isoformat()}


def forget(request) -> None:
    """Ask for the word again from now on."""
    request.session.pop(KEY, None)


def pupils_enrolment(here):
    """The pupil who acts; to others there is no such page."""
    if here.enrolment is None:
        raise Http404
    return here.enrolment
