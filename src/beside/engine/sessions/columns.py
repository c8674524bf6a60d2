"""The choices of the linear model of an instance, by number.

Besides every wish there is, for a pupil and a period, a place in some open session, and for a group
of pupils and a period, how many such places lie in each open session: so that the model grows with
what was asked for, and not with pupils times sessions. A group is a year group, and apart from it
those of it who may never be in some of these sessions. And for a pupil, that so many wishes are
met; for two of whom one named the other, that both are in a session; and that a pupil is with such
a one.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from beside.engine.sessions.instance import Instance, Session

# A year group, and the open sessions in which its pupils may never be.
Group = tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """Numbers of columns: wishes, places not asked for, where these lie, then how many are met."""

    instance: Instance

    @cached_property
    def wishes(self) -> dict[tuple[str, str], int]:
        """By pupil and session."""
        return {key: n for n, key in enumerate(self.instance.wish)}

    @cached_property
    def places(self) -> dict[tuple[str, str], int]:
        """By pupil and period: an open session there."""
        found = [
            (pupil.key, period)
            for pupil in self.instance.pupils
            for period in self.open_periods[self.group[pupil.key]]
            if period not in pupil.away
        ]
        return {key: n for n, key in enumerate(found, len(self.wishes))}

    @cached_property
    def lying(self) -> dict[tuple[str, Group, str], int]:
        """By period, group and session."""
        first = len(self.wishes) + len(self.places)
        found = [
            (session.period, group, session.key)
            for group, sessions in self.open_to.items()
            for session in sessions
        ]
        return {key: n for n, key in enumerate(found, first)}

    @cached_property
    def met(self) -> dict[tuple[str, int], int]:
        """By pupil and number: at least so many of their wishes are met."""
        first = len(self.wishes) + len(self.places) + len(self.lying)
        found = [
            (pupil.key, number)
            for pupil in self.instance.pupils
            for number in range(1, min(pupil.due, len(self.instance.of_pupil[pupil.key])) + 1)
        ]
        return {key: n for n, key in enumerate(found, first)}

    @cached_property
    def together(self) -> dict[tuple[str, str, str], int]:
        """By two pupils, in order of their keys, and a session that both would like."""
        first = len(self.wishes) + len(self.places) + len(self.lying) + len(self.met)
        pairs = {(min(pair), max(pair)) for pair in self.named_pairs}
        found = [
            (one, other, wish.session)
            for one, other in sorted(pairs)
            for wish in self.instance.of_pupil[one]
            if (other, wish.session) in self.instance.wish
        ]
        return {key: n for n, key in enumerate(found, first)}

    @cached_property
    def together_of(self) -> dict[str, list[int]]:
        """Every such column with somebody whom a pupil named, by pupil."""
        of_pair: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for (one, other, _), column in self.together.items():
            of_pair[one, other].append(column)
        found: defaultdict[str, list[int]] = defaultdict(list)
        for pupil, friend in self.named_pairs:
            found[pupil] += of_pair[min(pupil, friend), max(pupil, friend)]
        return {pupil: own for pupil, own in found.items() if own}

    @cached_property
    def joined(self) -> dict[str, int]:
        """By pupil: they are with somebody whom they named."""
        first = len(self.wishes) + len(self.places) + len(self.lying) + len(self.met)
        return {key: n for n, key in enumerate(self.together_of, first + len(self.together))}

    @cached_property
    def named_pairs(self) -> list[tuple[str, str]]:
        """Who named whom, once each."""
        return list(dict.fromkeys((each.pupil, each.friend) for each in self.instance.friends))

    @cached_property
    def met_of(self) -> dict[str, list[int]]:
        """Every such column, by pupil."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for (pupil, _), column in self.met.items():
            found[pupil].append(column)
        return found

    @cached_property
    def group(self) -> dict[str, Group]:
        """By pupil, the group of those who may come to the same open sessions as they."""
        open_ = {each.key for each in self.instance.sessions if each.open}
        return {
            pupil.key: (pupil.year, *sorted(open_.intersection(pupil.blocked)))
            for pupil in self.instance.pupils
        }

    @cached_property
    def open_to(self) -> dict[Group, list[Session]]:
        """The open sessions to which each group may come."""
        open_ = [each for each in self.instance.sessions if each.open]
        groups = {self.group[pupil.key]: pupil for pupil in self.instance.pupils}
        return {
            group: [each for each in open_ if each.is_for(pupil) and not each.blocks(pupil)]
            for group, pupil in groups.items()
        }

    @cached_property
    def open_periods(self) -> dict[Group, list[str]]:
        """The periods in which there is an open session for each group."""
        return {
            group: list(dict.fromkeys(each.period for each in sessions))
            for group, sessions in self.open_to.items()
        }

    @cached_property
    def of_pupil(self) -> dict[str, list[int]]:
        """Every column in which a pupil is placed, by pupil."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for (pupil, _), column in [*self.wishes.items(), *self.places.items()]:
            found[pupil].append(column)
        return found

    @cached_property
    def limits(self) -> tuple[int, ...]:
        """How often each may be taken: once, or as often as there are seats."""
        once = [1] * (len(self.wishes) + len(self.places))
        lying = (self.instance.session[key].seats for _, _, key in self.lying)
        rest = len(self.met) + len(self.together) + len(self.joined)
        return (*once, *lying, *[1] * rest)
