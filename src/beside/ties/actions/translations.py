"""Ticking a translation of the family pages as read by somebody who speaks the language."""

from beside.access.actor import Actor
from beside.audit.actions import action
from beside.ties.models import TranslationCheck


@action
def check(*, by: Actor, language: str, speaker: str) -> None:
    """Note who read the family pages in a language, today; said again it takes the place."""
    TranslationCheck.objects.update_or_create(
        language=language,
        defaults={"speaker": speaker, "checked_by_id": by.subject_id, "checked_on": by.today},
    )


@action
def take_back(*, by: Actor, language: str) -> None:
    """Say that nobody has checked a language after all."""
    TranslationCheck.objects.filter(language=language).update(
        checked_on=None, checked_by=by.subject_id
    )
