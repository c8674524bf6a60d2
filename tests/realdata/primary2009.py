"""A French primary school (SocioPatterns, 2009) where badges measured who stood face to face.

Names are made up. A pair's seconds stand in one row a day, as the badges counted them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .folder import Cells, Class, Person, Round, School, open_data, rows, write_roll, write_round

SET = "sp_primary2009"
SECONDS_PER_COUNT = 20


@dataclass(frozen=True)
class Paths:
    """What was written: the roll's folder, and the one round."""

    roll: Path
    round: Round


def write(folder: Path) -> Paths:
    """Write the roll and the round under `folder`; skips the test where the data is not there."""
    roll = write_roll(folder / "roll", school())
    return Paths(roll, write_round(folder / "round", "Badges", said(), asked()))


def school() -> School:
    """The 232 pupils in 10 tutor groups, each with the teacher who was near it most."""
    class_of = _class_of()
    pupils = {each: name for each, name in class_of.items() if name != "Teachers"}
    people = [Person(each, "student", name[0]) for each, name in sorted(pupils.items())]
    people += [Person(each, "teacher") for each in sorted(class_of.keys() - pupils.keys())]
    teachers = _teachers_by_class(class_of)
    classes = [
        Class(
            f"class-{name}",
            f"Class {name}",
            frozenset(each for each, theirs in pupils.items() if theirs == name),
            frozenset(teachers[name]),
            type="homeroom",
            course="primary",
        )
        for name in sorted({*pupils.values()})
    ]
    name = "Primary School (every name in it is made up)"
    return School("primary", name, 2010, people, classes, {"primary": "Primary"})


def said() -> Iterator[Cells]:
    """Every measured contact, in seconds a day."""
    for row in rows(f"{SET}/ties_by_day.csv"):
        seconds = int(row["contacts_20s"]) * SECONDS_PER_COUNT
        pair = {"ego": row["a"], "alter": row["b"]}
        yield pair | {"question": "contact", "answer": "yes", "weight": str(seconds)}


def asked() -> Iterator[Cells]:
    """Everybody wore a badge, pupils and teachers alike."""
    for person in sorted(_class_of()):
        yield {"person": person, "question": "contact", "asked": "yes", "answered": "yes"}


def _class_of() -> dict[str, str]:
    text = open_data(f"{SET}/primaryschool_metadata.txt").read_text("utf-8")
    return {line.split("\t")[0]: line.split("\t")[1] for line in text.splitlines()}


def _teachers_by_class(class_of: dict[str, str]) -> dict[str, list[str]]:
    near: dict[str, Counter[str]] = {}
    for row in rows(f"{SET}/ties_by_day.csv"):
        for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            if class_of[one] == "Teachers" != class_of[other]:
                near.setdefault(one, Counter())[class_of[other]] += int(row["contacts_20s"])
    found: dict[str, list[str]] = {name: [] for name in class_of.values()}
    for teacher, counts in sorted(near.items()):
        found[counts.most_common(1)[0][0]].append(teacher)
    return found
