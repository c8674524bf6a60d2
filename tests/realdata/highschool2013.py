"""A French high school (SocioPatterns, 2013): a friendship survey, and badges that measured contact.

Names are made up, and so are the teachers, one to a class: the data has none. The survey was handed
to everybody; of whoever named no friend it says nothing, so that they are asked and not answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from gzip import decompress
from pathlib import Path

from .folder import Cells, Class, Person, Round, School, open_data, rows, write_roll, write_round

SET = "sp_highschool2013"
SECONDS_PER_COUNT = 20
YEAR = "12"


@dataclass(frozen=True)
class Paths:
    """What was written: the roll's folder, and the one round."""

    roll: Path
    round: Round


def write(folder: Path) -> Paths:
    """Write the roll and the round under `folder`; skips the test where the data is not there."""
    roll = write_roll(folder / "roll", school())
    return Paths(roll, write_round(folder / "round", "December", said(), asked()))


def school() -> School:
    """The 329 pupils in their nine classes, as one year group."""
    class_of = _class_of()
    people = [Person(each, "student", YEAR) for each in sorted(class_of)]
    names = sorted({*class_of.values()})
    people += [Person(_teacher(name), "teacher") for name in names]
    classes = [
        Class(
            f"class-{name}",
            name,
            frozenset(each for each, theirs in class_of.items() if theirs == name),
            frozenset({_teacher(name)}),
            type="homeroom",
            course="high",
        )
        for name in names
    ]
    title = "High School (every name in it is made up)"
    return School("highschool", title, 2014, people, classes, {"high": "High school"})


def said() -> Iterator[Cells]:
    """Every friend named, and every measured contact in seconds a day."""
    for ego, alter in friends():
        yield {"ego": ego, "alter": alter, "question": "peer", "answer": "yes"}
    for row in rows(f"{SET}/ties_by_day.csv"):
        seconds = int(row["contacts_20s"]) * SECONDS_PER_COUNT
        pair = {"ego": row["a"], "alter": row["b"]}
        yield pair | {"question": "contact", "answer": "yes", "weight": str(seconds)}


def asked() -> Iterator[Cells]:
    """Everybody was asked for friends and given a badge; who has no contact wore none."""
    named = {ego for ego, _ in friends()}
    wore = {row[end] for row in rows(f"{SET}/ties_by_day.csv") for end in ("a", "b")}
    for person in sorted(_class_of()):
        for question, answered in (("peer", person in named), ("contact", person in wore)):
            yield {
                "person": person,
                "question": question,
                "asked": "yes",
                "answered": "yes" if answered else "no",
            }


def friends() -> list[tuple[str, str]]:
    """Who named whom as a friend."""
    packed = open_data(f"{SET}/HighSchool2013_friendship_network.csv.gz").read_bytes()
    return [(ego, alter) for ego, alter in map(str.split, decompress(packed).decode().splitlines())]


def _class_of() -> dict[str, str]:
    text = open_data(f"{SET}/HighSchool2013_metadata.txt").read_text("utf-8")
    return {person: name for person, name, _sex in map(str.split, text.splitlines())}


def _teacher(name: str) -> str:
    return f"teacher-of-{name}"
