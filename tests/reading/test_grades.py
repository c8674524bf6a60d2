"""The formulas, the syllables and the words of a page, against what was worked out by hand."""

import pytest

from tests.reading import listing
from tests.reading.grades import running, text
from tests.reading.page import blocks, without
from tests.reading.syllables import syllables

# Counted from the pronunciations that the CMU Pronouncing Dictionary gives.
SPOKEN = {
    1: ("a", "help", "name", "asked", "helped", "friends", "school’s", "eyes", "I’ll", "999"),
    2: ("pupil", "people", "tutor", "closely", "circles", "someone", "needed", "named-by"),
    3: ("family", "anyone", "idea", "safeguarding", "remember", "however"),
    4: ("everybody", "relationship", "participate", "information", "accessible"),
    6: ("accessibility", "responsibilities"),
}
HARD = (
    "The organisation’s responsibilities regarding the confidentiality of the information submitted"
    " are determined in accordance with applicable regulations."
)
PAGE = """<html><head><title>Not this</title></head><body><nav><a>Home</a></nav><main>
<h1>Who is <em>beside</em> you?</h1><p>Isla Young asks.<span class="vh"> Hidden.</span> Ann, too.</p>
<ul><li>One</li><li>Ann</li></ul><button>Go on</button><svg><text>Me</text></svg>
<p>Here<br>there <a href="/">and far</a>.</p><p hidden>Nor this</p><p data-asks="How close?"></p>
</main></body></html>"""


@pytest.mark.parametrize(("count", "word"), [(n, w) for n, words in SPOKEN.items() for w in words])
def test_syllables_are_those_that_are_heard(count, word):
    assert syllables(word) == count


def test_the_formulas_give_what_they_give_by_hand():
    found = text(["The cat sat on the mat. It was happy."])
    assert (len(found.words), len(found.sentences)) == (9, 2)
    assert found.flesch_kincaid == pytest.approx(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59)
    assert found.automated == pytest.approx(4.71 * 27 / 9 + 0.5 * 9 / 2 - 21.43)


def test_a_page_is_read_as_it_is_seen_block_by_block():
    assert blocks(PAGE) == [
        *("Who is beside you?", "Isla Young asks. Ann, too.", "One", "Ann", "Go on"),
        *("Here", "there and far.", "How close?"),
    ]
    assert blocks(PAGE, "frame") == ["Home"]


def test_names_are_one_short_word_and_a_list_of_names_is_nothing():
    seen = without(blocks(PAGE), {"Isla Young", "Isla", "Ann"})
    assert seen[:3] == ["Who is beside you?", "Sam asks. Sam, too.", "One"]
    assert "Sam" not in seen


def test_what_does_not_end_like_a_sentence_is_no_running_text():
    assert running(["Who looked", "They looked.", "“Did they?”", "Next"]) == [
        "They looked.",
        "“Did they?”",
    ]


def test_a_hard_sentence_is_seen_on_a_page_of_easy_ones():
    easy = ["You can stop.", "You can go on.", "Ask your tutor for help."] * 20
    page = listing.read("survey", [*easy, HARD])
    assert max(page.grades) < listing.HARDEST_PAGE
    assert list(listing.hard_sentences([page]).values()) == ["survey"]
    assert listing.hard_sentences([listing.read("survey", easy)]) == {}
