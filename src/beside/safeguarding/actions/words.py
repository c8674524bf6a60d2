"""The word with which a pupil opens what they wrote: chosen, tried, given anew, confirmed."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password

from beside.access.actor import Actor
from beside.access.models import Account
from beside.access.past import OwnWord as OwnWordOfPast
from beside.access.refusals import Refusal
from beside.audit.actions import action
from beside.safeguarding.models import OwnWord
from beside.safeguarding.rules import words


@action
def choose_word(*, by: Actor, word: str, names: tuple[str, ...], at: datetime) -> None:
    """The pupil chooses their word, once; the next is given to them face to face."""
    words.check_word(word, names)
    row = OwnWord(pupil_id=by.subject_id, secret=_kept(word), set_at=at)
    OwnWord.objects.bulk_create([row], ignore_conflicts=True)


def _kept(word: str) -> str:
    return make_password(_plain(word))


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())


@action
def try_word(*, by: Actor, word: str, now: datetime) -> bool:
    """Whether this is the pupil's word, or the password of their account; wrong ones are counted.

    The row is locked, so that no two tries are counted as one; while the page rests nothing is
    looked at.
    """
    mine = OwnWord.objects.visible_to(by).filter(pupil=by.subject_id)
    found = mine.select_for_update().first()
    if found is None:
        return False
    tries = words.Tries(found.wrong, found.rests_until)
    if words.is_resting(tries, now):
        return False
    right = check_password(_plain(word), found.secret) or _is_password(by, word)
    after = words.after(tries, now, right=right)
    mine.update(wrong=after.wrong, rests_until=after.rests_until)
    return right


def _is_password(by: Actor, word: str) -> bool:
    account = Account.objects.visible_to(by).filter(pk=by.subject_id).first()
    return bool(account and account.has_usable_password() and account.check_password(word))


def asks(*, by: Actor, now: datetime) -> bool:
    """Whether the pupil has a word that may be tried now, and that opens what is older than it."""
    kept = OwnWord.objects.visible_to(by).filter(pupil=by.subject_id).first()
    if kept is None or words.is_resting(words.Tries(kept.wrong, kept.rests_until), now):
        return False
    return kept.given_by_id is None or kept.confirmed_by_id is not None


def fits(*, by: Actor, word: str, now: datetime) -> bool:
    """Whether this is the word with which the pupil opens everything that they said before."""
    return asks(by=by, now=now) and try_word(by=by, word=word, now=now)


WORD = OwnWordOfPast(asks, fits)


@action
def give_word(*, by: Actor, word: OwnWord, new: str, at: datetime) -> None:
    """A lead gives a pupil a new word; what is older stays shut until it is confirmed."""
    words.check_word(new)
    OwnWord.objects.visible_to(by).filter(pk=word.pk).update(
        secret=_kept(new),
        set_at=at,
        given_by=by.subject_id,
        confirmed_by=None,
        wrong=0,
        rests_until=None,
    )


@action
def confirm_word(*, by: Actor, word: OwnWord) -> None:
    """A second adult says that the new word is the pupil's: it opens what came before it too."""
    if word.given_by_id in (None, by.subject_id):
        raise Refusal("Somebody else than who gave the word says that it is the pupil’s.")
    OwnWord.objects.visible_to(by).filter(pk=word.pk).update(confirmed_by=by.subject_id)
