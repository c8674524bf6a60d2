"""The judge: every measure again, slowly, in plain Python that knows no SQL.

Where it and the queries differ, one of them is wrong. It is for tests and for readers; figures
for people come from `figures`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from beside.measures import reference_network, states
from beside.measures.figure import Figure
from beside.measures.query import ONE_SIDED
from beside.measures.states import SURVEY_STATES, Away, OtherSide, PupilFinding, PupilSide, State
from beside.measures.tables import Nomination, Pupil, Respondent, Tables

_OTHERS = {"adult": "staff_knows", "peer": "peer", "family": "carer_staff"}
_OTHERS |= dict.fromkeys(ONE_SIDED, "")


@dataclass(frozen=True)
class Asked:
    """One question, put to the plain tables: which rounds, which rings."""

    tables: Tables
    rounds: Sequence[str]
    question: str
    rings: Collection[int] | None = None

    def scope(self) -> set[str]:
        """Those on roll who were asked, answered, and were there."""
        answered = {
            row.person
            for row in _rows(self.tables, self.rounds, self.question)
            if row.asked and row.answered and row.reason not in {"absent", "left", "not_on_roll"}
        }
        return {pupil.person for pupil in self.tables.roll} & answered

    def arcs(self) -> list[tuple[str, str | None]]:
        """Who named whom, once each; someone outside the roll once per answer."""
        scope = self.scope()
        said = [
            (yes.ego, yes.alter)
            for yes in _yes(self.tables, self.rounds, self.question)
            if yes.ego in scope and (self.rings is None or yes.ring in self.rings)
        ]
        if self.question == "peer":
            said = [(ego, alter) for ego, alter in said if alter in scope]
        inside = {(ego, alter) for ego, alter in said if alter is not None}
        return [*inside, *((ego, alter) for ego, alter in said if alter is None)]


def figures(
    tables: Tables,
    *,
    rounds: Sequence[str],
    question: str = "peer",
    rings: Collection[int] | None = None,
    by: str = "",
    network: bool = False,
) -> list[Figure]:
    """Work out every figure from rows in memory, in the order `figures` of the queries gives."""
    asked = Asked(tables, rounds, question, rings)
    cohorts = _cohorts(tables, by)
    found = [
        Figure(measure, name, *_measured(count(people), len(people - asked.scope())))
        for measure, count in _measures(asked).items()
        for name, people in cohorts
    ]
    if question in _OTHERS:
        found += _state_figures(tables, rounds, question, cohorts)
    if network:
        found += reference_network.figures(_ties(asked, by, cohorts), cohorts)
    return found


def findings(tables: Tables, *, rounds: Sequence[str], need: str) -> list[PupilFinding]:
    """Work out what is known of a need for every pupil on roll, with the pure rule."""
    judge = _contact if need == "contact" else _said
    people = sorted(pupil.person for pupil in tables.roll)
    return [PupilFinding(person, need, *judge(tables, rounds, need, person)) for person in people]


def _ties(asked: Asked, by: str, cohorts: list[tuple[str, set[str]]]) -> reference_network.Ties:
    recorded = {} if by in ("", "group") else dict(cohorts[1:])
    recorded.pop("not recorded", None)
    between = [(ego, alter) for ego, alter in asked.arcs() if alter is not None]
    badges = [row for row in _rows(asked.tables, asked.rounds, "contact") if _wore(row)]
    met = _yes(asked.tables, asked.rounds, "contact")
    pairs = frozenset(frozenset({yes.ego, yes.alter or ""}) for yes in met)
    wore = frozenset(row.person for row in badges)
    return reference_network.Ties(asked.scope(), between, recorded, wore, pairs)


def _wore(row: Respondent) -> bool:
    return row.asked and row.answered and row.reason not in {"absent", "left", "not_on_roll"}


Count = Callable[[set[str]], tuple[int, int | None]]


def _measures(asked: Asked) -> dict[str, Count]:
    scope, arcs = asked.scope(), asked.arcs()
    egos, alters = {ego for ego, _ in arcs}, {alter for _, alter in arcs}

    def without(tied: set[str | None]) -> Count:
        return lambda people: (len((people & scope) - tied), len(people & scope))

    found: dict[str, Count] = {
        "people": lambda people: (len(people & scope), None),
        "ties": lambda people: (sum(ego in people for ego, _ in arcs), None),
    }
    if asked.question == "peer":
        found["reciprocity"] = lambda people: (
            sum(ego in people and (alter, ego) in arcs for ego, alter in arcs),
            sum(ego in people for ego, _ in arcs),
        )
        found["named_by_nobody"] = without(alters)
    found["names_nobody"] = without({*egos})
    if asked.question == "peer":
        found["no_tie_either_way"] = without({*egos, *alters})
        found["components"] = lambda people: (_components(people & scope, arcs), None)
    return found


def _measured(
    counts: tuple[int, int | None], not_known: int
) -> tuple[int, int | None, int, float | int | None]:
    numerator, denominator = counts
    if denominator is None:
        return numerator, None, not_known, numerator
    return numerator, denominator, not_known, _share(numerator, denominator)


def _share(numerator: int, denominator: int) -> float | None:
    return round(numerator / denominator, 4) if denominator else None


def _components(people: set[str], arcs: Iterable[tuple[str, str | None]]) -> int:
    left, found = set(people), 0
    while left:
        found += 1
        reached = {min(left)}
        grown = True
        while grown:
            more = {alter for ego, alter in arcs if ego in reached and alter in people}
            more |= {ego for ego, alter in arcs if alter in reached and ego in people}
            grown = not more <= reached
            reached |= {person for person in more if person is not None}
        left -= reached
    return found


def _cohorts(tables: Tables, by: str) -> list[tuple[str, set[str]]]:
    everybody = {pupil.person for pupil in tables.roll}
    cohorts: dict[str, set[str]] = {}
    if by == "group":
        for person, name in tables.membership:
            if person in everybody:
                cohorts.setdefault(name, set()).add(person)
    elif by:
        for pupil in tables.roll:
            cohorts.setdefault(_of(tables, pupil, by), set()).add(pupil.person)
    numbered = sorted((name for name in cohorts if name.isdigit()), key=int)
    ordered = numbered + sorted(name for name in cohorts if not name.isdigit())
    return [("all", everybody), *((name, cohorts[name]) for name in ordered)]


def _of(tables: Tables, pupil: Pupil, by: str) -> str:
    value: str | None = getattr(pupil, by, None)
    for row in tables.attributes:
        if (row.person, row.attribute) == (pupil.person, by):
            value = row.recorded
    return value or "not recorded"


def _state_figures(
    tables: Tables, rounds: Sequence[str], need: str, cohorts: list[tuple[str, set[str]]]
) -> list[Figure]:
    state_of = {each.person: each.state for each in findings(tables, rounds=rounds, need=need)}

    def figure(measure: str, state: State, name: str, people: set[str]) -> Figure:
        unknown = sum(state_of[person] is State.NOT_KNOWN for person in people)
        among = len(people) if measure.endswith(State.NOT_KNOWN) else len(people) - unknown
        count = sum(state_of[person] is state for person in people)
        return Figure(measure, name, count, among, unknown, _share(count, among))

    named = [
        (f"coverage:{need}", State.BOTH),
        *((f"state:{need}:{each}", each) for each in SURVEY_STATES),
    ]
    return [figure(measure, state, *cohort) for measure, state in named for cohort in cohorts]


def _said(tables: Tables, rounds: Sequence[str], need: str, person: str) -> states.Finding:
    own = [row for row in _rows(tables, rounds, need) if row.person == person]
    return states.state(
        pupil_side=_pupil_side(tables, rounds, need, person),
        other_side=_other_side(tables, rounds, need, person),
        finished=any(_finished(tables, each, need, person) for each in rounds),
        away=_away(own),
        declined=any(row.reason == "declined" for row in own),
    )


def _pupil_side(tables: Tables, rounds: Sequence[str], need: str, person: str) -> PupilSide:
    rows = [
        row
        for row in tables.respondents
        if row.person == person and row.round in rounds and row.asked
    ]
    if any(yes.ego == person for yes in _yes(tables, rounds, need)):
        return PupilSide.NAMED
    if any(row.answered and row.question == need for row in rows):
        return PupilSide.NAMED_NONE
    if not any(row.question == need for row in rows):
        return PupilSide.NOT_ASKED
    return PupilSide.SKIPPED if any(row.answered for row in rows) else PupilSide.ASKED_NOT_ANSWERED


def _other_side(tables: Tables, rounds: Sequence[str], need: str, person: str) -> OtherSide:
    mine = {yes.alter for yes in _yes(tables, rounds, need) if yes.ego == person}
    theirs = {yes.ego for yes in _yes(tables, rounds, _OTHERS[need]) if yes.alter == person}
    if mine & theirs:
        return OtherSide.SAME_PAIR
    return OtherSide.NAMED if theirs else OtherSide.SILENT


def _finished(tables: Tables, round_: str, need: str, person: str) -> bool:
    ended = [row.ended for row in tables.asking if (row.round, row.person) == (round_, person)]
    own = [row for row in _rows(tables, [round_], need) if row.person == person]
    others = [row for row in _rows(tables, [round_], _OTHERS[need]) if row.asked]
    if need == "peer":
        others = [row for row in others if row.person != person]
    return states.is_finished(
        need=need,
        in_audience=bool(ended),
        pupil_asked=any(row.asked for row in own),
        others_asked=len(others),
        others_sent=sum(row.answered for row in others),
        ended=any(ended),
    )


def _contact(tables: Tables, rounds: Sequence[str], need: str, person: str) -> states.Finding:
    rows = _rows(tables, rounds, "contact")
    own = [row for row in rows if row.person == person]
    adults = {adult.person for adult in tables.staff}
    pairs = [{yes.ego, yes.alter} for yes in _yes(tables, rounds, "contact")]
    wore = {row.person for row in rows if row.asked and row.answered}
    return states.contact(
        has_row=bool(own),
        asked=any(row.asked for row in own),
        wore=person in wore,
        near_an_adult=any(person in pair and pair - {person} & adults for pair in pairs),
        an_adult_wore=bool(wore & adults),
        away=_away(own),
        declined=any(row.reason == "declined" for row in own),
    )


def _away(own: list[Respondent]) -> Away | None:
    reasons = sorted(row.reason for row in own)
    return Away(reasons[0]) if reasons and all(each in {*Away} for each in reasons) else None


def _rows(tables: Tables, rounds: Sequence[str], question: str) -> list[Respondent]:
    return [row for row in tables.respondents if row.round in rounds and row.question == question]


def _yes(tables: Tables, rounds: Sequence[str], question: str) -> list[Nomination]:
    return [
        row
        for row in tables.nominations
        if row.round in rounds and row.question == question and row.answer == "yes"
    ]
