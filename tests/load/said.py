"""What one pupil means to say, drawn at random, and the rows that have to come of it once sent."""

from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random
from typing import Any

from beside.home.benches.school import FAMILY, GIVEN

PEOPLE = ("adult", "peer", "family", "outside")
QUALITIES = ("participation", "recognition", "care", "motivation")
CHOICES = {
    "go_to": ("several", "one", "unsure", "not_now"),
    "matters": ("most", "some", "few", "unsure"),
    "learner": ("mostly", "sometimes", "not_really", "unsure"),
}
SCREENS = (*PEOPLE, *QUALITIES, "helps", "stage", "go_to", "wish", "matters", "learner")
STAGES = ("from", "with", "own")
WORDS = ("Nana", "Coach Umar", "my aunt", "the librarian", "Big Sam")


@dataclass
class Somebody:
    """A person on the list, under the key the page gives them: who, and what is said of them."""

    key: str
    question: str
    alter: str = ""
    words: str = ""
    ring: int | None = None
    qualities: list[str] = field(default_factory=list)
    helps: bool = False
    stage: str = ""


@dataclass
class Said:
    """A pupil's answers as far as they were put down.

    `pressed` once send was pressed, `sent` once that was acknowledged.
    """

    screens: Collection[str] = SCREENS
    people: list[Somebody] = field(default_factory=list)
    nobody: set[str] = field(default_factory=set)
    choices: dict[str, str] = field(default_factory=dict)
    wish: str = ""
    saves: int = 0
    pressed: bool = False
    sent: bool = False

    def put(self, question: str, *, alter: str = "", words: str = "") -> Somebody:
        self.people.append(Somebody(f"p{len(self.people) + 1}", question, alter, words))
        return self.people[-1]

    def of(self, question: str) -> list[Somebody]:
        return [each for each in self.people if each.question == question]

    def nominations(self) -> list[list[Any]]:
        """(question, alter, words, ring, qualities, stage), each once."""
        rows = [
            [each.question, each.alter, each.words, each.ring, each.qualities, each.stage]
            for each in self.people
        ]
        helped = {(each.alter, each.words) for each in self.people if each.helps}
        rows += [["helps", *who, None, [], ""] for who in sorted(helped)]
        return rows + ([["wish", "", self.wish, None, [], ""]] if self.wish else [])

    def responses(self) -> list[list[str]]:
        """(question, value) for each closed question, empty where it was skipped."""
        asked = [name for name in (*CHOICES, "stage") if name in self.screens]
        return [[name, self.choices.get(name, "")] for name in asked]

    def answered(self) -> list[list[Any]]:
        """(question, answered) for each question a need rests on, and for the whole."""
        named = [[name, bool(self.of(name)) or name in self.nobody] for name in PEOPLE]
        tapped = [[name, any(name in each.qualities for each in self.people)] for name in QUALITIES]
        stage = any(each.stage for each in self.people) or "adult" in self.nobody
        asked = [row for row in [*named, *tapped, ["stage", stage]] if row[0] in self.screens]
        return [*asked, ["survey", True]]

    def own_side(self, need: str) -> str:
        """What is known of a need as long as nobody else has said anything."""
        if any(_meets(each, need) for each in self.people):
            return "pupil_only"
        question = "stage" if need == "mentor" else need
        return "nobody" if dict(self.answered()).get(question) else "not_known"


def _meets(each: Somebody, need: str) -> bool:
    if need == "mentor":
        is_adult = each.question in ("adult", "outside")
        return is_adult and each.stage in ("from", "with") and (each.ring or 1) < 3
    return need in (each.question, *each.qualities)


def typed_name(chance: Random) -> str:
    """The start of a name that somebody at the school has."""
    return f"{chance.choice(GIVEN)[:4]} {chance.choice(FAMILY)[:2]}"
