"""What is known of one need of one pupil: the truth table, as a pure rule.

| pupil's side ↓ other side → | named the pupil | finished, nobody did | not finished |
|---|---|---|---|
| named somebody | both, or one side each | pupil only | pupil only |
| named none | adult only | nobody | nobody |
| skipped, did not answer, or not asked | adult only | waiting | not known |

For the need of an adult the other side is the staff (`staff_knows`); for a peer, the other
pupils; for family, the carers' answers about the pupil (`carer_staff` with the pupil as alter).
The needs of `query.ONE_SIDED` (each of the four qualities, and a mentor or role model) only the
pupil can speak of: nobody is asked whether they look after a child well enough. They have no other
side, so it never names and never finishes, and three states are left: pupil only, nobody, not
known; met is what the pupil says. A pupil who said nothing to such a question skipped it: a screen
that was left empty is no answer.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from beside.measures import query

Execute = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]


class State(StrEnum):
    BOTH = "both"
    ONE_SIDE_EACH = "one_side_each"
    PUPIL_ONLY = "pupil_only"
    ADULT_ONLY = "adult_only"
    NOBODY = "nobody"
    WAITING = "waiting"
    NOT_KNOWN = "not_known"
    SOME = "some"
    NONE_MEASURED = "none_measured"


# The states that survey answers can lead to; NOT_KNOWN is the last. The others come from badges.
SURVEY_STATES = tuple(State)[:7]
NEEDS = tuple(query.QUESTIONS_OF_NEED)
SOMEONE = "someone"


class PupilSide(StrEnum):
    """How far the pupil got with the question of a need."""

    NAMED = "named"
    NAMED_NONE = "named_none"
    SKIPPED = "skipped"
    ASKED_NOT_ANSWERED = "asked_not_answered"
    NOT_ASKED = "not_asked"


class OtherSide(StrEnum):
    """What the other side said of the pupil: the same pair, somebody else, or nothing yet."""

    SAME_PAIR = "same_pair"
    NAMED = "named"
    SILENT = "silent"


class Away(StrEnum):
    """Why a pupil could not take part; it comes before the table unless somebody named them."""

    ABSENT = "absent"
    LEFT = "left"
    NEW = "new"
    NOT_ON_ROLL = "not_on_roll"


class Finding(NamedTuple):
    state: State
    reason: str


class PupilFinding(NamedTuple):
    person: Any
    need: str
    state: State
    reason: str


def state(
    *,
    pupil_side: PupilSide,
    other_side: OtherSide,
    finished: bool,
    away: Away | None = None,
    declined: bool = False,
) -> Finding:
    """Say what is known of a need that people were asked about, and why it is not known.

    `finished` is true once everybody asked about the pupil has sent, or the organiser ended the
    asking (see `is_finished`). The reason is empty where the pupil's own side was heard.
    """
    if away and other_side is OtherSide.SILENT:
        return Finding(State.NOT_KNOWN, away)
    return Finding(_cell(pupil_side, other_side, finished), _reason(pupil_side, declined))


def is_finished(
    *,
    need: str,
    in_audience: bool,
    pupil_asked: bool,
    others_asked: int,
    others_sent: int,
    ended: bool,
) -> bool:
    """Say whether the asking about a pupil has finished, so that silence means something.

    Never, if the other side was not asked about them; for peers and family only for a pupil who
    was asked the question too. `others_*` count the people of the other side, never the pupil.
    """
    asked = in_audience and others_asked > 0 and (need == "adult" or pupil_asked)
    return asked and (ended or others_sent == others_asked)


def contact(
    *,
    has_row: bool,
    asked: bool,
    wore: bool,
    near_an_adult: bool,
    an_adult_wore: bool,
    away: Away | None = None,
    declined: bool = False,
) -> Finding:
    """Say what badges measured of a pupil's contact with the adults of the school.

    "None measured" only where the pupil and at least one adult could be measured; a pupil without
    a row of their own is not known, whatever was measured near them.
    """
    if has_row and near_an_adult:
        return Finding(State.SOME, "")
    if has_row and away:
        return Finding(State.NOT_KNOWN, away)
    if wore:
        return Finding(State.NONE_MEASURED if an_adult_wore else State.NOT_KNOWN, "")
    side = PupilSide.ASKED_NOT_ANSWERED if asked else PupilSide.NOT_ASKED
    return Finding(State.NOT_KNOWN, _reason(side, declined))


def is_met(state: State, need: str = "adult") -> bool:
    """Say whether a need is met: both sides named the same pair, and nothing less.

    Of a need that only the pupil can speak of: the pupil says so.
    """
    return state is (State.PUPIL_ONLY if need in query.ONE_SIDED else State.BOTH)


def shown_state(state: State, *, need: str = "adult", heard: bool = True) -> str:
    """Give the word a reader sees under the promise "yes or no only".

    Who marked the pupil could work out the pupil's answer from the exact state, so the three
    states in which the other side spoke read "someone". Of peers the other side are pupils, who
    were promised the same: the word then rests on what the pupil said alone (`heard`), so that it
    is the same whomever another pupil named.
    """
    if need == "peer":
        return _own_word(state, heard)
    spoken = {State.BOTH, State.ONE_SIDE_EACH, State.ADULT_ONLY}
    return SOMEONE if state in spoken or is_met(state, need) else state.value


def _own_word(state: State, heard: bool) -> str:
    if state in {State.BOTH, State.ONE_SIDE_EACH, State.PUPIL_ONLY}:
        return SOMEONE
    return (State.NOBODY if heard else State.NOT_KNOWN).value


def of_pupils(
    execute: Execute, *, rounds: Sequence[str], need: str, dialect: query.Dialect
) -> list[PupilFinding]:
    """Give what is known of a need for every pupil on roll, in the order of their ids.

    `execute` runs a query over the plain tables and gives its rows. Several rounds are read as
    one asking: any yes counts. A need that is not one of `NEEDS` is a `ValueError`.
    """
    if need not in NEEDS:
        raise ValueError(f"{need!r} is not a need. Choose one of {', '.join(NEEDS)}.")
    name = "contact" if need == "contact" else "states"
    text = query.sql(name, dialect=dialect, rounds=len(rounds))
    rows = execute(text, query.parameters(rounds=rounds, need=need))
    found = [PupilFinding(person, which, State(said), why) for person, which, said, why in rows]
    return sorted(found, key=lambda finding: str(finding.person))


def _cell(pupil_side: PupilSide, other_side: OtherSide, finished: bool) -> State:
    if pupil_side is PupilSide.NAMED:
        return {
            OtherSide.SAME_PAIR: State.BOTH,
            OtherSide.NAMED: State.ONE_SIDE_EACH,
            OtherSide.SILENT: State.PUPIL_ONLY,
        }[other_side]
    if other_side is not OtherSide.SILENT:
        return State.ADULT_ONLY
    if pupil_side is PupilSide.NAMED_NONE:
        return State.NOBODY
    return State.WAITING if finished else State.NOT_KNOWN


def _reason(pupil_side: PupilSide, declined: bool) -> str:
    if pupil_side in {PupilSide.NAMED, PupilSide.NAMED_NONE}:
        return ""
    return "declined" if declined else pupil_side.value
