"""Two networks of the literature, measured by the formulas as they are printed, with matrices.

Neither the queries nor the sets of neighbours are used here: A is the matrix of who named whom,
Z the matrix of who is in which group. The figures are those of the manual.
"""

import numpy as np
import pytest

from beside.measures import homophily, manual
from beside.measures.layout import ALL
from tests.realdata import networks

from . import databases
from .test_network_library import counted, near


@pytest.fixture(scope="module")
def sqlite():
    with databases.sqlite() as found:
        yield found


def matrices(given, by):
    """A of everybody who answered; then A and Z of those whose attribute is recorded too."""
    heard = [r.person for r in given.respondents if r.answered and r.reason != "left"]
    place = {person: number for number, person in enumerate(heard)}
    a = np.zeros((len(heard), len(heard)), dtype=int)
    for row in given.nominations:
        if row.ego in place and row.alter in place:
            a[place[row.ego], place[row.alter]] = 1
    value = {r.person: r.recorded for r in given.attributes if r.attribute == by}
    names = sorted({value[person] for person in heard if person in value})
    z = np.array([[value.get(person) == name for name in names] for person in heard], dtype=int)
    known = z.sum(axis=1) == 1
    return a, a[np.ix_(known, known)], z[known], names


def transitivity(a):
    """Three times the triangles, tr(S^3) / 2, of the triples, (1'S²1 - tr S²) / 2."""
    s = ((a + a.T) > 0).astype(int)
    two = s @ s
    return np.trace(two @ s) / (two.sum() - np.trace(two))


def transitivity_directed(a):
    """The two-paths that A closes, sum(A² * A), of all that do not return, sum(A²) - tr(A²)."""
    two = a @ a
    return (two * a).sum() / (two.sum() - np.trace(two))


def coleman(a, z):
    """Per group, and of the sums: (S - E) / (M - E), or / E where S is below E."""
    mixing, sizes = z.T @ a @ z, z.sum(axis=0)
    same, sent = np.diag(mixing), mixing.sum(axis=1)
    chance = sent * (sizes - 1) / (sizes.sum() - 1)

    def index(s, m, e):
        return (s - e) / (m - e) if s >= e else (s - e) / e

    return [
        index(*each)
        for each in [
            (same.sum(), sent.sum(), chance.sum()),
            *zip(same, sent, chance, strict=True),
        ]
    ]


CASES = [("s50", wave, by) for wave in (1, 2, 3) for by in ("smoking", "alcohol")]
CASES += [("knecht", wave, "sex") for wave in (1, 2, 3, 4)]


@pytest.mark.parametrize(("name", "wave", "by"), CASES)
def test_figures_are_those_of_the_definitions(name, wave, by, sqlite):
    given = getattr(networks, name)(wave)
    a, a_known, z, names = matrices(given, by)
    found = counted(sqlite, given, by)
    threes, mixing = found.threes[ALL], found.mixing
    assert threes.closed / threes.triples == near(transitivity(a))
    assert threes.transitive / threes.two_paths == near(transitivity_directed(a))
    asked = [names, *([each] for each in names)]
    indices = [float(homophily.coleman(mixing, groups)) for groups in asked]
    assert indices == near(coleman(a_known, z))
    between = z.T @ a_known @ z
    e_i = (between.sum() - 2 * np.trace(between)) / between.sum()
    assert float(homophily.e_i(mixing, names)) == near(e_i)
    shown = (transitivity(a), transitivity_directed(a), *coleman(a_known, z)[:1], e_i)
    line = f"| {name} | {wave} | {by} | " + " | ".join(f"{each:.4f}" for each in shown) + " |"
    assert line in manual.manual()


def test_what_is_missing_is_not_known(sqlite):
    """Knecht's class: one pupil of 26 gave no answer in wave 2, one had left by wave 3."""
    unheard = [
        counted(sqlite, networks.knecht(wave)).counted[ALL, "unheard"] for wave in (1, 2, 3, 4)
    ]
    assert unheard == [0, 1, 3, 1]
