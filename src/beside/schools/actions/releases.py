"""Letting a file with many pupils out: asked for, let out by a second person, fetched once."""

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from beside.access.actor import Actor
from beside.access.models import in_force
from beside.audit.actions import action
from beside.messages.actions import send_once
from beside.schools.models import Post, Release, School
from beside.schools.rules import releases as rules


@action
def ask(
    *, by: Actor, school: School, what: str, about: uuid.UUID, label: str, why: str, now: datetime
) -> Release:
    """Ask for a file; asked again while it waits or lies ready, it is one request."""
    mine = Release.objects.visible_to(by).filter(asked_by=by.subject_id, what=what, about=about)
    for each in mine.order_by("-asked_at"):
        if each.waits(now) or each.is_ready(now):
            return each
    made = Release(
        school=school,
        what=what,
        about=about,
        label=label,
        why=why,
        asked_by_id=by.subject_id,
        asked_at=now,
    )
    Release.objects.bulk_create([made])
    return made


@action
def decide(*, by: Actor, release: Release, yes: bool, now: datetime) -> None:
    """A second person lets the file out, or does not."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    rules.check_decide(
        by=by.subject_id, asked_by=held.asked_by_id, decided=held.decided_at is not None
    )
    held.decided_by_id, held.decided_at, held.is_allowed = by.subject_id, now, yes
    held.save(update_fields=["decided_by", "decided_at", "is_allowed"])


@action
def fetch(*, by: Actor, release: Release, now: datetime) -> None:
    """Whoever asked fetches the file, once and within a day; the rest of it is the caller's."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    if held.asked_by_id != by.subject_id or not held.is_ready(now):
        raise rules.NotReleased("This file is not ready, or was fetched. Ask for it again.")
    held.fetched_at = now
    held.save(update_fields=["fetched_at"])


@action
def tell_heads(*, by: Actor, day: date) -> int:
    """Mail every head that the roll was written to files on the command line; once a day.

    In the role of the roll. Gives how many mails went out.
    """
    posts = Post.objects.filter(in_force(day), kind=Post.Kind.HEAD).exclude(person__email="")
    words = _(
        "Whoever runs Beside at your school wrote the whole roll to files today, on the command"
        " line. If you do not know why, ask them."
    )
    heads = {post.person_id: post.person.email for post in posts.select_related("person")}
    return sum(
        send_once(
            recipient=head,
            address=address,
            day=day,
            kind="roll written",
            subject=_("The roll was written to files"),
            words=words,
        )
        for head, address in heads.items()
    )
