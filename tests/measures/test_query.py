import pytest

from beside.measures import figures, query, sql
from beside.measures.tables import Nomination, Pupil, Respondent, Tables

ROUND = "autumn"


def test_a_caller_can_bind_the_plain_tables_as_common_table_expressions(database):
    given = Tables(
        roll=[Pupil("Ada"), Pupil("Ben")], respondents=[Respondent(ROUND, "Ada", "peer")]
    )
    database.hold(given)
    inner = sql("people", dialect=database.dialect)
    text = f"WITH roll AS (SELECT 'Ada' AS person, NULL AS year_group, NULL AS tutor_group, NULL AS previous_school) SELECT * FROM ({inner}) AS measured"
    values = query.parameters(rounds=[ROUND], question="peer")
    assert [tuple(row) for row in database.execute(text, values)] == [(0, "all", 1, None, 0)]


def test_ids_that_are_uuids_need_no_other_query(server):
    import psycopg

    with psycopg.connect(**server) as connection:
        connection.execute(
            """
            CREATE TEMPORARY TABLE roll AS SELECT gen_random_uuid() AS person, '7' AS year_group,
                CAST(NULL AS text) AS tutor_group, CAST(NULL AS text) AS previous_school;
            CREATE TEMPORARY TABLE staff AS SELECT gen_random_uuid() AS person;
            CREATE TEMPORARY TABLE membership AS SELECT person, 'choir' AS group_name FROM roll;
            CREATE TEMPORARY TABLE nominations AS SELECT 'autumn' AS round, roll.person AS ego,
                staff.person AS alter, 'adult' AS question, 'yes' AS answer, 1 AS ring, 0 AS weight
                FROM roll, staff;
            CREATE TEMPORARY TABLE respondents AS SELECT 'autumn' AS round, person,
                'adult' AS question, true AS asked, true AS answered, CAST(NULL AS text) AS reason
                FROM roll;
            CREATE TEMPORARY TABLE asking AS SELECT 'autumn' AS round, person, true AS ended FROM roll;
            """
        )

        def execute(text, values):
            return connection.execute(text, values).fetchall()

        found = figures(execute, rounds=[ROUND], question="adult", by="group", dialect="postgresql")
    values = {(each.measure, each.cohort): each.value for each in found}
    assert values["ties", "choir"] == 1
    assert values["state:adult:pupil_only", "all"] == 1.0


def test_a_pupil_in_a_group_twice_counts_once(database):
    given = Tables(
        roll=[Pupil("Ada")],
        respondents=[Respondent(ROUND, "Ada", "peer"), Respondent("spring", "Ada", "peer")],
        nominations=[Nomination(ROUND, "Ada", "Ada", "peer", "no")],
    )
    given.membership.extend([("Ada", "choir"), ("Ada", "choir")])
    database.hold(given)
    found = figures(
        database.execute, rounds=[ROUND, "spring"], by="group", dialect=database.dialect
    )
    assert {each.value for each in found if each.measure == "people"} == {1}


def test_an_unknown_measure_is_refused():
    with pytest.raises(ValueError, match="no measure called 'popularity'"):
        sql("popularity", dialect="sqlite")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"rounds": []}, "at least one is needed"),
        ({"rounds": [ROUND], "question": "aunt"}, "not a question. Choose one of peer, adult"),
        ({"rounds": [ROUND], "rings": {0, 1}}, "Rings are 1, 2 and 3"),
        ({"rounds": [ROUND], "by": "sex"}, "Cannot measure by 'sex'. Choose one of year_group"),
    ],
)
def test_what_cannot_be_measured_is_refused(asked, refusal, database):
    with pytest.raises(ValueError, match=refusal):
        figures(database.execute, **asked, dialect=database.dialect)


def test_cohorts_stand_in_their_natural_order(database):
    database.hold(Tables(roll=[Pupil(name, name) for name in ("10", "9", "7A", "all")]))
    found = figures(database.execute, rounds=[ROUND], by="year_group", dialect=database.dialect)
    people = [each for each in found if each.measure == "people"]
    assert [each.cohort for each in people] == ["all", "9", "10", "7A", "all"]
    assert [each.not_known for each in people] == [4, 1, 1, 1, 1]
