"""What a roll would give somebody to see waits, by whatever way the roll says it."""

from dataclasses import replace
from datetime import date

import pytest

from beside.schools import roll
from beside.schools.roll import Change, Facts, Roll, records
from beside.schools.roll.grants import hold_undone
from beside.schools.roll.outcome import KINDS, empty_records

TODAY = date(2026, 11, 24)
S1, S2 = records.School("s1", "Hill"), records.School("s2", "Dale")
STORED = {
    "school": [S1, S2],
    "group": [
        records.Group("9A", "s1", "9A", "tutor_group"),
        records.Group("9X", "s1", "9X", "teaching_group"),
    ],
    "person": [
        records.Person(p, p, "") for p in ("kaur", "shah", "ann", "pia", "mum", "out", "zed")
    ],
    "enrolment": [
        records.Enrolment("s1/pia", "pia", "s1", "9"),
        records.Enrolment("s2/out", "out", "s2", "9"),
    ],
    "post": [
        records.Post("s1/kaur/office", "kaur", "s1", "office"),
        records.Post("s1/shah/safeguarding_lead", "shah", "s1", "safeguarding_lead"),
        records.Post("s1/shah/teacher", "shah", "s1", "teacher"),
        records.Post("s1/ann/teacher", "ann", "s1", "teacher"),
    ],
    "membership": [
        records.Membership("9X/ann/teacher", "ann", "9X", "teacher"),
        records.Membership("9A/kaur/tutor", "kaur", "9A", "tutor"),
    ],
    "family_link": [records.FamilyLink("mum/pia", "mum", "pia")],
}


def current() -> dict:
    return {kind: {r.id: r for r in STORED.get(kind, [])} for kind in KINDS}


def incoming(*said) -> Roll:
    found = Roll(format="beside", says=set(KINDS), delta=set(KINDS), records=empty_records())
    for record in said:
        kind = next(k for k, of in roll.outcome.CLASSES.items() if isinstance(record, of))
        found.records[kind][record.id] = record
    return found


def post(person: str, kind: str, school: str = "s1", **more) -> records.Post:
    year = more.get("year_group", "")
    return records.Post(
        "/".join(filter(None, (school, person, kind, year))), person, school, kind, **more
    )


USED = Facts(used=frozenset({"s1", "s2"}), asker="kaur", school="s1")
OVER = date(2026, 11, 20)

ASKED = [
    (post("kaur", "safeguarding_lead"), "grant:s1/kaur/safeguarding_lead"),
    (post("kaur", "safeguarding_lead", starts=date(2027, 1, 1)), "grant:s1/kaur/safeguarding_lead"),
    (post("ann", "head"), "grant:s1/ann/head"),
    (post("ann", "office"), "grant:s1/ann/office"),
    (post("ann", "organiser"), "grant:s1/ann/organiser"),
    (post("ann", "head_of_year", year_group="9"), "grant:s1/ann/head_of_year/9"),
    (post("ann", "federation_lead"), "grant:s1/ann/federation_lead"),
    (post("shah", "safeguarding_lead", ends=OVER), "ending:s1/shah/safeguarding_lead"),
    (post("shah", "safeguarding_lead", ends=date(2027, 7, 1)), "ending:s1/shah/safeguarding_lead"),
    (post("mum", "teacher"), "teachers:s1"),
    (records.Membership("9A/ann/tutor", "ann", "9A", "tutor"), "tutors:s1"),
    (records.Membership("9A/mum/leader", "mum", "9A", "leader"), "tutors:s1"),
    (records.Membership("9X/mum/teacher", "mum", "9X", "teacher"), "teachers:s1"),
    (records.Group("9X", "s1", "9X", "tutor_group"), "tutors:s1"),
    (records.Membership("9A/pia/pupil", "pia", "9A", "pupil"), "reach:s1"),
    (records.Enrolment("s1/out", "out", "s1", "9"), "reach:s2"),
    (records.FamilyLink("kaur/pia", "kaur", "pia"), "carers:s1"),
    (records.Person("mum", "mum", "", email="k@x.example"), "addresses:s1"),
    (records.Person("ann", "ann", "", email="k@x.example"), "addresses:s1"),
    (records.Person("shah", "shah", "", email="k@x.example"), "address:shah"),
]


@pytest.mark.parametrize(("record", "key"), ASKED, ids=[key for _record, key in ASKED])
def test_what_gives_or_ends_a_right_waits(record, key):
    plan = roll.plan(current(), incoming(record), today=TODAY, facts=USED)
    assert [held.key for held in plan.held] == [key]
    assert plan.changes == []
    assert plan.totals["held"] == 1
    assert plan.totals["added"] == plan.totals["changed"] == plan.totals["leaving"] == 0


NOT_ASKED = [
    post("ann", "staff"),
    post("ann", "community"),
    post("mum", "safeguarding_lead", ends=OVER),
    post("shah", "safeguarding_lead", title="DSL"),
    records.Membership("9X/pia/pupil", "pia", "9X", "pupil"),
    records.Person("shah", "Nadia", "Shah"),
    records.Enrolment("s1/new", "pia", "s1", "10"),
]


@pytest.mark.parametrize("record", NOT_ASKED)
def test_what_gives_no_right_does_not(record):
    plan = roll.plan(current(), incoming(record), today=TODAY, facts=USED)
    assert plan.held == []
    assert plan.changes


@pytest.mark.parametrize(("record", "key"), ASKED, ids=[key for _record, key in ASKED])
def test_whoever_asks_accepts_nothing_and_the_operator_does(record, key):
    accept = frozenset({key})
    files = incoming(record)
    asker = roll.plan(current(), files, today=TODAY, facts=USED, accept_held=accept)
    assert asker.held
    operator = replace(USED, asker="", school="")
    if key.startswith("reach:s1"):
        return
    done = roll.plan(current(), files, today=TODAY, facts=operator, accept_held=accept)
    assert done.held == []
    assert done.changes
    assert [waiting.held.key for waiting in done.said] == [key]


def test_a_source_that_two_connected_is_the_yes_for_what_is_asked_together():
    said = [post("mum", "teacher"), post("ann", "head"), ASKED[16][0], ASKED[19][0]]
    facts = replace(USED, connected=True, asker="")
    plan = roll.plan(current(), incoming(*said), today=TODAY, facts=facts)
    assert {held.rule for held in plan.held} == {"grant", "address"}


def test_into_a_school_that_nobody_has_come_into_all_of_it_comes_at_once():
    said = [record for record, key in ASKED if not key.startswith("ending") and "s2" not in key]
    said = [r for r in said if getattr(r, "person", "") != "kaur"]
    facts = Facts(asker="kaur", school="s1")
    assert roll.plan(current(), incoming(*said), today=TODAY, facts=facts).held == []


def test_whoever_starts_a_school_does_not_make_themselves_its_lead():
    facts = Facts(asker="kaur", school="s1")
    plan = roll.plan(current(), incoming(ASKED[0][0]), today=TODAY, facts=facts)
    assert [held.rule for held in plan.held] == ["grant"]


OF_ANOTHER_SCHOOL = [
    post("kaur", "office", "s2"),
    post("kaur", "safeguarding_lead", "s2"),
    records.Enrolment("s2/out", "out", "s2", "10"),
    records.Person("out", "Otto", "Out"),
    records.Group("8B", "s2", "8B", "tutor_group"),
    records.FamilyLink("kaur/out", "kaur", "out"),
    records.School("s3", "Vale"),
]


@pytest.mark.parametrize("record", OF_ANOTHER_SCHOOL)
def test_rows_of_another_school_are_refused(record):
    plan = roll.plan(current(), incoming(record), today=TODAY, facts=USED)
    assert [row.code for row in plan.rejected] == ["other_school"]
    assert plan.changes == []


def test_what_waits_is_kept_and_read_back_whole():
    said = [
        post("ann", "head", starts=date(2027, 1, 1)),
        records.FamilyLink("kaur/pia", "kaur", "pia"),
    ]
    plan = roll.plan(current(), incoming(*said), today=TODAY, facts=USED)
    for waiting in plan.waiting:
        assert tuple(roll.kept_changes(waiting.as_json())) == waiting.changes


def test_one_question_names_everybody_of_its_kind():
    said = [post(p, "teacher") for p in ("mum", "zed")]
    said.append(records.Membership("9X/mum/teacher", "mum", "9X", "teacher"))
    facts = replace(USED, school="")
    plan = roll.plan(current(), incoming(*said), today=TODAY, facts=facts)
    assert [(h.key, h.ids) for h in plan.held] == [("teachers:s1", ("mum", "zed"))]
    assert "mum" in plan.held[0].reason


UNDONE = [
    (Change("post", "s1/shah/safeguarding_lead", "remove"), "ending:s1/shah/safeguarding_lead"),
    (Change("post", "s1/kaur/office", "leave", "ends", None, TODAY), "ending:s1/kaur/office"),
    (Change("person", "shah", "change", "email", "", "k@x.example"), "address:shah"),
]


@pytest.mark.parametrize(("change", "key"), UNDONE, ids=[key for _change, key in UNDONE])
def test_an_import_that_is_taken_back_is_under_the_same_rule(change, key):
    plan = roll.Plan("beside", [], changes=[change])
    hold_undone(plan, current(), USED, TODAY)
    assert [held.key for held in plan.held] == [key]
    assert plan.changes == []
    assert [waiting.held.key for waiting in plan.waiting] == [key]
