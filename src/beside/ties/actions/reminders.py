"""Reminding those who are waited for in a round, kindly and seldom."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from beside.access import scopes
from beside.access.actor import Actor
from beside.audit.actions import action
from beside.messages.actions import send_once
from beside.schools.models import Person
from beside.ties import rules
from beside.ties.models import Reminder, Respondent, Round
from beside.ties.queries.reminders import Waiting, last
from beside.web.templatetags.web import long_date


@action
def remind(*, by: Actor, round_: Round, waiting: Waiting, now: datetime) -> Reminder:
    """Note that those who are waited for are reminded; at most once in three days a round.

    The mails are the worker's: see `send_reminders` and `family_mail.send_links`.
    """
    held = Round.objects.select_for_update().get(pk=round_.pk)
    check(by=by, round_=held, waiting=waiting)
    new = Reminder(
        round=held,
        scope_id=scopes.pupils(held.school_id),
        sent_by_id=by.subject_id,
        at=now,
        colleagues=waiting.colleagues,
        carers=len(waiting.carers),
    )
    Reminder.objects.bulk_create([new])
    return new


def check(*, by: Actor, round_: Round, waiting: Waiting) -> None:
    """Refuse where a reminder cannot go now, and say why."""
    rules.check_asking(status=round_.status, closes_on=round_.closes_on, today=by.today)
    before = last(by, round_)
    rules.check_reminder(
        last=localdate(before.at) if before else None, mails=waiting.mails, today=by.today
    )


@action
def send_reminders(
    *, by: Actor, round_: Round, staff: Collection[uuid.UUID], tutors: Collection[uuid.UUID]
) -> int:
    """Mail each of these colleagues once; gives how many mails went out.

    Call it in the role of the roll. Whoever has sent theirs meanwhile is left alone. Nobody is
    named in a mail.
    """
    sent = Respondent.objects.filter(round=round_, question="staff_knows", answered=True)
    asked = set(staff) - set(sent.values_list("person_id", flat=True))
    people = Person.objects.filter(pk__in=asked | set(tutors)).exclude(email="")
    return sum(_mail(by, round_, each, each.pk in asked, each.pk in tutors) for each in people)


def _mail(by: Actor, round_: Round, person: Person, has_own: bool, has_pupils: bool) -> bool:
    said = [_("Hello %(name)s,"), _("%(survey)s is open, and there is still time.")]
    if round_.closes_on:
        said[1] = _("%(survey)s is open until %(day)s, and there is still time.")
    if has_own:
        said.append(_("Yours takes about fifteen minutes, and half of it is better than none:"))
    if has_pupils:
        said.append(
            _(
                "Some of your tutor group have not had their turn yet. Could you find them ten"
                " minutes and a screen? There is a form on paper too. They may skip any question."
            )
        )
    said += ["%(address)s", _("If it is done meanwhile: thank you, there is nothing to do.")]
    words = {"name": person.first_name, "survey": round_.name, "address": settings.ADDRESS}
    words["day"] = long_date(round_.closes_on) if round_.closes_on else ""
    return send_once(
        recipient=person.pk,
        address=person.email,
        day=by.today,
        kind=f"remind {round_.pk.hex[:12]}",
        subject=_("There is still time: %(survey)s") % words,
        words="\n\n".join(each % words for each in said) + "\n",
    )
