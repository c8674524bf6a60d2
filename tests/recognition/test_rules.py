import pytest

from beside.recognition import rules


@pytest.mark.parametrize(
    "words",
    [
        "You helped.",
        "شكرا",
        "谢谢",
        "🌻",
        "a" * rules.CHARACTERS_AT_MOST,
        "You came.\nTwice.",
    ],
)
def test_words_of_any_script_may_be_sent(words):
    rules.check_words(words)


@pytest.mark.parametrize("words", ["", "  ", "\n\t", "\u200b\u200d", "\u3000", "\u202e"])
def test_nothing_that_can_be_seen_is_refused(words):
    with pytest.raises(rules.NoWords):
        rules.check_words(words)


def test_one_letter_too_many_is_refused_and_told():
    with pytest.raises(rules.TooLong, match="too long by 1 letters"):
        rules.check_words("a" * (rules.CHARACTERS_AT_MOST + 1))
