"""Network measures equal a graph library's, on every network there is and on random ones.

The queries count; networkx is given the graph they speak of: who is in scope, and who named whom.
"""

from itertools import product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beside.measures import counting, homophily, network, query
from beside.measures.layout import ALL
from beside.measures.tables import Tables
from tests.realdata import networks

from . import databases

NETWORKS = {
    "mcfarland_cls33": (networks.lesson, ["gender", "type"]),
    "mcfarland_magnet 1": (lambda: networks.magnet(1), ["year", "sex"]),
    "mcfarland_magnet 2": (lambda: networks.magnet(2), ["year", "sex"]),
    "sp_primary2009": (networks.primary, ["class", "sex"]),
    "sp_highschool2013": (networks.highschool, ["class", "sex"]),
    **{f"s50 {w}": (lambda w=w: networks.s50(w), ["smoking", "alcohol"]) for w in (1, 2, 3)},
    **{
        f"knecht {w}": (lambda w=w: networks.knecht(w), ["sex", "ethnicity", "religion"])
        for w in (1, 2, 3, 4)
    },
    **{f"coleman {w}": (lambda w=w: networks.coleman(w), []) for w in (1, 2)},
}
TRANSITIVE = {"030T": 1, "120D": 2, "120U": 2, "120C": 1, "210": 3, "300": 6}
PATHS = {
    "021C": 1,
    "111D": 1,
    "111U": 1,
    "030T": 1,
    "030C": 3,
    "201": 2,
    "120D": 2,
    "120U": 2,
    "120C": 3,
    "210": 4,
    "300": 6,
}


def counted(database, given, by=""):
    """Count a network as `figures` does, and hand over what comes before rounding."""
    values = query.parameters(rounds=[networks.ROUND], question="peer", by=by, need="peer")
    database.hold(given)

    def run(name):
        text = query.sql(name, dialect=database.dialect, attributes=bool(by))
        return database.execute(text, values)

    return network.counted(run, counting.cells(run, "peer", "peer"), by)


def graph(given, by=""):
    """The same as a graph of networkx: the pupils who answered, with what is recorded of them."""
    heard = {row.person for row in given.respondents if row.answered and row.reason != "left"}
    made = nx.DiGraph()
    made.add_nodes_from(heard)
    made.add_edges_from(
        (row.ego, row.alter) for row in given.nominations if {row.ego, row.alter} <= heard
    )
    for row in given.attributes:
        if row.attribute == by and row.person in heard:
            made.nodes[row.person]["group"] = row.recorded
    return made


def near(value):
    return pytest.approx(value, rel=0, abs=1e-9)


def check_whole(found, made):
    """Components, reciprocity, transitivity of both kinds, density."""
    cells, (threes, inside) = found.counted, (found.threes[ALL], found.inside[ALL])
    assert cells[ALL, "people"] == len(made)
    assert cells[ALL, "components"] == nx.number_weakly_connected_components(made)
    pieces = [len(each) for each in nx.weakly_connected_components(made)]
    assert found.small[ALL] == sum(size for size in pieces if size in (2, 3))
    assert inside == made.number_of_edges() == cells[ALL, "ties"]
    if inside:
        assert cells[ALL, "returned"] / inside == near(nx.overall_reciprocity(made))
    if threes.triples:
        undirected = nx.transitivity(made.to_undirected())
        assert threes.closed / threes.triples == near(undirected)
    census = nx.triadic_census(made)
    assert threes.transitive == sum(census[kind] * times for kind, times in TRANSITIVE.items())
    assert threes.two_paths == sum(census[kind] * times for kind, times in PATHS.items())
    if len(made) > 1:
        assert inside / found.possible[ALL] == near(nx.density(made))


def check_groups(found, made):
    """Assortativity, ties within and between, and what chance would give, from networkx's matrix."""
    recorded = made.subgraph([each for each, held in made.nodes(data=True) if held])
    groups = nx.get_node_attributes(recorded, "group")
    sizes = {name: list(groups.values()).count(name) for name in groups.values()}
    assert {name: size for name, size in found.mixing.people.items() if size} == sizes
    matrix = nx.attribute_mixing_dict(recorded, "group")
    for one, two in product(sizes, sizes):
        between = matrix.get(one, {}).get(two, 0)
        assert found.mixing.ties.get((one, two), 0) == between
    for name, size in sizes.items():
        within = recorded.subgraph([each for each in groups if groups[each] == name])
        assert found.inside[1, name] == within.number_of_edges()
        assert found.possible[1, name] == size * (size - 1)
        if size > 1:
            assert found.inside[1, name] / found.possible[1, name] == near(nx.density(within))
        assert found.mixing.sent([name]) == sum(dict(recorded.out_degree(within.nodes)).values())
    expected = homophily.assortativity(found.mixing)
    if expected is not None:
        library = nx.attribute_assortativity_coefficient(recorded, "group")
        assert float(expected) == near(library)


def check_inside_groups(found, made):
    """What is measured of one group is what the library measures of that group alone."""
    groups = nx.get_node_attributes(made, "group")
    for name in set(groups.values()):
        within = made.subgraph([each for each in groups if groups[each] == name])
        threes = found.threes[1, name]
        assert found.counted[(1, name), "components"] == nx.number_weakly_connected_components(
            within
        )
        if threes.triples:
            library = nx.transitivity(within.to_undirected())
            assert threes.closed / threes.triples == near(library)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_real_network(name, database):
    load, attributes = NETWORKS[name]
    given = load()
    check_whole(counted(database, given), graph(given))
    for by in attributes:
        found, made = counted(database, given, by), graph(given, by)
        assert made.number_of_edges() > 0
        check_groups(found, made)
        check_inside_groups(found, made)


@st.composite
def networks_at_random(draw) -> Tables:
    people = [f"p{number}" for number in range(draw(st.integers(1, 9)))]
    pairs = [(one, two) for one, two in product(people, people) if one != two]
    ties = draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    silent = dict.fromkeys(draw(st.sets(st.sampled_from(people), max_size=2)), "")
    houses = {person: draw(st.sampled_from(["red", "blue", "gold", None])) for person in people}
    return networks.network(people, ties, silent=silent, attributes={"house": houses})


@pytest.fixture(scope="module")
def sqlite():
    with databases.sqlite() as found:
        yield found


@settings(max_examples=200, deadline=None)
@given(world=networks_at_random())
def test_random_networks(sqlite, world):
    found, made = counted(sqlite, world, "house"), graph(world, "house")
    check_whole(found, made)
    check_groups(found, made)
    check_inside_groups(found, made)
