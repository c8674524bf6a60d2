"""What may be sent as a thank-you: plain values in, a refusal out."""

import unicodedata

from beside.access.refusals import Refusal

CHARACTERS_AT_MOST = 500


class NoWords(Refusal):
    pass


class TooLong(Refusal):
    pass


class NotFound(Refusal):
    pass


class TakenBack(Refusal):
    pass


class AlreadyRead(Refusal):
    pass


def check_words(words: str) -> None:
    """Words have something to see in them, in any script, and are not too many."""
    if not any(unicodedata.category(each)[0] not in "ZC" for each in words):
        raise NoWords("Write a few words first. One short line is fine.")
    over = len(words) - CHARACTERS_AT_MOST
    if over > 0:
        raise TooLong(
            f"This is too long by {over} letters. Take some words out, and send it again."
        )


def check_may_be_sent(*, is_here: bool) -> None:
    """A thank-you goes to an adult whom the pupil may find at their school today."""
    if not is_here:
        raise NotFound("It cannot go to this person now. You can pick someone else.")


def check_stands(*, taken_back: bool) -> None:
    """What was taken back is not sent again by a form that was sent before."""
    if taken_back:
        raise TakenBack("You took this one back. If you do want to send it, send it again.")


def check_take_back(*, is_read: bool) -> None:
    """Only what nobody has read can be taken back."""
    if is_read:
        raise AlreadyRead("It has been read, so it cannot be taken back.")
