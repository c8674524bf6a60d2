"""In which letters a text file is written, asked where two ways of reading it make sense."""

from collections.abc import Iterable

from .encodings import NAMES
from .outcome import Ask, Roll
from .rows import Table

KEY = "encoding:"


def said_encoding(answers: Iterable[str]) -> str:
    """The encoding that a person has said, among the keys they accepted; or ""."""
    found = (key.removeprefix(KEY) for key in answers if key.startswith(KEY))
    return next((encoding for encoding in found if encoding in NAMES), "")


def ask_about_letters(roll: Roll, table: Table) -> None:
    """Whoever has such letters in their name waits until a person has said how they are read."""
    guess = table.guess
    if guess is None or not guess.other:
        return
    people = [p for p in roll.records["person"].values() if not _is_plain(p)]
    ids = tuple(person.id for person in people)
    reason = (
        f"The file does not say in which letters it is written. Read as {guess.name}: "
        f"{', '.join(guess.words)}. Read as {NAMES[guess.other]}: {', '.join(guess.otherwise)}. "
        "Which is right? Until then those with such names stay as they are."
    )
    drops = tuple(("person", id) for id in ids)
    otherwise = f"{KEY}{guess.other}"
    roll.asks.append(
        Ask(f"{KEY}{guess.encoding}", "encoding", "person", reason, drops, ids, otherwise=otherwise)
    )


def _is_plain(person: object) -> bool:
    names = ("given_name", "family_name", "preferred_name")
    return all(getattr(person, name).isascii() for name in names)
