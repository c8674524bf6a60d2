"""Hold back leavers who are still named in the sheet.

A row with their name or email address may have been read as somebody else, or not at all. Nobody is
ended on such a row until a person has looked at it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .draft import Draft
from .leaving import would_end
from .outcome import RowText
from .planned import Held
from .text import name_key, without_accents

_STANDING = ("enrolment", "post")
_DOMAIN = re.compile(r"@\S+")
SHOWN = 5


def ask_about_named(draft: Draft) -> None:
    """Hold leavers whose name or address is still in a row that matched nobody on the roll."""
    if not draft.incoming.row_texts:
        return
    going = {r.person: r.school for kind in _STANDING for r in would_end(draft, kind)}
    if not going:
        return
    found = _named(draft, going, _Rows(_doubtful(draft)))
    for school in sorted({going[id] for id in found}):
        if f"other_people:{school}" in draft.accepted:
            continue
        here = {id: rows for id, rows in found.items() if going[id] == school}
        if draft.hold(_held(draft, school, here)):
            draft.incoming = replace(
                draft.incoming, protected=draft.incoming.protected | here.keys()
            )
            draft.held_counts["person"] += len(here)


def _doubtful(draft: Draft) -> Iterator[RowText]:
    """The rows that were not matched to anybody on the stored roll."""
    people = draft.now("person")
    for row in draft.incoming.row_texts:
        if draft.renamed.get(row.id, row.id) not in people:
            yield row


class _Rows:
    """An index of rows by the words and email addresses in them."""

    def __init__(self, rows: Iterator[RowText]) -> None:
        self.rows = list(rows)
        self.by_word: dict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(self.rows):
            for word in _words(_DOMAIN.sub(" ", row.text)):
                self.by_word[word].add(at)
        self.by_address: dict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(self.rows):
            if "@" in row.text:
                for part in row.text.casefold().split():
                    self.by_address[part].add(at)

    def of(self, person: Any) -> list[RowText]:
        """The rows that contain every word of a person's name, or their email address."""
        name = f"{person.given_name} {person.family_name}"
        found = self._with(name_key(name).split()) | self._with(without_accents(name).split())
        if person.email:
            found |= self.by_address.get(person.email.casefold(), set())
        return [self.rows[at] for at in sorted(found)]

    def _with(self, words: list[str]) -> set[int]:
        return set.intersection(*(self.by_word.get(w, set()) for w in words)) if words else set()


def _words(text: str) -> set[str]:
    """The words of a row, also without the letters that a wrong encoding would change."""
    words = set(name_key(text).split())
    return words if text.isascii() else words | set(without_accents(text).split())


def _named(draft: Draft, going: dict[str, str], rows: _Rows) -> dict[str, list[RowText]]:
    named = {id: rows.of(draft.now("person")[id]) for id in going if id in draft.now("person")}
    return {id: found for id, found in named.items() if found}


def _held(draft: Draft, school: str, found: dict[str, list[RowText]]) -> Held:
    people = draft.now("person")
    said = [
        f"{people[id].given_name} {people[id].family_name}".strip() + f" (row {rows[0].row})"
        for id, rows in sorted(found.items(), key=lambda item: item[1][0].row)
    ]
    more = f" and {len(said) - SHOWN} more" if len(said) > SHOWN else ""
    reason = (
        f"{', '.join(said[:SHOWN])}{more} would leave, though a row still has the name or address "
        "and was read as somebody else or not at all. Correct the rows, or say that they leave."
    )
    key = f"still_named:{school}"
    return Held(key, "still_named", "person", tuple(sorted(found)), reason)
