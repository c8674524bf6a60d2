"""A big school's names, and how people mistype them; everything by a seed."""

from collections.abc import Callable
from random import Random

from beside.home.demo.names import CULTURES
from beside.schools.rules.finding import fold
from beside.schools.rules.nicknames import called

BESIDE_ON_A_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("ee", "i"), ("oo", "u"), ("y", "i"), ("z", "s"))
VOWELS = "aeiou"


def names(many: int, chance: Random) -> list[str]:
    """Different full names, drawn from all cultures of the made-up school."""
    found: dict[str, None] = {}
    while len(found) < many:
        culture = chance.choice(list(CULTURES.values()))
        given = chance.choice([*culture.girls, *culture.boys])
        family = chance.choice(culture.families)
        if chance.random() < 0.1:
            family += "-" + chance.choice(culture.families)
        found[" ".join(filter(None, [given, family.strip("-")]))] = None
    return list(found)


def misspelt(name: str, chance: Random) -> tuple[str, str]:
    """A way in which somebody may type a name, and what was done to it."""
    how = chance.choice(HOW)
    return how.__name__, how(name, chance) or name.lower()


def _changed(word: str, chance: Random, change: Callable[[str, int], str]) -> str:
    return change(word, chance.randrange(1, len(word))) if len(word) > 2 else word


def _in_one_word(name: str, chance: Random, change: Callable[[str, int], str]) -> str:
    words = name.split()
    place = max(range(len(words)), key=lambda each: (len(words[each]) > 3, chance.random()))
    words[place] = _changed(words[place], chance, change)
    return " ".join(words)


def left_out(name, chance):
    return _in_one_word(name, chance, lambda w, p: w[:p] + w[p + 1 :])


def twice(name, chance):
    return _in_one_word(name, chance, lambda w, p: w[:p] + w[p] + w[p:])


def turned_round(name, chance):
    return _in_one_word(name, chance, lambda w, p: w[: p - 1] + w[p] + w[p - 1] + w[p + 1 :])


def key_beside(name, chance):
    def change(word, place):
        row = next((row for row in BESIDE_ON_A_KEYBOARD if word[place].lower() in row), "aa")
        at = row.index(word[place].lower()) if word[place].lower() in row else 0
        return word[:place] + row[at - 1 if at else 1] + word[place + 1 :]

    return _in_one_word(name, chance, change)


def other_vowel(name, chance):
    def change(word, place):
        places = [at for at, letter in enumerate(word) if at and letter in VOWELS] or [place]
        at = chance.choice(places)
        return word[:at] + chance.choice(VOWELS) + word[at + 1 :]

    return _in_one_word(name, chance, change)


def as_it_sounds(name, chance):
    low = name.lower()
    fitting = [(one, two) for one, two in SOUNDS if one in low]
    one, two = chance.choice(fitting) if fitting else ("", "")
    return low.replace(one, two, 1) if one else low


def without_accents(name, chance):
    return " ".join(fold(name))


def with_a_title(name, chance):
    return f"{chance.choice(['Ms', 'Mr', 'Miss', 'Mrs.', 'Dr'])} {_typo(name.split()[-1], chance)}"


def called_for_short(name, chance):
    given, *rest = name.split()
    short = sorted(called(given.lower()))
    return " ".join([chance.choice(short) if short else given, *rest])


def family_name_first(name, chance):
    return f"{name.split()[-1]}, {_typo(name.split()[0], chance)}"


def half_of_it(name, chance):
    given, *rest = name.split()
    return " ".join([_typo(given, chance), *(word[:3] for word in rest[-1:])])


def in_two_words(name, chance):
    given, *rest = name.split()
    return " ".join([given[: len(given) // 2], given[len(given) // 2 :], *rest])


def _typo(word, chance):
    return chance.choice([left_out, twice, turned_round])(word, chance)


HOW = (
    left_out,
    twice,
    turned_round,
    key_beside,
    other_vowel,
    as_it_sounds,
    without_accents,
    with_a_title,
    called_for_short,
    family_name_first,
    half_of_it,
    in_two_words,
)
