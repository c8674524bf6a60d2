"""The school year in which a text can be read, by two published formulas.

Flesch–Kincaid: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, *Derivation of new
readability formulas for Navy enlisted personnel*, Research Branch Report 8-75 (1975).
Automated Readability Index: R. J. Senter, E. A. Smith, *Automated Readability Index*,
AMRL-TR-66-220 (1967). It counts letters in place of syllables, so the one holds the other.
Both give a United States grade: 6 is the school year of those who are 11 or 12.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.reading.syllables import syllables

_WORD = re.compile(r"[^\W_]+(?:[’'\-.:/][^\W_]+)*")
_END = re.compile(r"(?<=[.!?…])[”’\")]*\s+")


@dataclass(frozen=True)
class Text:
    """What a text is counted as: its sentences, each a tuple of words."""

    sentences: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in sentence]

    @property
    def flesch_kincaid(self) -> float:
        """0.39 words a sentence + 11.8 syllables a word − 15.59."""
        words = self.words
        spoken = sum(map(syllables, words)) / len(words)
        return 0.39 * len(words) / len(self.sentences) + 11.8 * spoken - 15.59

    @property
    def automated(self) -> float:
        """4.71 letters a word + 0.5 words a sentence − 21.43."""
        words = self.words
        letters = sum(each.isalnum() for word in words for each in word) / len(words)
        return 4.71 * letters + 0.5 * len(words) / len(self.sentences) - 21.43


def text(blocks: Iterable[str]) -> Text:
    """Blocks of a page as one text: a block ends a sentence, whether it has a full stop or not."""
    pieces = [piece for block in blocks for piece in _END.split(block)]
    counted = [tuple(_WORD.findall(piece)) for piece in pieces]
    return Text(tuple(each for each in counted if each))


def running(blocks: Iterable[str]) -> list[str]:
    """The blocks that are sentences: headings, buttons and labels left out."""
    return [block for block in blocks if re.search(r"[.!?…][”’\")]*$", block)]
