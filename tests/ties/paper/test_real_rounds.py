from collections import Counter

from beside.ties import paper
from tests.measures.real import people
from tests.realdata import mcfarland, primary2009


def test_the_rounds_of_a_real_high_school(tmp_path):
    paths = mcfarland.write(tmp_path)
    known = people(paths.roll)
    assert Counter(role for roles in known.values() for role in roles) == {
        "pupil": 927,
        "staff": 18,
    }
    first, second = (
        paper.read(each.nominations, each.respondents, people=known) for each in paths.rounds
    )
    assert {(each.value, each.code) for each in first.rejected} == {
        ("1384732", "unknown_person"),
        ("138486", "unknown_person"),
        ("429801", "unknown_person"),
    }
    assert (second.rejected, second.errors) == ((), ())
    asked = [{each.person for each in ties.respondents} for ties in (first, second)]
    assert [len(asked[0]), len(asked[1]), len(asked[0] | asked[1])] == [227, 191, 233]


def test_a_pair_rated_in_two_classes_keeps_the_closest_ring(tmp_path):
    paths = mcfarland.write(tmp_path)
    ties = paper.read(
        paths.rounds[1].nominations, paths.rounds[1].respondents, people=people(paths.roll)
    )
    assert len(ties.nominations) + len(ties.merged) == ties.files[0].rows
    rated = {
        (row["std_id"], row["alter_id"], row["relationship"])
        for row in mcfarland.rows(f"{mcfarland.SET}/sem2_roster_ratings.csv")
    }
    for each in ties.nominations:
        if each.question == "peer" and each.answer == "yes":
            closer = {str(4 - ring) for ring in range(1, each.ring or 1)}
            assert (each.ego, each.alter, str(4 - (each.ring or 0))) in rated
            assert not any((each.ego, each.alter, rating) in rated for rating in closer)


def test_contacts_of_two_days_add_up(tmp_path):
    paths = primary2009.write(tmp_path)
    ties = paper.read(paths.round.nominations, paths.round.respondents, people=people(paths.roll))
    assert (len(ties.nominations), len(ties.respondents), ties.rejected) == (8317, 242, ())
    assert sum(each.weight or 0 for each in ties.nominations) == 125_773 * 20
