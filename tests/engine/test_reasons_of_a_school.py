"""Every reason that is given to every pupil of a large school is so, counted without the engine."""

import time

import numpy as np
import pytest

from beside.engine.mentors.generated import generated as mentors_of
from beside.engine.mentors.solve import solve as place
from beside.engine.sessions.explain import reasons
from beside.engine.sessions.generated import generated as cycle_of
from beside.engine.sessions.solve import solve as allot
from beside.engine.sessions.verify import proven
from beside.engine.solution import Status
from beside.engine.teams import explain as of_teams
from beside.engine.teams.generated import generated as season_of
from beside.engine.teams.solve import solve as form
from tests.engine.mentors.test_explain import check
from tests.engine.teams.test_explain import holds

PUPILS = 2300


class Tables:
    """A cycle as arrays: pupils by sessions, for wishes and for places."""

    def __init__(self, instance, allocation) -> None:
        self.pupil = {each.key: n for n, each in enumerate(instance.pupils)}
        self.session = {each.key: n for n, each in enumerate(instance.sessions)}
        shape = len(self.pupil), len(self.session)
        self.rank, self.held = np.zeros(shape, dtype=int), np.zeros(shape, dtype=bool)
        for wish in instance.wishes:
            self.rank[self.pupil[wish.pupil], self.session[wish.session]] = wish.rank
        for pupil, sessions in allocation.items():
            self.held[self.pupil[pupil], [self.session[each] for each in sessions]] = True
        self.asked, self.taken = (self.rank > 0).sum(0), self.held.sum(0)
        self.places = self.held.sum(1)
        self.seats = np.array([each.seats for each in instance.sessions])
        self.period = np.array([each.period for each in instance.sessions])
        self.course = np.array([each.course for each in instance.sessions])
        self.due = np.array([each.due for each in instance.pupils])
        self.missed = np.array([each.missed for each in instance.pupils])

    def holds(self, pupil: str, reason) -> bool:
        """Whether a reason is so."""
        values, n = reason.values, self.pupil[pupil]
        s = self.session[values["session"]]
        other = self.session.get(values.get("other", ""))
        is_out = not self.held[n, s]
        if reason.rule == "met":
            says_again = "went without" in reason.words
            is_again = self.rank[n, s] == 1 and self.missed[n] > 0
            is_rank = values["rank"] == str(self.rank[n, s])
            return bool(self.held[n, s] and is_rank and says_again == is_again)
        if reason.rule == "seats":
            said = self.asked[s], self.seats[s]
            is_full = self.taken[s] == self.seats[s]
            return bool(is_out and is_full and said == (int(values["asked"]), int(values["seats"])))
        if reason.rule == "due":
            return bool(is_out and self.places[n] == self.due[n] == int(values["due"]))
        same = {"course": self.course, "one_at_a_time": self.period}[reason.rule]
        return bool(is_out and self.held[n, other] and same[s] == same[other] != "")


@pytest.mark.slow
def test_every_reason_of_a_cycle_is_so():
    instance = cycle_of(PUPILS, seed=0)
    allocation = allot(instance).allocation
    tables, said = Tables(instance, allocation), 0
    begun = time.monotonic()
    for pupil in tables.pupil:
        for reason in reasons(instance, allocation, pupil):
            assert tables.holds(pupil, reason), (pupil, reason)
            said += 1
    assert said == len(instance.wishes)
    assert time.monotonic() - begun < 60


@pytest.mark.slow
def test_every_reason_of_a_placement_is_so():
    instance = mentors_of(PUPILS, 300, rules=True, seed=0)
    assert {"wish", "room", "not_possible", "siblings"} <= check(
        instance, place(instance, limit=30).allocation
    )


@pytest.mark.slow
def test_every_reason_of_a_season_of_teams_is_so():
    instance = season_of(230, seed=0)
    allocation = form(instance, rounds=2000).allocation
    for pupil in allocation:
        for reason in of_teams.reasons(instance, allocation, pupil):
            assert holds(instance, allocation, pupil, reason), (pupil, reason)


@pytest.mark.slow
def test_four_periods_for_9200_pupils_are_proven_best_within_two_minutes():
    instance, begun = cycle_of(9200, seed=0), time.monotonic()
    found = allot(instance, limit=120)
    assert time.monotonic() - begun < 120
    assert found.status == Status.OPTIMAL
    assert proven(instance, found)
