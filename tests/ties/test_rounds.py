"""A staff meeting: who is asked, what is kept, who may know what, how it ends."""

from datetime import timedelta

import pytest

from beside.access.actor import role
from beside.rights import Role
from beside.ties import doors, rules
from beside.ties.actions import marking, rounds
from beside.ties.models import Nomination, Respondent, State
from beside.ties.queries import rounds as queries
from tests.factories import NOW, Small, act

pytestmark = pytest.mark.django_db


class Meeting:
    def __init__(self):
        self.made = Small()
        self.group = self.made.group("9A")
        self.isla = self.made.pupil("Isla Young", group=self.group)
        self.leo = self.made.pupil("Leo Gill")
        self.ann, self.bo = self.made.adult("Ann Okafor"), self.made.adult("Bo Lund")
        self.made.adult("Gus Gardener", "community")
        self.lead = self.made.adult("Joan Reid", "head_of_year", "9")
        self.made.member(self.ann, self.group, "tutor")
        self.made.settle()
        self.round = rounds.open_staff_round(
            by=act(self.lead), school=self.made.school, name="Year 9", year_groups=["9"], now=NOW
        )

    def mark(self, who, pupil, *knows):
        marking.mark(by=act(who), round_=self.round, marks={pupil.pk: knows})

    def send(self, who):
        rounds.send(by=act(who), round_=self.round, now=NOW)

    def end(self):
        rounds.end_asking(by=act(self.lead), round_=self.round, now=NOW)
        self.round.refresh_from_db()

    def state(self, pupil) -> str:
        with role(Role.MEASURE):
            return State.objects.get(round=self.round, pupil=pupil.pk, need="adult").state


def test_every_member_of_staff_is_asked_and_nobody_from_outside(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())
    meeting = Meeting()
    assert queries.progress(act(meeting.lead), meeting.round) == queries.Progress(3, 0, 0)
    assert {c.name for c in doors.colleagues(meeting.round.door_code)} == {
        "Ann Okafor",
        "Bo Lund",
        "Joan Reid",
    }


def test_the_door_opens_only_with_its_code_and_for_its_hours(monkeypatch):
    meeting = Meeting()
    assert doors.colleagues("WRONG2") == []
    assert doors.colleagues("") == []
    late = NOW + timedelta(hours=rules.MEETING_CODE_HOURS, minutes=1)
    monkeypatch.setenv("BESIDE_NOW", late.isoformat())
    assert doors.colleagues(meeting.round.door_code) == []


def test_a_mark_is_seen_by_its_writer_alone():
    meeting = Meeting()
    meeting.mark(meeting.ann, meeting.isla, "face", "trusted")
    own = act(meeting.ann)
    assert Nomination.objects.visible_to(own).get().knows == ["face", "trusted"]
    for other in (meeting.bo, meeting.lead):
        act(other)
        assert not Nomination.objects.exists()


def test_marking_again_replaces_and_none_means_not_yet():
    meeting = Meeting()
    meeting.mark(meeting.ann, meeting.isla, "face")
    meeting.mark(meeting.ann, meeting.isla, "learning", "face")
    actor = act(meeting.ann)
    assert Nomination.objects.get().knows == ["face", "learning"]
    marking.mark(by=actor, round_=meeting.round, marks={meeting.isla.pk: []})
    kept = Nomination.objects.get()
    assert (kept.answer, kept.knows) == (False, [])


def test_unknown_marks_are_refused_and_nothing_is_kept():
    meeting = Meeting()
    with pytest.raises(rules.Refusal, match="not one of the ways"):
        meeting.mark(meeting.ann, meeting.isla, "face", "likes")
    assert not Nomination.objects.exists()


def test_nobody_yet_is_not_known_until_the_asking_ends():
    meeting = Meeting()
    meeting.mark(meeting.ann, meeting.isla, "face")
    meeting.send(meeting.ann)
    assert meeting.state(meeting.isla) == "someone"
    assert meeting.state(meeting.leo) == "not_known"
    meeting.end()
    assert meeting.state(meeting.leo) == "waiting"
    rounds.go_on_asking(by=act(meeting.lead), round_=meeting.round)
    assert meeting.state(meeting.leo) == "not_known"


def test_nothing_can_be_added_after_the_end():
    meeting = Meeting()
    meeting.end()
    with pytest.raises(rules.RoundClosed):
        meeting.mark(meeting.ann, meeting.isla, "face")
    with pytest.raises(rules.RoundClosed):
        meeting.send(meeting.ann)


def test_names_of_the_unclaimed_only_for_those_who_have_sent():
    meeting = Meeting()
    act(meeting.ann)
    assert doors.unclaimed(meeting.round.pk) == {}
    meeting.mark(meeting.ann, meeting.leo, "personal")
    meeting.send(meeting.ann)
    assert doors.unclaimed(meeting.round.pk) == {meeting.isla.pk: True}
    for other in (meeting.bo, meeting.lead):
        act(other)
        assert doors.unclaimed(meeting.round.pk) == {}


def test_ticks_that_are_not_sent_change_nothing_that_others_can_see():
    meeting = Meeting()
    meeting.mark(meeting.ann, meeting.leo, "personal")
    meeting.send(meeting.ann)
    before = meeting.state(meeting.isla)
    meeting.mark(meeting.bo, meeting.isla, "face")
    act(meeting.ann)
    assert doors.unclaimed(meeting.round.pk) == {meeting.isla.pk: True}
    act(meeting.lead)
    assert doors.unclaimed_counts(meeting.round.pk) == (1, 0)
    meeting.made.reckon(meeting.round)
    assert meeting.state(meeting.isla) == before
    meeting.send(meeting.bo)
    act(meeting.ann)
    assert doors.unclaimed(meeting.round.pk) == {}
    assert meeting.state(meeting.isla) == "someone"


def test_whoever_runs_the_round_learns_how_many_are_unclaimed_and_nobody_else():
    meeting = Meeting()
    meeting.mark(meeting.ann, meeting.leo, "personal")
    meeting.send(meeting.ann)
    deputy = meeting.made.adult("Gwen Hughes", "organiser")
    meeting.made.settle()
    for reader, counts in ((meeting.lead, (1, 0)), (deputy, (1, 0)), (meeting.bo, (0, 0))):
        act(reader)
        assert doors.unclaimed_counts(meeting.round.pk) == counts


def test_theirs_come_first_on_the_list():
    meeting = Meeting()
    names = [row.name for row in queries.marking_rows(act(meeting.ann), meeting.round)]
    assert names == ["Isla Young", "Leo Gill"]


def test_sending_twice_is_sending_once():
    meeting = Meeting()
    meeting.send(meeting.ann)
    meeting.send(meeting.ann)
    with role(Role.MEASURE):
        assert Respondent.objects.filter(round=meeting.round, answered=True).count() == 1


def test_a_stranger_to_the_round_is_told_so():
    meeting = Meeting()
    late = meeting.made.adult("New Comer")
    meeting.made.settle()
    with pytest.raises(rules.NotAsked):
        meeting.send(late)


def test_a_taken_name_gets_a_number():
    meeting = Meeting()
    again = rounds.open_staff_round(
        by=act(meeting.lead), school=meeting.made.school, name="Year 9", year_groups=["9"], now=NOW
    )
    assert again.name == "Year 9 (2)"


def test_colleagues_one_learns_with_stay_with_oneself():
    meeting = Meeting()
    for chosen in ([meeting.bo.pk, meeting.lead.pk], [meeting.bo.pk]):
        marking.learns_with(by=act(meeting.ann), round_=meeting.round, colleagues=chosen)
    said = {p.name: yes for p, yes in queries.colleagues(act(meeting.ann), meeting.round)}
    assert said == {"Bo Lund": True, "Joan Reid": False}
    for other in (meeting.bo, meeting.lead):
        act(other)
        assert not Nomination.objects.exists()


def test_a_lost_screen_is_let_in_again():
    meeting = Meeting()
    rounds.join(by=act(meeting.ann), round_=meeting.round, now=NOW)
    assert [p.name for p in queries.joined(act(meeting.lead), meeting.round)] == ["Ann Okafor"]
    rounds.let_back_in(by=act(meeting.lead), round_=meeting.round, person=meeting.ann.pk)
    assert not [c for c in doors.colleagues(meeting.round.door_code) if c.joined]
