"""The staff of a school: who has an account, and who is invited to make one."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from beside.access import actions as access
from beside.access.calendar import now
from beside.access.decorators import recently_confirmed, signed_in
from beside.access.models import Account
from beside.access.opening import Invited, invited
from beside.schools import jobs, waits, words
from beside.schools.models import Person
from beside.schools.queries import desk
from beside.schools.views.pupils import office


@signed_in
def people(request):
    """The staff, who of them has an account, and ways to invite the others."""
    school = office(request)
    rows = desk.colleagues(request.actor, school)
    context = {
        "school": school,
        "rows": rows,
        "waiting": [each for each in rows if each.may_be_invited],
        "left_out": [each for each in rows if each.why_not],
        "in_use": waits.is_used(school),
    }
    return render(request, "schools/people.html", context)


@require_POST
@signed_in
@recently_confirmed
def invite_all(request):
    """A link for everybody on the staff who cannot sign in yet, each to their own address.

    Whoever is held, or has no address of their own, is left out.
    """
    staff = desk.colleagues(request.actor, office(request))
    chosen = [each.person for each in staff if each.may_be_invited]
    with transaction.atomic():
        for person in chosen:
            _mail(request, person)
    words_ = ngettext(
        "A link is on its way to %(n)s colleague, to their own address.",
        "A link is on its way to %(n)s colleagues, to their own addresses.",
        len(chosen),
    )
    messages.success(request, words_ % {"n": len(chosen)})
    return redirect("roll_people")


@require_POST
@signed_in
@recently_confirmed
def invite(request, pk):
    """A one-time link for one person: to their own address, once anybody else has come in."""
    school = office(request)
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    has = Account.objects.visible_to(request.actor).filter(pk=pk, is_active=True).exists()
    how = invited(has_account=has, in_use=waits.is_used(school), has_address=bool(person.email))
    if how in words.NO_LINK:
        messages.error(request, words.NO_LINK[how])
        return redirect("roll_people")
    if how == Invited.MAILED:
        return _mail_link(request, person)
    with transaction.atomic():
        secret = access.invite(by=request.actor, subject=person.pk, now=now())
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return render(
        request, "schools/invited.html", {"person": person, "link": link, "school": school}
    )


def _mail_link(request, person: Person):
    """Whoever makes the link does not see it."""
    _mail(request, person)
    messages.success(
        request, _("A link is on its way to %(name)s’s own address.") % {"name": person.name}
    )
    return redirect("roll_people")


def _mail(request, person: Person) -> None:
    jobs.mail_invitation.defer(
        person=str(person.pk),
        by=str(request.actor.subject_id),
        address=request.build_absolute_uri("/"),
    )
