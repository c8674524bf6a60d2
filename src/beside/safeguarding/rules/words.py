"""The word with which a pupil opens what they wrote: plain values in, what comes of it out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from beside.access.refusals import Refusal

WRONG_AT_MOST = 5
RESTS = timedelta(hours=1)
OPEN_FOR = timedelta(minutes=5)
LETTERS_AT_LEAST = 4
GUESSED = frozenset({"word", "password", "school", "beside", "1234", "12345", "qwerty", "abcd"})


class WeakWord(Refusal):
    pass


def check_word(word: str, names: tuple[str, ...] = ()) -> None:
    """A word is not short, and not what somebody who knows the pupil tries first."""
    plain = word.strip().casefold()
    if len(plain) < LETTERS_AT_LEAST:
        raise WeakWord("Choose a word of four letters or more.")
    if plain in GUESSED or plain in {name.casefold() for name in names} or len(set(plain)) < 3:
        raise WeakWord("Somebody who knows you might try that word. Choose another.")


@dataclass(frozen=True)
class Tries:
    """How many wrong words there were, and until when the page rests."""

    wrong: int = 0
    rests_until: datetime | None = None


def is_resting(tries: Tries, now: datetime) -> bool:
    """Whether no word is looked at now."""
    return tries.rests_until is not None and now < tries.rests_until


def after(tries: Tries, now: datetime, *, right: bool) -> Tries:
    """What stands after one more try; after five wrong ones the page rests for an hour."""
    if right:
        return Tries()
    wrong = (0 if tries.rests_until and now >= tries.rests_until else tries.wrong) + 1
    return Tries(wrong, now + RESTS if wrong >= WRONG_AT_MOST else None)


def opens(sent_at: datetime, *, set_at: datetime, given: bool, confirmed: bool) -> bool:
    """Whether a word opens something: one that staff gave opens what was sent after it.

    What was sent before it opens once a second adult has said that it is the pupil's.
    """
    return not given or confirmed or sent_at >= set_at
