"""Letters to the owner of an account about what happened to it; they go to the roll's address."""

import logging
import uuid

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beside.access.actor import Actor
from beside.schools.models import Person

WHAT = {
    "step_added": gettext_lazy("A second step was set up for your account."),
    "step_removed": gettext_lazy("A second step of your account was taken away."),
    "codes": gettext_lazy(
        "New recovery codes were made for your account. Those before count no more."
    ),
    "code_used": gettext_lazy("A recovery code was used to come into your account."),
    "password": gettext_lazy("The password of your account was changed."),
    "linked": gettext_lazy(
        "An account of your school was linked to yours: you can sign in with it."
    ),
    "vouched": gettext_lazy(
        "A colleague said that you stand before them and have lost your second step."
    ),
    "let_in": gettext_lazy(
        "Two colleagues said that you stand before them and have lost your second step. "
        "It was taken away, and you are signed out everywhere. Set up a new one."
    ),
    "let_in_alone": gettext_lazy(
        "Whoever runs Beside took your second step away, since no two people of your school can. "
        "You are signed out everywhere. Set up a new one."
    ),
    "locked": gettext_lazy("Your account was locked. The school office can open it again."),
}


def tell(*, by: Actor, person: uuid.UUID, what: str) -> None:
    """Tell the owner of an account, once this has really happened, what happened to it."""
    owner = Person.objects.visible_to(by).filter(pk=person).first()
    if owner:
        send(owner, what)


def send(owner: Person, what: str) -> None:
    """The letter itself, to the address that the roll has of them, if it has one."""
    if "@" not in owner.email:
        return
    words = f"{WHAT[what]}\n\n{_('If that was not you, tell your school office at once.')}\n"
    letter = EmailMessage(_("Your account in Beside"), words, to=[owner.email])
    transaction.on_commit(lambda: _send(letter))


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError:
        logging.getLogger(__name__).exception("A letter about an account could not be sent.")
