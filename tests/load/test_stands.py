"""The comparison behind the load tool sees a row that is lost, doubled or other than sent."""

import copy

import pytest

from tests.load.said import Said
from tests.load.stands import NEEDS, compared
from tests.load.timing import peak, percentiles


def _named(*alters: str, sent: bool = True) -> Said:
    said = Said(sent=sent)
    for alter in alters:
        said.put("peer", alter=alter).ring = 1
    return said


SAID = {"a": _named("b"), "b": _named("a", "c"), "c": _named("a"), "d": _named("a", sent=False)}
STATES = {"a": "both", "b": "both", "c": "one_side_each"}


def _found() -> dict[str, list]:
    sent = {who: said for who, said in SAID.items() if said.sent}
    exact = [[who, "peer", state] for who, state in STATES.items()]
    exact += [[who, need, "not_known"] for who in STATES for need in NEEDS]
    shown = [[who, need, "someone" if need == "peer" else word] for who, need, word in exact]
    return {
        "nominations": [[who, *row] for who, said in sent.items() for row in said.nominations()],
        "responses": [[who, *row] for who, said in sent.items() for row in said.responses()],
        "respondents": [[who, *row] for who, said in sent.items() for row in said.answered()],
        "exact": exact,
        "shown": [*shown, *([who, "suite", "not_known"] for who in STATES)],
    }


def _faults(found: dict[str, list]) -> dict[str, tuple[int, int]]:
    lines = compared(SAID, found).items()
    return {name: (e["lost"], e["doubled"]) for name, e in lines if e["lost"] or e["doubled"]}


def test_what_stands_as_sent_is_no_fault():
    assert _faults(_found()) == {}


@pytest.mark.parametrize("table", _found())
def test_a_row_that_is_lost_doubled_or_changed_is_seen(table):
    lost, doubled, changed = (copy.deepcopy(_found()) for _ in range(3))
    lost[table].pop()
    doubled[table].append(doubled[table][0])
    changed[table][0][-1] = "another"
    assert _faults(lost) == {table: (1, 0)}
    assert _faults(doubled) == {table: (0, 1)}
    assert _faults(changed) == {table: (1, 1)}


def test_what_nobody_could_tell_stands_whole_or_not_at_all():
    maybe = copy.deepcopy(SAID)
    maybe["a"].sent, maybe["a"].pressed = False, True
    assert not any(each["lost"] or each["doubled"] for each in compared(maybe, _found()).values())
    half = _found()
    half["nominations"] = [row for row in half["nominations"] if row[0] != "a"]
    assert compared(maybe, half)["nominations"]["lost"] == 1


def test_the_busiest_seconds_and_the_slowest_requests_are_found():
    assert peak(dict.fromkeys(range(20), 5) | {30: 100}) == 10
    assert percentiles([float(n) for n in range(1, 101)]) == {
        "count": 100,
        "p50_ms": 51,
        "p95_ms": 96,
        "p99_ms": 100,
    }
