"""Sending mail, once."""

import uuid
from datetime import date

from django.core.mail import EmailMessage
from django.db import transaction

from beside.messages.models import Letter


def send_once(
    *, recipient: uuid.UUID, address: str, day: date, kind: str, subject: str, words: str
) -> bool:
    """Send a mail when the transaction commits, unless this kind went to them on that day already.

    `subject` and `words` carry no pupil's name. Says whether it will be sent.
    """
    if Letter.objects.filter(recipient=recipient, day=day, kind=kind).exists():
        return False
    Letter.objects.create(recipient=recipient, day=day, kind=kind)
    message = EmailMessage(" ".join(subject.split()), words, to=[address])
    transaction.on_commit(message.send)
    return True
