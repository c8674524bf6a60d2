"""Read one row of a round on paper into a record, or refuse it and say why."""

from collections.abc import Collection, Mapping

from beside.ties.paper_records import Answer, Nomination, Question, Respondent

People = Mapping[str, frozenset[str]]
Row = Mapping[str, str]

QUALITIES = ("participation", "recognition", "care", "motivation")
STAGES = ("from", "with", "own")
KNOWS = ("face", "personal", "family", "learning", "trusted")
REASONS = ("absent", "declined", "left", "new", "not_on_roll")
RINGS = ("1", "2", "3")

_PUPIL = frozenset({"pupil"})
_ADULTS = frozenset({"staff", "community"})
_MEASURED = frozenset({"pupil", "staff"})
EGOS = {
    Question.ADULT: _PUPIL,
    Question.PEER: _PUPIL,
    Question.FAMILY: _PUPIL,
    Question.OUTSIDE: _PUPIL,
    Question.STAFF_KNOWS: _ADULTS,
    Question.CARER_STAFF: frozenset({"carer"}),
    Question.CONTACT: _MEASURED,
}
ALTERS = {
    Question.ADULT: _ADULTS,
    Question.PEER: _PUPIL,
    Question.FAMILY: frozenset({"carer", "pupil"}),
    Question.OUTSIDE: frozenset({"carer", "community"}),
    Question.STAFF_KNOWS: _PUPIL,
    Question.CARER_STAFF: frozenset({"staff", "pupil"}),
    Question.CONTACT: _MEASURED,
}
NEED_NOT_BE_ON_THE_ROLL = frozenset({Question.FAMILY, Question.OUTSIDE})
_ROLE_WORDS = {"pupil": "a pupil", "staff": "a member of staff", "carer": "a parent or carer"}
_ROLE_WORDS |= {"community": "a community adult"}


class Refused(ValueError):
    """A row that cannot be taken in, with the column at fault."""

    def __init__(self, column: str, value: str, code: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.code, self.reason = column, value, code, reason


def respondent(row: Row, people: People) -> Respondent:
    """Read who was asked and whether they answered. Raises `Refused`."""
    _check_width(row)
    question = Question(_one_of(row, "question", tuple(Question)))
    person = _known(row, "person", people)
    _check_role(row, "person", people, EGOS[question])
    asked = _one_of(row, "asked", ("yes", "no")) == "yes"
    answered = _one_of(row, "answered", ("yes", "no")) == "yes"
    if answered and not asked:
        reason = "Somebody who was not asked cannot have answered. Correct one of the two."
        raise Refused("answered", row["answered"], "answered_not_asked", reason)
    return Respondent(person, question, asked, answered, _maybe(row, "reason", REASONS))


def nomination(row: Row, people: People, answered: Collection[tuple[str, str]]) -> Nomination:
    """Read one answer; `answered` holds the (person, question) that were answered.

    A measured contact has no ego who answers; its pair is put in order of id. Raises `Refused`.
    """
    _check_width(row)
    question = Question(_one_of(row, "question", tuple(Question)))
    ego, alter = _pair(row, question, people)
    if question is not Question.CONTACT and (ego, question) not in answered:
        reason = (
            f"{ego} is not down as having answered the question {question}. "
            "Add them to the list of respondents with asked and answered yes, or leave this out."
        )
        raise Refused("ego", ego, "not_answered", reason)
    ring = _maybe(row, "ring", RINGS)
    return Nomination(
        ego,
        alter,
        question,
        Answer(_one_of(row, "answer", tuple(Answer))),
        int(ring) if ring else None,
        _several(row, "qualities", QUALITIES),
        _maybe(row, "stage", STAGES),
        _several(row, "knows", KNOWS),
        _weight(row, question),
    )


def _pair(row: Row, question: Question, people: People) -> tuple[str, str | None]:
    ego = _known(row, "ego", people)
    if not row.get("alter") and question in NEED_NOT_BE_ON_THE_ROLL:
        _check_role(row, "ego", people, EGOS[question])
        return ego, None
    alter = _known(row, "alter", people)
    if ego == alter:
        reason = f"{ego} is on both sides of this row. Name two different people."
        raise Refused("alter", alter, "self", reason)
    _check_role(row, "ego", people, EGOS[question])
    _check_role(row, "alter", people, ALTERS[question])
    if question is Question.CONTACT:
        ego, alter = sorted((ego, alter))
    return ego, alter


def _check_width(row: Row) -> None:
    if beyond := row.get(""):
        reason = "This row has more cells than the header. Check its commas and quotation marks."
        raise Refused("", beyond, "too_many_cells", reason)


def _known(row: Row, column: str, people: People) -> str:
    person = row.get(column, "")
    if not person:
        raise Refused(column, "", "empty", f"The column {column} is empty. Fill in an id.")
    if person not in people:
        reason = f"{person} is not on the roll of this school. Correct the id, or add them first."
        raise Refused(column, person, "unknown_person", reason)
    return person


def _check_role(row: Row, column: str, people: People, roles: frozenset[str]) -> None:
    person = row[column]
    if not people[person] & roles:
        wanted = " or ".join(_ROLE_WORDS[role] for role in sorted(roles))
        reason = f"{person} is not {wanted}, which the question {row['question']} needs here."
        raise Refused(column, person, "wrong_role", reason)


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str:
    value = row.get(column, "")
    if value.lower() not in allowed:
        choices = ", ".join(allowed)
        reason = f"The column {column} says {value!r}. Write one of: {choices}."
        raise Refused(column, value, "bad_value", reason)
    return value.lower()


def _maybe(row: Row, column: str, allowed: tuple[str, ...]) -> str:
    return _one_of(row, column, allowed) if row.get(column) else ""


def _several(row: Row, column: str, allowed: tuple[str, ...]) -> frozenset[str]:
    parts = [part.strip().lower() for part in row.get(column, "").split(";")]
    values = frozenset(part for part in parts if part)
    if not values <= set(allowed):
        reason = f"Write any of {', '.join(allowed)}, with a semicolon between two."
        raise Refused(column, row[column], "bad_value", reason)
    return values


def _weight(row: Row, question: Question) -> int | None:
    value = row.get("weight", "")
    if not value:
        return None
    if question is not Question.CONTACT:
        reason = "Only a measured contact has a weight. Empty this cell."
        raise Refused("weight", value, "bad_value", reason)
    if not (value.isascii() and value.isdigit()):
        reason = f"The weight is {value!r}. Write the whole number of seconds."
        raise Refused("weight", value, "bad_value", reason)
    return int(value)
