"""What a pupil puts down before it is sent: plain values in, plain values out.

A draft is a dictionary that keeps as JSON: `people`, each with a `key`, the `question` it answers,
an `alter` (an id as text) or `words`, a `ring`, `qualities`, a `stage` and whether I help them;
`done`, how each screen was left ("said", "none" or "skipped"); `choices` of closed questions; and
`wish`, whom I would like beside me more.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from beside.access.refusals import Refusal
from beside.ties.questions import ADULTS_FOR_STAGE, CHOICES, PEOPLE, QUALITIES, STAGES

Answers = dict[str, Any]
Form = Mapping[str, Sequence[str]]

PEOPLE_AT_MOST = 60
WORDS_AT_MOST = 60
RINGS = (1, 2, 3)
SAID, NONE, SKIPPED = "said", "none", "skipped"


def empty() -> Answers:
    """A draft in which nothing was put down yet."""
    return {"people": [], "done": {}, "choices": {}, "wish": []}


def clean_words(words: str) -> str:
    """A person in a pupil's own words: composed, on one line, without invisible marks."""
    kept = (c for c in words if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def person(answers: Answers, key: str) -> dict[str, Any]:
    """The person of this key; a key that is not there is refused."""
    for each in answers["people"]:
        if each["key"] == key:
            return each
    raise Refusal("This person is not on your list any more.")


def add_person(answers: Answers, question: str, *, alter: str = "", words: str = "") -> str:
    """Put somebody on the list of a question; gives their key. Twice the same changes nothing."""
    new = _who(alter, words)
    for each in answers["people"]:
        if each["question"] == question and _same(each, new):
            return each["key"]
    if len(answers["people"]) >= PEOPLE_AT_MOST:
        raise Refusal(f"There is room for {PEOPLE_AT_MOST} people here. Take one off to add one.")
    new |= {"key": _free_key(answers), "question": question, "ring": None, "qualities": []}
    answers["people"].append(new)
    answers["done"][question] = SAID
    return new["key"]


def joined(before: Answers, after: Answers) -> Answers:
    """Two drafts as one: everybody of both; where both say something else, what was said last."""
    people = [dict(each) for each in before["people"]]
    for each in after["people"]:
        same = (p for p in people if p["question"] == each["question"] and _same(p, each))
        found = next(same, None)
        if found is not None:
            found.update(each | {"key": found["key"]})
        else:
            people.append(each | {"key": _free_key({"people": people})})
    return {
        "people": people,
        "done": before["done"] | after["done"],
        "choices": before["choices"] | after["choices"],
        "wish": after["wish"] or before["wish"],
    }


def _who(alter: str, words: str) -> dict[str, Any]:
    if alter:
        return {"alter": alter, "words": ""}
    cleaned = clean_words(words)
    if not cleaned:
        raise Refusal("Type a name, or what you call them.")
    if len(cleaned) > WORDS_AT_MOST:
        raise Refusal(f"That is too long. Use {WORDS_AT_MOST} letters or fewer.")
    return {"alter": "", "words": cleaned}


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["alter"] or other["alter"]:
        return one["alter"] == other["alter"]
    return one["words"].casefold() == other["words"].casefold()


def _free_key(answers: Answers) -> str:
    taken = {int(each["key"][1:]) for each in answers["people"]}
    return f"p{max(taken, default=0) + 1}"


def take_off(answers: Answers, key: str) -> None:
    """Take somebody off the list; somebody who is not there is no fault."""
    answers["people"] = [each for each in answers["people"] if each["key"] != key]


def place(answers: Answers, key: str, ring: int | None) -> None:
    """Put somebody into a ring, 1 to 3 with 1 the closest, or out of all rings."""
    if ring is not None and ring not in RINGS:
        raise Refusal("Choose one of the three circles.")
    person(answers, key)["ring"] = ring


def say(answers: Answers, screen: str, form: Form) -> None:
    """Keep what a form of a screen says; a screen left empty is skipped, never an answer."""
    if screen in PEOPLE:
        _say_people(answers, screen, form)
    elif screen in QUALITIES or screen == "helps":
        _say_tapped(answers, screen, form)
    elif screen == "stage":
        _say_stage(answers, form)
    elif screen == "wish":
        answers["done"][screen] = SAID if answers["wish"] else SKIPPED
    else:
        _say_choice(answers, screen, form)


def skip(answers: Answers, screen: str) -> None:
    """Leave a screen out; what was put down on it before is taken back."""
    if screen in PEOPLE:
        answers["people"] = [each for each in answers["people"] if each["question"] != screen]
    elif screen == "wish":
        answers["wish"] = []
    else:
        say(answers, screen, {})
    answers["done"][screen] = SKIPPED


def _say_people(answers: Answers, screen: str, form: Form) -> None:
    theirs = of_question(answers, screen)
    for each in theirs:
        ring = form.get(f"ring-{each['key']}")
        if ring:
            each["ring"] = int(ring[0]) if ring[0] in ("1", "2", "3") else None
    nobody = NONE if form.get("nobody") else SKIPPED
    answers["done"][screen] = SAID if theirs else nobody


def _say_tapped(answers: Answers, screen: str, form: Form) -> None:
    tapped = set(form.get("who", ()))
    for each in answers["people"]:
        if screen == "helps":
            each["helps"] = each["key"] in tapped
        else:
            kept = {*each["qualities"]} - {screen} | ({screen} if each["key"] in tapped else set())
            each["qualities"] = [quality for quality in QUALITIES if quality in kept]
    nobody = NONE if form.get("nobody") else SKIPPED
    answers["done"][screen] = SAID if tapped else nobody


def _say_stage(answers: Answers, form: Form) -> None:
    said = {
        key.removeprefix("stage-"): values[0]
        for key, values in form.items()
        if key.startswith("stage-") and values[0] in STAGES
    }
    for each in answers["people"]:
        each["stage"] = said.get(each["key"], "")
    _say_choice(answers, "stage", form, STAGES)
    if said:
        answers["done"]["stage"] = SAID


def _say_choice(
    answers: Answers, screen: str, form: Form, allowed: Collection[str] | None = None
) -> None:
    value = next(iter(form.get(screen, ())), "")
    answers["choices"].pop(screen, None)
    if value in (allowed or CHOICES[screen]):
        answers["choices"][screen] = value
    answers["done"][screen] = SAID if screen in answers["choices"] else SKIPPED


def wish_for(answers: Answers, *, alter: str = "", words: str = "") -> None:
    """Put down somebody I would like beside me more; one at a time, the last one counts."""
    answers["wish"] = [_who(alter, words)]
    answers["done"]["wish"] = SAID


def of_question(answers: Answers, question: str) -> list[dict[str, Any]]:
    """The people put down for a question, in the order they were put down."""
    return [each for each in answers["people"] if each["question"] == question]


def for_stage(answers: Answers) -> list[dict[str, Any]]:
    """The adults at school asked about on the screen how I learn: the closest, three at most."""
    adults = of_question(answers, "adult")
    return sorted(adults, key=lambda each: each["ring"] or 4)[:ADULTS_FOR_STAGE]


def is_answered(answers: Answers, question: str) -> bool:
    """Whether a question was answered: somebody named or tapped, or "nobody" said."""
    done, people = answers["done"], answers["people"]
    if question in PEOPLE:
        return bool(of_question(answers, question)) or done.get(question) == NONE
    if question == "stage":
        return any(each.get("stage") for each in people) or done.get("adult") == NONE
    tapped = any(question in each["qualities"] for each in people)
    return tapped or done.get(question) == NONE or _names_nobody(answers)


def _names_nobody(answers: Answers) -> bool:
    """Whether nobody came to mind at any question about people, so that there is none to tap."""
    left = [answers["done"][each] for each in PEOPLE if each in answers["done"]]
    return not answers["people"] and bool(left) and all(each == NONE for each in left)


def nominations(answers: Answers, screens: Collection[str]) -> list[dict[str, Any]]:
    """The rows that a sent draft makes, of the screens that were shown; see `Nomination`."""
    people = [each for each in answers["people"] if each["question"] in screens]
    rows = [_row(each, each["question"]) | _details(each) for each in people]
    rows += [_row(each, "helps") for each in people if each.get("helps")]
    return rows + [_row(each, "wish") for each in answers["wish"] if "wish" in screens]


def _row(who: Mapping[str, Any], question: str) -> dict[str, Any]:
    return {
        "question": question,
        "alter_id": who["alter"] or None,
        "alter_words": who["words"],
        "ring": None,
        "qualities": [],
        "stage": "",
    }


def _details(who: Mapping[str, Any]) -> dict[str, Any]:
    return {"ring": who["ring"], "qualities": who["qualities"], "stage": who.get("stage", "")}
