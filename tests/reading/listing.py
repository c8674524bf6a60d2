"""What every page grades, as rows: the hardest of its states; and the same as a page of the manual."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.house.places import ROOT
from tests.reading.grades import Text, running, text

MANUAL = ROOT / "docs" / "manual" / "reading.md"
HARDEST_PAGE = 6.0
HARDEST_SENTENCE = 7.0
LONGEST_SENTENCE = 25
SHORTEST_GRADED = 8

_OPENING = """# How hard the pages are to read

Every page that a pupil can open, in each of its states, and what families read in English. `python -m
tests.reading` writes this list; the tests measure every page again and fail where one is over {page:g}.

- **Whole**: the grade by Flesch–Kincaid (Kincaid and others, *Derivation of new readability formulas for Navy
  enlisted personnel*, 1975) of all that is seen on the page, folded parts too. A heading, a button, a label or
  a cell of a table counts as a sentence.
- **Sentences**: the same of what ends like a sentence alone. Headings and buttons are short and would flatter
  a page, so both must be at most {page:g}.
- **Letters**: the Automated Readability Index (Senter and Smith, 1967) of the whole page, which counts letters
  and not syllables. It holds the count of syllables, which is ours.
- **Longest**: words in its longest sentence; at most {longest}, as [the people behind GOV.UK
  advise](https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit/).

A grade is a year of school in the United States: 6 is for those who are 11 or 12. Below 0 is easier than the
formulas know. An average hides a hard sentence, so none of {graded} words or more may grade above {sentence:g}
by itself. Names are read as one short word, a number as one syllable. What stands around every page, tabs and
links, is counted once. What a school writes itself (a survey’s answer, a talk, who is there to talk to) is
left out, and so are words for screen readers alone. Where a page has states, the hardest is shown.

| page | states | whole | sentences | letters | longest |
|---|---:|---:|---:|---:|---:|
"""


@dataclass(frozen=True)
class Read:
    """One page in one state: its name, and all of its text and its sentences alone."""

    title: str
    whole: Text
    sentences: Text

    @property
    def page(self) -> str:
        """The name of the page without its state; each screen of a survey is a page."""
        name, *state = self.title.split(", ")
        if name in ("survey_screen", "family_screen") and state:
            name = f"{name}, {state[0]}"
        return f"{name}, easier form" if "easier form" in state else name

    @property
    def grades(self) -> tuple[float, float, float]:
        """Whole and sentences by Flesch–Kincaid, and the whole by letters."""
        sentences = self.sentences.flesch_kincaid if self.sentences.sentences else 0.0
        return self.whole.flesch_kincaid, sentences, self.whole.automated

    @property
    def longest(self) -> int:
        return max(map(len, self.whole.sentences))


def read(title: str, blocks: list[str]) -> Read:
    """A page by the blocks that somebody sees on it."""
    return Read(title, text(blocks), text(running(blocks)))


def hard_sentences(pages: Iterable[Read]) -> dict[str, str]:
    """Every sentence that is too long or too hard by itself, and a page it stands on."""
    found = {}
    for page in pages:
        for words in page.whole.sentences:
            grade = Text((words,)).flesch_kincaid
            too_hard = grade > HARDEST_SENTENCE and len(words) >= SHORTEST_GRADED
            if too_hard or len(words) > LONGEST_SENTENCE:
                found[f"{' '.join(words)} ({grade:.1f})"] = page.title
    return found


def by_page(pages: Iterable[Read]) -> dict[str, list[Read]]:
    """The states of each page, by its name."""
    found = defaultdict(list)
    for each in pages:
        found[each.page].append(each)
    return dict(sorted(found.items()))


def manual(pages: Iterable[Read]) -> str:
    """The page of the manual."""
    limits = {"page": HARDEST_PAGE, "sentence": HARDEST_SENTENCE}
    opening = _OPENING.format(**limits, longest=LONGEST_SENTENCE, graded=SHORTEST_GRADED)
    return opening + "".join(_row(*each) for each in by_page(pages).items())


def _row(name: str, states: list[Read]) -> str:
    grades = [f"{max(column):.1f}" for column in zip(*(s.grades for s in states), strict=True)]
    longest = max(each.longest for each in states)
    return f"| {name} | {len(states)} | {' | '.join(grades)} | {longest} |\n"


def listed() -> dict[str, list[float]]:
    """Page by page what the manual says: whole, sentences, letters."""
    rows = re.findall(r"^\| ([^|]+) \| \d+ \| (.+) \| \d+ \|$", MANUAL.read_text(), re.MULTILINE)
    return {name: [float(each) for each in grades.split(" | ")] for name, grades in rows}
