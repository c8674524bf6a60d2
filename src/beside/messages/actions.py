"""Sending mail, once."""

import uuid
from datetime import date

from django.core.mail import EmailMessage
from django.db import transaction

from beside.messages.models import Letter


def was_sent(*, recipient: uuid.UUID, day: date, kind: str) -> bool:
    """Whether a mail of this kind went to them on that day."""
    return Letter.objects.filter(recipient=recipient, day=day, kind=kind).exists()


def send_once(
    *, recipient: uuid.UUID, address: str, day: date, kind: str, subject: str, words: str
) -> bool:
    """Send a mail when the transaction commits, unless this kind went to them on that day already.

    `subject` and `words` carry no pupil's name. Says whether it will be sent.
    """
    if was_sent(recipient=recipient, day=day, kind=kind):
        return False
    Letter.objects.create(recipient=recipient, day=day, kind=kind)
    message = EmailMessage(" ".join(subject.split()), words, to=[address])
    transaction.on_commit(message.send)
    return True


def deliver(
    *, recipient: uuid.UUID, address: str, day: date, kind: str, subject: str, words: str
) -> bool:
    """Send a mail now, inside this transaction, unless this kind went to them on that day already.

    For what must arrive: a mail server that refuses makes the transaction fail, so that nothing
    says that it was sent and the job tries again. It may go twice, and never not at all.
    """
    _letter, is_new = Letter.objects.get_or_create(recipient=recipient, day=day, kind=kind)
    if is_new:
        EmailMessage(" ".join(subject.split()), words, to=[address]).send()
    return is_new
