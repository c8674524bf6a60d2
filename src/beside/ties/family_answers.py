"""What a parent or carer puts down before it is sent: plain values in, plain values out.

A draft is a dictionary that keeps as JSON: `people` whom they talk to at school, each with a `key`,
an `alter` (an id as text) or `words`; and `about`, for each child by id (as text) what was said on
each screen: `beside`, `others`, `learning` and `could`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from beside.access.refusals import Refusal
from beside.ties.answers import Form, clean_words

Answers = dict[str, Any]

ABOUT_A_CHILD = ("beside", "others", "learning", "could")
TALK = "talk"
BESIDE = ("yes", "not_now")
RELATIONS = (
    *("grandparent", "sibling", "relative", "friend", "neighbour", "club", "prayer", "other"),
)
LEARNING = (
    *("cook", "read", "pray", "fix", "sing", "play", "garden", "shop", "sport", "language"),
)
COULD = ("phone", "meet", "good_news", "show", "help", "learn", "families")
TICKS = {"learning": LEARNING, "could": COULD}
OTHERS = (1, 2, 3)
PEOPLE_AT_MOST = 8
NAME_AT_MOST = 50
WORDS_AT_MOST = 300
FOR_TUTOR = "for_tutor"  # as `Response` has it


class Full(Refusal):
    pass


class TooLong(Refusal):
    pass


class Row(NamedTuple):
    """An answer as it is sent: the child it is about as text ("" for none), question and value."""

    about: str
    question: str
    value: str


def empty() -> Answers:
    """A draft in which nothing was put down yet."""
    return {"people": [], "about": {}}


def screens(children: int) -> tuple[str, ...]:
    """The screens of a carer with so many children, whatever they answer."""
    numbered = [f"{kind}-{n + 1}" for n in range(children) for kind in ABOUT_A_CHILD]
    return (TALK, *numbered)


def parts(screen: str) -> tuple[str, int]:
    """The kind of a screen, and the place of its child from 0 (-1 where it is about none)."""
    kind, _, number = screen.partition("-")
    return kind, int(number or 0) - 1


def add_person(answers: Answers, *, alter: str = "", words: str = "") -> None:
    """Put down somebody at school; twice the same changes nothing, and no words are nobody."""
    named = "" if alter else _short(words, NAME_AT_MOST)
    listed = [(each["alter"], each["words"].casefold()) for each in answers["people"]]
    if not (alter or named) or (alter, named.casefold()) in listed:
        return
    if len(listed) >= PEOPLE_AT_MOST:
        raise Full(f"There is room for {PEOPLE_AT_MOST} people here. Take one off to add one.")
    taken = {int(each["key"][1:]) for each in answers["people"]}
    key = f"p{max(taken, default=0) + 1}"
    answers["people"].append({"key": key, "alter": alter, "words": named})


def take_off(answers: Answers, key: str) -> None:
    """Take somebody off; somebody who is not there is no fault."""
    answers["people"] = [each for each in answers["people"] if each["key"] != key]


def say(answers: Answers, kind: str, child: str, form: Form) -> None:
    """Keep what a form says about a child; what was said on that screen before is replaced."""
    answers["about"].setdefault(child, {})[kind] = _SAID[kind](form)


def skip(answers: Answers, kind: str, child: str) -> None:
    """Leave a screen out; what was put down on it before is taken back."""
    if kind == TALK:
        answers["people"] = []
    else:
        answers["about"].get(child, {}).pop(kind, None)


def about(answers: Answers, child: str) -> dict[str, Any]:
    """What was said about a child, by kind of screen; empty for what was not."""
    return dict.fromkeys(ABOUT_A_CHILD) | answers["about"].get(child, {})


def _short(words: str, at_most: int) -> str:
    cleaned = clean_words(words)
    if len(cleaned) > at_most:
        raise TooLong("That is too long. Use fewer words.")
    return cleaned


def _first(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _beside(form: Form) -> str:
    value = _first(form, "beside")
    return value if value in BESIDE else ""


def _others(form: Form) -> list[dict[str, str]]:
    said = [
        {
            "words": _short(_first(form, f"words-{n}"), NAME_AT_MOST),
            "relation": _one_of(RELATIONS, _first(form, f"relation-{n}")),
        }
        for n in OTHERS
    ]
    return [each for each in said if each["words"] or each["relation"]]


def _one_of(known: Iterable[str], value: str) -> str:
    return value if value in known else ""


def _ticked(kind: str, form: Form) -> dict[str, Any]:
    ticks = set(form.get("tick", ()))
    return {
        "ticks": [each for each in TICKS[kind] if each in ticks],
        "words": _short(_first(form, "words"), WORDS_AT_MOST),
        "tutor": kind == "could" and bool(form.get("tutor")),
    }


_SAID = {
    "beside": _beside,
    "others": _others,
    "learning": lambda form: _ticked("learning", form),
    "could": lambda form: _ticked("could", form),
}


def is_beside(answers: Answers, child: str) -> bool | None:
    """Whether the carer says that they are beside a child; None where they left it out."""
    return {"yes": True, "not_now": False}.get(answers["about"].get(child, {}).get("beside", ""))


def staff(answers: Answers) -> list[str]:
    """The ids of those at school whom the carer talks to."""
    return [each["alter"] for each in answers["people"] if each["alter"]]


def rows(answers: Answers, children: Sequence[str]) -> list[Row]:
    """What a sent draft says beside nominations; a value is "" for what was left out."""
    own_words = "\n".join(each["words"] for each in answers["people"] if each["words"])
    found = [Row("", "talk_words", own_words)]
    for child in children:
        said = about(answers, child)
        others = [f"{each['relation']}: {each['words']}" for each in said["others"] or ()]
        found.append(Row(child, "others", "\n".join(others)))
        found += [row for kind in TICKS for row in _tick_rows(child, kind, said[kind] or {})]
    return found


def _tick_rows(child: str, kind: str, said: Mapping[str, Any]) -> list[Row]:
    ticks, words = ",".join(said.get("ticks", ())), said.get("words", "")
    kept = [Row(child, kind, ticks), Row(child, f"{kind}_words", words)]
    if kind == "could":
        shared = said.get("tutor") and (ticks or words)
        kept.append(Row(child, FOR_TUTOR, f"{ticks}\n{words}" if shared else ""))
    return kept


def for_tutor(value: str) -> tuple[list[str], str]:
    """The ticks and the own words of what a carer let their child's tutor read."""
    ticks, _, words = value.partition("\n")
    return [each for each in re.split(",", ticks) if each in COULD], words
