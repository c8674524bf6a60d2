"""What a key opens: plain values in, so that the rules can be gone through by themselves."""

from collections.abc import Hashable
from enum import StrEnum


class Invited(StrEnum):
    """How somebody is invited, or why not."""

    SHOWN = "shown"
    MAILED = "mailed"
    HAS_ACCOUNT = "has_account"
    NO_ADDRESS = "no_address"


class Door(StrEnum):
    """As whom somebody comes into a staff meeting."""

    OWN = "own"
    BLANK = "blank"
    SHUT = "shut"


def opens_past(*, has_past: bool, knows_word: bool) -> bool:
    """Whether a card opens what its owner said before; its maker has the card, and not the word."""
    return not has_past or knows_word


def may_confirm(*, by: Hashable, made_by: Hashable, owner: Hashable) -> bool:
    """Whether somebody may say whose hands a card is in: not its maker, and not who holds it."""
    return by not in (made_by, owner)


def invited(*, has_account: bool, in_use: bool, has_address: bool) -> Invited:
    """How an invitation goes: to the own address, once anybody else has come into the school."""
    if has_account:
        return Invited.HAS_ACCOUNT
    if not in_use:
        return Invited.SHOWN
    return Invited.MAILED if has_address else Invited.NO_ADDRESS


def door(*, is_pupil: bool, own_code: bool, let_in: bool) -> Door:
    """Who comes into a meeting: by their own mail, or blank, by a colleague who is in."""
    if is_pupil:
        return Door.SHUT
    if own_code:
        return Door.OWN
    return Door.BLANK if let_in else Door.SHUT


def letter_opens_past(*, same_device: bool, same_number: bool) -> bool:
    """Whether the form of a letter shows what was put down: where it was, and by that letter."""
    return same_device and same_number
