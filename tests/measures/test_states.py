"""The fifteen cells of the truth table, for adults and for peers: the rule, and the queries."""

import pytest

from beside.measures import reference, states
from beside.measures.states import Away, OtherSide, PupilSide, State
from beside.measures.tables import Adult, Asking, Nomination, Pupil, Respondent, Tables

ROUND = "autumn"
SIDES = ("named", "named_none", "skipped", "asked_not_answered", "not_asked")
OTHERS = ("named", "finished", "not finished")

ADULT_TABLE = {
    ("named", "named"): "one_side_each",
    ("named", "finished"): "pupil_only",
    ("named", "not finished"): "pupil_only",
    ("named_none", "named"): "adult_only",
    ("named_none", "finished"): "nobody",
    ("named_none", "not finished"): "nobody",
    ("skipped", "named"): "adult_only",
    ("skipped", "finished"): "waiting",
    ("skipped", "not finished"): "not_known",
    ("asked_not_answered", "named"): "adult_only",
    ("asked_not_answered", "finished"): "waiting",
    ("asked_not_answered", "not finished"): "not_known",
    ("not_asked", "named"): "adult_only",
    ("not_asked", "finished"): "waiting",
    ("not_asked", "not finished"): "not_known",
}
PEER_TABLE = ADULT_TABLE | {("not_asked", "finished"): "not_known"}
OTHER_QUESTION = {"adult": "staff_knows", "peer": "peer", "family": "carer_staff"}
CELLS = [
    pytest.param(need, side, other, state, id=f"{need}: {side}, {other}")
    for need, table in (("adult", ADULT_TABLE), ("peer", PEER_TABLE), ("family", PEER_TABLE))
    for (side, other), state in table.items()
]


def a_round(need, side, other):
    """A pupil, Ada, in one cell of the table; X and Y are the other side, Z is somebody named."""
    given = Tables(
        roll=[Pupil("Ada"), Pupil("X"), Pupil("Y"), Pupil("Z")],
        staff=[Adult("X"), Adult("Y")],
        asking=[Asking(ROUND, "Ada", ended=False)],
        respondents=[
            Respondent(ROUND, "X", OTHER_QUESTION[need]),
            Respondent(ROUND, "Y", OTHER_QUESTION[need], answered=other == "finished"),
        ],
    )
    if side != "not_asked":
        answered = side in {"named", "named_none"}
        given.respondents.append(Respondent(ROUND, "Ada", need, answered=answered))
    if side == "skipped":
        given.respondents.append(Respondent(ROUND, "Ada", "outside"))
    if side == "named":
        given.nominations.append(Nomination(ROUND, "Ada", "Z", need))
    else:
        given.nominations.append(Nomination(ROUND, "Ada", "Z", need, "no"))
    if other == "named":
        given.nominations.append(Nomination(ROUND, "X", "Ada", OTHER_QUESTION[need]))
    else:
        given.nominations.append(Nomination(ROUND, "X", "Ada", OTHER_QUESTION[need], "no"))
    return given


def state_of_ada(database, given, need):
    database.hold(given)
    found = states.of_pupils(database.execute, rounds=[ROUND], need=need, dialect=database.dialect)
    assert found == reference.findings(given, rounds=[ROUND], need=need)
    return next((each.state, each.reason) for each in found if each.person == "Ada")


def reason_of(side):
    return "" if side in {"named", "named_none"} else side


def test_the_table_is_whole():
    assert set(ADULT_TABLE) == {(side, other) for side in SIDES for other in OTHERS}


@pytest.mark.parametrize(("need", "side", "other", "state"), CELLS)
def test_rule_gives_every_cell(need, side, other, state):
    finished = other == "finished" and (need == "adult" or side != "not_asked")
    found = states.state(
        pupil_side=PupilSide(side),
        other_side=OtherSide.NAMED if other == "named" else OtherSide.SILENT,
        finished=finished,
    )
    assert found == (state, reason_of(side))


@pytest.mark.parametrize(("need", "side", "other", "state"), CELLS)
def test_queries_give_every_cell(need, side, other, state, database):
    found = state_of_ada(database, a_round(need, side, other), need)
    assert found == (state, reason_of(side))


@pytest.mark.parametrize("need", ["adult", "peer", "family"])
def test_the_same_pair_is_both(need, database):
    given = a_round(need, "named", "named")
    given.nominations.append(Nomination(ROUND, "Ada", "X", need))
    assert state_of_ada(database, given, need) == ("both", "")
    named = {"pupil_side": PupilSide.NAMED, "finished": False}
    assert states.state(other_side=OtherSide.SAME_PAIR, **named).state is State.BOTH


@pytest.mark.parametrize("reason", ["absent", "left", "new", "not_on_roll"])
def test_a_pupil_who_was_away_is_not_known_unless_somebody_named_them(reason, database):
    given = a_round("adult", "not_asked", "finished")
    given.respondents.append(Respondent(ROUND, "Ada", "adult", False, False, reason))
    assert state_of_ada(database, given, "adult") == ("not_known", reason)
    given.nominations.append(Nomination(ROUND, "Y", "Ada", "staff_knows"))
    assert state_of_ada(database, given, "adult") == ("adult_only", "not_asked")


def test_rule_puts_being_away_before_the_table():
    own = {"pupil_side": PupilSide.NAMED_NONE, "finished": True, "away": Away.NEW}
    assert states.state(other_side=OtherSide.SILENT, **own) == ("not_known", "new")
    assert states.state(other_side=OtherSide.NAMED, **own) == ("adult_only", "")


def test_a_pupil_who_declined_has_that_as_the_reason(database):
    given = a_round("adult", "not_asked", "finished")
    given.respondents.append(Respondent(ROUND, "Ada", "adult", True, False, "declined"))
    assert state_of_ada(database, given, "adult") == ("waiting", "declined")


def test_an_organiser_who_ended_the_asking_finishes_it(database):
    given = a_round("adult", "not_asked", "not finished")
    given.asking[0] = Asking(ROUND, "Ada", ended=True)
    assert state_of_ada(database, given, "adult") == ("waiting", "not_asked")


@pytest.mark.parametrize(
    ("takes_away", "why"),
    [("respondents", "staff were not asked"), ("asking", "Ada is not in the audience")],
)
def test_an_asking_never_finishes(takes_away, why, database):
    given = a_round("adult", "not_asked", "finished")
    getattr(given, takes_away).clear()
    assert state_of_ada(database, given, "adult") == ("not_known", "not_asked"), why


def test_several_rounds_pool(database):
    given = a_round("adult", "named_none", "finished")
    given.nominations.append(Nomination("spring", "Ada", "X", "adult"))
    given.nominations.append(Nomination("summer", "X", "Ada", "staff_knows"))
    database.hold(given)

    def found(*rounds):
        pupils = states.of_pupils(
            database.execute, rounds=rounds, need="adult", dialect=database.dialect
        )
        assert pupils == reference.findings(given, rounds=rounds, need="adult")
        return pupils[0].state

    assert [found(ROUND), found(ROUND, "spring"), found("summer", "spring")] == [
        State.NOBODY,
        State.PUPIL_ONLY,
        State.BOTH,
    ]


CONTACT = [
    # wore a badge, near an adult, an adult wore one, state, reason
    (True, True, True, "some", ""),
    (True, False, True, "none_measured", ""),
    (True, False, False, "not_known", ""),
    (False, False, True, "not_known", "asked_not_answered"),
    (False, True, True, "some", ""),
    (None, True, True, "not_known", "not_asked"),
]


@pytest.mark.parametrize(("wore", "near", "adult_wore", "state", "reason"), CONTACT)
@pytest.mark.parametrize("first", ["Ada", "X"])
def test_contact_is_measured_either_way_round(
    first, wore, near, adult_wore, state, reason, database
):
    given = Tables(roll=[Pupil("Ada"), Pupil("Ben")], staff=[Adult("X")])
    given.nominations.append(Nomination(ROUND, "Ada", "Ben", "contact", weight=20))
    given.respondents.append(Respondent(ROUND, "X", "contact", answered=adult_wore))
    given.respondents.append(Respondent(ROUND, "Ben", "contact"))
    if wore is not None:
        given.respondents.append(Respondent(ROUND, "Ada", "contact", answered=wore))
    if near:
        second = "X" if first == "Ada" else "Ada"
        given.nominations.append(Nomination(ROUND, first, second, "contact", weight=40))
    assert state_of_ada(database, given, "contact") == (state, reason)


def test_only_both_meets_a_need_of_two_sides():
    assert [state for state in State if states.is_met(state)] == [State.BOTH]
    assert [state for state in State if states.is_met(state, "care")] == [State.PUPIL_ONLY]


def test_the_default_promise_shows_someone_where_the_other_side_spoke():
    masked = [state for state in State if states.shown_state(state) == "someone"]
    assert masked == [State.BOTH, State.ONE_SIDE_EACH, State.ADULT_ONLY]
    assert states.shown_state(State.PUPIL_ONLY) == "pupil_only"
    assert states.shown_state(State.PUPIL_ONLY, need="family") == "pupil_only"


ONE_SIDED_TABLE = {
    "named": "pupil_only",
    "named_none": "nobody",
    "skipped": "not_known",
    "asked_not_answered": "not_known",
    "not_asked": "not_known",
}


@pytest.mark.parametrize("need", ["participation", "recognition", "care", "motivation", "mentor"])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("other", OTHERS)
def test_of_a_need_with_one_side_only_the_pupil_is_heard(need, side, other, database):
    given = a_round("adult", side, other)
    for row in [row for row in given.respondents if row.question == "adult"]:
        given.respondents.append(row._replace(question=need))
    for row in [row for row in given.nominations if row.question == "adult"]:
        given.nominations.append(row._replace(question=need))
    found = state_of_ada(database, given, need)
    assert found[0] == ONE_SIDED_TABLE[side]
    assert (found[1] == "") == (side in {"named", "named_none"})


def test_what_is_shown_of_a_need_with_one_side():
    shown = {state: states.shown_state(state, need="care") for state in State}
    assert shown[State.PUPIL_ONLY] == "someone"
    assert (shown[State.NOBODY], shown[State.NOT_KNOWN]) == ("nobody", "not_known")


@pytest.mark.parametrize("side", SIDES)
def test_what_is_shown_of_peers_is_the_same_whomever_others_named(side):
    shown = set()
    for other in OtherSide:
        for finished in (True, False):
            found = states.state(
                pupil_side=PupilSide(side), other_side=other, finished=finished, away=None
            )
            heard = not found.reason
            shown.add(states.shown_state(found.state, need="peer", heard=heard))
    own = {"named": "someone", "named_none": "nobody"}
    assert shown == {own.get(side, "not_known")}


def test_an_unknown_need_is_refused(database):
    with pytest.raises(ValueError, match="not a need. Choose one of adult, peer"):
        states.of_pupils(database.execute, rounds=[ROUND], need="aunt", dialect=database.dialect)
