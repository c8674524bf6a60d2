"""Every network of the real data as plain tables: who named whom in one round, and attributes.

A pupil whose answers are missing was asked and did not answer; one who had left is off the roll's
scope by that reason; an attribute with the code for missing has no value.
"""

from collections.abc import Iterable, Iterator, Mapping

from beside.measures.tables import Attribute, Nomination, Pupil, Respondent, Tables

from . import highschool2013, mcfarland, rda
from .folder import open_data, rows

ROUND = "wave"
Pairs = Iterable[tuple[str, str]]
Attributes = Mapping[str, Mapping[str, object]]
MISSING = {None, "", ".", "Unknown"}


def network(
    people: Iterable[str],
    ties: Pairs,
    *,
    silent: Mapping[str, str] | None = None,
    attributes: Attributes | None = None,
) -> Tables:
    """One round about peers; `silent` did not answer, for a reason or none.

    Whoever names themselves is not heard in it, as at the door of every survey.
    """
    silent = silent or {}
    given = Tables(roll=[Pupil(person) for person in people])
    for pupil in given.roll:
        reason = silent.get(pupil.person, "")
        answered = pupil.person not in silent
        given.respondents.append(
            Respondent(ROUND, pupil.person, "peer", answered=answered, reason=reason)
        )
    given.nominations.extend(
        Nomination(ROUND, ego, alter, "peer") for ego, alter in sorted({*ties}) if ego != alter
    )
    for attribute, values in (attributes or {}).items():
        given.attributes.extend(
            Attribute(person, attribute, str(value))
            for person, value in values.items()
            if value not in MISSING
        )
    return given


def s50(wave: int) -> Tables:
    """Fifty girls of a school in Glasgow, with smoking (1-3) and alcohol (1-5) in each wave."""
    held = rda.objects("s50/RSiena.rda")
    columns = {"smoking": held["s50s"], "alcohol": held["s50a"]}
    attributes = {name: _column(matrix, wave - 1) for name, matrix in columns.items()}
    matrix = held[f"s50{wave}"]
    return network(_ids(matrix), _ties(matrix), attributes=attributes)


def knecht(wave: int) -> Tables:
    """A Dutch class of 26. None in a whole row: no answer; 10: left; 0 of an attribute: missing."""
    held = rda.objects("knecht/knecht.rda")
    matrix = held["friendship"][f"t{wave}"]
    silent = {}
    for person, row in zip(_ids(matrix), matrix, strict=True):
        if set(row) == {10}:
            silent[person] = "left"
        elif 1 not in row and None in row:
            silent[person] = ""
    columns = {name: held["demographics"][name] for name in ("sex", "ethnicity", "religion")}
    attributes = {
        name: {str(place): value or None for place, value in enumerate(column, start=1)}
        for name, column in columns.items()
    }
    return network(_ids(matrix), _ties(matrix), silent=silent, attributes=attributes)


def coleman(wave: int) -> Tables:
    """Seventy-three boys of a school in Illinois, autumn 1957 and spring 1958."""
    ties = [
        (row["from"], row["to"]) for row in rows("coleman/ties.csv") if row["wave"] == str(wave)
    ]
    return network([str(number) for number in range(1, 74)], ties)


def lesson() -> Tables:
    """Who spoke to whom in one lesson of McFarland's; the eighteen pupils, not the two adults."""
    people = {row["vertex.names"]: row for row in rows("mcfarland_cls33/people.csv")}
    pupils = {each for each, row in people.items() if row["type"].startswith("grade")}
    turns = [(row["from_id"], row["to_id"]) for row in rows("mcfarland_cls33/interactions.csv")]
    return network(
        pupils,
        [(ego, alter) for ego, alter in turns if {ego, alter} <= pupils and ego != alter],
        attributes={
            name: {each: people[each][name] for each in pupils} for name in ("gender", "type")
        },
    )


def magnet(number: int) -> Tables:
    """The high school's friends in round 1, or ratings in round 2; most were not asked."""
    people = {person.id: person for person in mcfarland.school().people if person.role == "student"}
    ties = [
        (row["ego"], row["alter"])
        for row in mcfarland.said(number)
        if row["question"] == "peer" and row["answer"] == "yes" and row["alter"] in people
    ]
    answered = {
        row["person"]
        for row in mcfarland.asked(number)
        if row["question"] == "peer" and row["answered"] == "yes"
    }
    silent = dict.fromkeys(people.keys() - answered, "")
    years = {person: held.grade for person, held in people.items()}
    sexes = {row["std_id"]: row["GND"] for row in rows("mcfarland_magnet/pupils_magattrib.csv")}
    known = {person: value for person, value in sexes.items() if person in people}
    return network(people, ties, silent=silent, attributes={"year": years, "sex": known})


def primary() -> Tables:
    """Pupils of the primary school who stood face to face: a contact joins both."""
    lines = open_data("sp_primary2009/primaryschool_metadata.txt").read_text("utf-8").splitlines()
    held = {person: (name, sex) for person, name, sex in (line.split() for line in lines)}
    pupils = {person for person, (name, _) in held.items() if name != "Teachers"}
    pairs = [(row["a"], row["b"]) for row in rows("sp_primary2009/ties_by_day.csv")]
    met = [pair for pair in pairs if pupils.issuperset(pair)]
    both = [*met, *((two, one) for one, two in met)]
    return network(pupils, both, attributes=_of_two(held, pupils))


def highschool() -> Tables:
    """The friendship survey of Marseilles; of whoever named nobody it says nothing."""
    lines = open_data("sp_highschool2013/HighSchool2013_metadata.txt").read_text("utf-8")
    held = {p: (name, sex) for p, name, sex in (line.split() for line in lines.splitlines())}
    ties = highschool2013.friends()
    silent = dict.fromkeys(held.keys() - {ego for ego, _ in ties}, "")
    return network(held, ties, silent=silent, attributes=_of_two(held, held))


def _ids(matrix: rda.Matrix) -> list[str]:
    return [str(number) for number in range(1, len(matrix) + 1)]


def _ties(matrix: rda.Matrix) -> Iterator[tuple[str, str]]:
    for ego, row in enumerate(matrix, start=1):
        yield from ((str(ego), str(alter)) for alter, tie in enumerate(row, start=1) if tie == 1)


def _column(matrix: rda.Matrix, place: int) -> dict[str, object]:
    return {str(number): row[place] for number, row in enumerate(matrix, start=1)}


def _of_two(held: Mapping[str, tuple[str, str]], people: Iterable[str]) -> Attributes:
    return {
        "class": {person: held[person][0] for person in people},
        "sex": {person: held[person][1] for person in people},
    }
