"""How far ties stay within groups of the same attribute, and how open the groups are.

Everything is worked out from the mixing matrix: how many ties go from one group to another, and
how many pupils of each group answered. Whoever's attribute is not recorded is in no group. The
results are exact fractions; None where there is nothing to divide by.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Mixing:
    """The mixing matrix: pupils in scope by group, and ties by the groups of ego and alter."""

    people: Mapping[str, int]
    ties: Mapping[tuple[str, str], int]

    @property
    def recorded(self) -> int:
        """How many pupils there are in all groups together."""
        return sum(self.people.values())

    @cached_property
    def named(self) -> Counter[str]:
        """How many ties the pupils of a group have named, to any group."""
        found: Counter[str] = Counter()
        for (group, _), ties in self.ties.items():
            found[group] += ties
        return found

    @cached_property
    def received(self) -> Counter[str]:
        """How many ties, from any group, name pupils of a group."""
        found: Counter[str] = Counter()
        for (_, group), ties in self.ties.items():
            found[group] += ties
        return found

    def same(self, groups: Collection[str]) -> int:
        """How many ties of these groups stay within the group."""
        return sum(self.ties.get((group, group), 0) for group in groups)

    def away(self, groups: Collection[str]) -> int:
        """How many ties of these groups go to another."""
        return self.sent(groups) - self.same(groups)

    def sent(self, groups: Collection[str]) -> int:
        """How many ties these groups have named."""
        return sum(self.named[group] for group in groups)

    def expected(self, groups: Collection[str]) -> Fraction:
        """How many would stay within, if everybody named as many as they did, at random.

        A pupil of a group of n among N has n - 1 of the N - 1 others to name in it.
        """
        others = self.recorded - 1
        if others < 1:
            return Fraction(0)
        return sum(
            (Fraction(self.named[g] * (self.people[g] - 1), others) for g in groups), Fraction(0)
        )


def expected_share(mixing: Mixing, groups: Collection[str]) -> Fraction | None:
    """Give the baseline of the share of ties within: what chance and the groups' sizes would give.

    Of several groups it is weighed by how many ties each has named.
    """
    sent = mixing.sent(groups)
    return mixing.expected(groups) / sent if sent else None


def coleman(mixing: Mixing, groups: Collection[str]) -> Fraction | None:
    """Give Coleman's index of homophily: 0 as by chance, 1 all within, -1 none within.

    (S - E) / (M - E) where S of the group's M ties stay within and chance expects E; where S is
    below E, (S - E) / E. Coleman, Relational analysis, Human Organization 17 (1958), 28-36, as
    Bojanowski and Corten write it for directed ties (Social Networks 39 (2014), 14-32). It is
    defined for one group; of several, the same is asked of the sums of S, M and E.
    """
    same, expected = mixing.same(groups), mixing.expected(groups)
    room = mixing.sent(groups) - expected if same >= expected else expected
    return (same - expected) / room if room else None


def e_i(mixing: Mixing, groups: Collection[str]) -> Fraction | None:
    """Give the E-I index: ties to other groups less ties within, of all; -1 closed, 1 open.

    Krackhardt and Stern, Informal networks and organizational crises, Social Psychology Quarterly
    51 (1988), 123-140.
    """
    sent = mixing.sent(groups)
    return Fraction(mixing.away(groups) - mixing.same(groups), sent) if sent else None


def assortativity(mixing: Mixing) -> Fraction | None:
    """Give the assortativity coefficient of an attribute: 0 as by chance, 1 all within.

    (sum of e - sum of a b) / (1 - sum of a b), with e the share of ties within each group, a that
    of ties from and b of ties to it (Newman, Mixing patterns in networks, Physical Review E 67
    (2003), 026126, equation 2). Chance is by ties sent and received, not by the sizes of groups.
    """
    sent = mixing.sent(mixing.people)
    by_chance = sum(mixing.named[group] * mixing.received[group] for group in mixing.people)
    if sent * sent == by_chance:
        return None
    return Fraction(sent * mixing.same(mixing.people) - by_chance, sent * sent - by_chance)
