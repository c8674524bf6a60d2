"""Every page of the manual, on every database and on the reference."""

import pytest

from beside.measures import figures, layout, network, reference, spec, states
from beside.measures.manual import manual

SPECS = spec.specs()
EXPECTED = [
    pytest.param(page, expected, id=f"{page.name}: {expected.options}")
    for page in SPECS
    for expected in page.expected
]

UNSUPPRESSED = [each for each in EXPECTED if not each.values[1].options.get("suppress")]


def _options(expected, *names):
    return {name: expected.options[name] for name in names if name in expected.options}


def _measured(page, expected, database):
    database.hold(page.given)
    if expected.of == "States":
        options = _options(expected, "rounds", "need")
        return states.of_pupils(database.execute, **options, dialect=database.dialect)
    options = _options(expected, "rounds", "question", "rings", "by", "suppress", "network")
    bound = {row.attribute for row in page.given.attributes}
    return figures(database.execute, **options, attributes=bound, dialect=database.dialect)


def _judged(page, expected):
    if expected.of == "States":
        return reference.findings(page.given, **_options(expected, "rounds", "need"))
    options = _options(expected, "rounds", "question", "rings", "by", "network")
    return reference.figures(page.given, **options)


def _check(expected, found):
    if expected.of == "States":
        stated = [
            {"person": each.person, "state": each.state, "reason": each.reason} for each in found
        ]
        assert stated == expected.rows
        return
    by_name = {(each.measure, each.cohort): vars(each) for each in found}
    assert [by_name[row["measure"], row["cohort"]] for row in expected.rows] == expected.rows


@pytest.mark.parametrize(("page", "expected"), EXPECTED)
def test_queries_give_what_the_manual_says(page, expected, database):
    _check(expected, _measured(page, expected, database))


@pytest.mark.parametrize(("page", "expected"), UNSUPPRESSED)
def test_reference_gives_what_the_manual_says(page, expected):
    _check(expected, _judged(page, expected))


def test_every_measure_and_need_has_a_page():
    rows = [(each.of, row) for page in SPECS for each in page.expected for row in each.rows]
    measured = {row["measure"] for of, row in rows if of == "Measured"}
    assert {line.measure for line in layout.lines("peer", "")} <= measured
    assert set(network.MEASURES) <= measured
    assert {line.measure for line in layout.lines("adult", "adult")} - measured == {
        "state:adult:adult_only"
    }
    stated = {row["state"] for of, row in rows if of == "States"}
    assert stated == {*states.State}


def test_manual_shows_every_page_and_every_plain_table():
    chapter = manual()
    for page in SPECS:
        assert page.text.splitlines()[0].removeprefix("# ") in chapter
    for table in (
        "roll",
        "staff",
        "membership",
        "nominations",
        "respondents",
        "asking",
        "attributes",
    ):
        assert f"### {table}" in chapter


def test_a_heading_that_names_no_plain_table_is_refused():
    with pytest.raises(AttributeError):
        spec.parse("x", "# x\n### rolls\n| person |\n|---|\n| Ada |\n")
