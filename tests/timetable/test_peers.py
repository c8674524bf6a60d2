"""An older pupil helps to lead a session, beside the adult who is responsible for it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from beside.access.actor import Actor, role
from beside.access.models import Block
from beside.rights import Role
from beside.timetable import leading, rules, seating
from beside.timetable.actions import offering, peers, seats
from beside.timetable.models import Cycle, PeerTutor, Seat, Session
from beside.timetable.queries import calendars, instances
from beside.timetable.queries import peers as queries
from tests.access.rows import write_as_owner
from tests.factories import NOW, act, sign_in
from tests.timetable.school import AFTER, LONDON, MONDAY, SLOTS, Choosing

pytestmark = pytest.mark.django_db


class Leading(Choosing):
    """Ada Ward of year 10 can help; Amina is of the year that chooses."""

    def __init__(self):
        super().__init__()
        group = self.made.group("10B")
        self.ada = self.made.pupil("Ada Ward", "10", group=group)
        self.ben = self.made.pupil("Ben Ash", "10", group=group)
        self.tutor_of_ten = self.made.adult("Pat Moss")
        self.made.member(self.tutor_of_ten, group, "tutor")
        self.made.settle()

    @property
    def maths(self) -> Session:
        return self.session("Maths again")

    def ask(self, pupil=None, by=None, session=None) -> PeerTutor:
        pupil = pupil or self.ada
        enrolment = self.enrolment(pupil)
        return peers.ask(
            by=act(by or self.okafor),
            session=session or self.maths,
            enrolment=enrolment,
            now=NOW,
        )

    def answer(self, row: PeerTutor, *, yes: bool, by=None) -> None:
        peers.answer(by=act(by or self.ada), peer=row, yes=yes, now=NOW)

    def says_yes(self, pupil=None, session=None, by=None) -> PeerTutor:
        row = self.ask(pupil, by or self.organiser, session)
        self.answer(row, yes=True, by=pupil or self.ada)
        return row

    def ten(self) -> Cycle:
        """A cycle of year 10 at the same times, with something open to all."""
        by = act(self.organiser)
        cycle = offering.plan_cycle(
            by=by,
            school=self.made.school,
            name="Year 10",
            days=(MONDAY, MONDAY + timedelta(days=4)),
            times=offering.every_week(MONDAY, MONDAY + timedelta(days=4), SLOTS, LONDON),
            due=2,
            year_groups=["10"],
            closes_at=self.cycle.closes_at,
        )
        hall = offering.Offer("Hall", 9, ["reinforce"], None, "Hall", is_open=True)
        offering.offer(by=by, periods=list(cycle.periods.all()), offered=hall)
        return cycle

    def seat(self, session: Session, pupil, number: int = 1) -> None:
        Seat.objects.create(
            school=self.made.school,
            session=session,
            period_id=session.period_id,
            pupil_id=pupil.pk,
            leader_id=session.leader_id,
            number=number,
            since=AFTER,
        )


@pytest.fixture
def school() -> Leading:
    return Leading()


@pytest.mark.parametrize(
    ("years", "older"),
    [
        (["8"], ["9", "10"]),  # of one year
        (["8", "10"], ["9", "10"]),  # older than the youngest
        ([], ["8", "9", "10"]),  # for all
        (["10"], []),  # nobody is older
    ],
)
def test_who_is_older_than_some_of_those_who_come(years, older):
    assert rules.older(["7", "8", "9", "10", ""], years) == older


def test_a_question_is_asked_once_and_a_yes_holds(school):
    row = school.ask()
    assert school.ask() == row
    for yes in (True, False):
        school.answer(row, yes=yes)
    found = PeerTutor.objects.visible_to(act(school.ada)).get()
    assert (found.answer, found.ended_at) == ("yes", None)


def test_a_no_is_kept_nowhere_and_reads_as_if_the_question_was_taken_back(school):
    row = school.ask()
    school.answer(row, yes=False)
    school.answer(row, yes=True)
    other = school.ask(school.ben)
    peers.end(by=act(school.okafor), peer=other, now=NOW)
    for who in (school.okafor, school.organiser, school.tutor_of_ten):
        found = PeerTutor.objects.visible_to(act(who))
        read = set(found.values_list("answer", "answered_at", "ended_at"))
        assert (found.count(), read) == (2, {("", None, NOW)})


def test_who_reads_it_and_nobody_else(school):
    school.ask()
    reads = {
        "pupil": school.ada,
        "leader": school.okafor,
        "organiser": school.organiser,
        "tutor": school.tutor_of_ten,
    }
    others = (school.lund, school.tutor, school.office, school.amina)
    for name, who in reads.items():
        assert PeerTutor.objects.visible_to(act(who)).exists(), name
        assert PeerTutor.objects.exists(), name
    for who in others:
        assert not PeerTutor.objects.visible_to(act(who)).exists()
        assert not PeerTutor.objects.exists()


def test_only_the_leader_and_who_organises_can_ask_and_only_the_pupil_answers(school):
    with pytest.raises(DatabaseError), transaction.atomic():
        school.ask(by=school.lund)
    row = school.ask(by=school.organiser)
    with pytest.raises(rules.NotYours):
        school.answer(row, yes=True, by=school.okafor)


def test_who_cannot_be_asked(school):
    with pytest.raises(rules.NotAsked, match="older"):
        school.ask(school.amina)
    with pytest.raises(rules.NotAsked, match="which adult"):
        school.ask(by=school.organiser, session=school.session("Study"))
    school.ask()
    with pytest.raises(rules.NotAsked, match="already"):
        school.ask(school.ben)


def test_nobody_is_asked_for_an_adult_they_are_kept_apart_from(school):
    write_as_owner(Block, [Block(actor_id=school.okafor.pk, pupil_id=school.ada.pk)])
    with pytest.raises(rules.NotAsked, match="cannot be asked"):
        school.ask(by=school.organiser)
    found = queries.find(act(school.okafor), school.maths, "Ada")
    assert found == []


def test_who_leads_then_or_sits_somewhere_then_is_not_asked_and_cannot_say_yes(school):
    first, second = school.session("Art"), school.session("Music")
    row = school.ask(by=school.organiser, session=first)
    school.says_yes(session=second)
    with pytest.raises(rules.NotAsked, match="place of your own"):
        school.answer(row, yes=True)
    peers.end(by=act(school.organiser), peer=row, now=NOW)
    with pytest.raises(rules.NotAsked, match="something else"):
        school.ask(by=school.organiser, session=first)


def test_a_seat_in_another_cycle_at_that_time_counts_once_it_is_published(school):
    ten = school.ten()
    hall = Session.objects.filter(period__cycle=ten).order_by("period__starts_at")[2]
    act(school.organiser)
    school.seat(hall, school.ada)
    row = school.ask()
    school.given_out()
    Cycle.objects.filter(pk=ten.pk).update(published=school.cycle.published)
    with pytest.raises(rules.NotAsked):
        school.answer(row, yes=True)


def test_nobody_who_leads_is_seated_at_that_time_by_swap_wait_or_the_database(school):
    ten = school.ten()
    hall = Session.objects.filter(period__cycle=ten).order_by("period__starts_at")[2]
    school.given_out()
    Cycle.objects.filter(pk=ten.pk).update(published=school.cycle.published)
    ten.refresh_from_db()
    school.says_yes()
    enrolment = school.enrolment(school.ada)
    for do in (seats.swap, seats.wait):
        with pytest.raises(rules.NotOffered, match="help to lead"):
            do(by=act(school.ada), cycle=ten, enrolment=enrolment, session=hall, now=NOW)
    act(school.organiser)
    with pytest.raises(IntegrityError, match=seating.LEADS), transaction.atomic():
        school.seat(hall, school.ada)
    school.seat(hall, school.ben)


def test_a_seat_that_becomes_free_passes_over_who_leads_then(school):
    ten = school.ten()
    hall = Session.objects.filter(period__cycle=ten).order_by("period__starts_at")[2]
    school.given_out()
    Cycle.objects.filter(pk=ten.pk).update(published=school.cycle.published)
    ten.refresh_from_db()
    enrolment = school.enrolment(school.ada)
    seats.wait(by=act(school.ada), cycle=ten, enrolment=enrolment, session=hall, now=NOW)
    school.says_yes()
    with role(Role.PLACER):
        seats.fill(by=Actor(None, NOW.date()), session_id=hall.pk, now=NOW)
    act(school.organiser)
    assert not Seat.objects.filter(session=hall, pupil=school.ada.pk).exists()


def test_the_engine_is_told_when_pupils_lead_in_this_cycle_and_in_another(school):
    ten = school.ten()
    school.says_yes()
    thursday = list(ten.periods.all())[2]
    instance = instances.instance_of(act(school.organiser), ten)
    away = {each.key: each.away for each in instance.pupils}
    assert away == {str(school.ada.pk): (str(thursday.pk),), str(school.ben.pk): ()}
    art = school.session("Art")
    Session.objects.filter(pk=art.pk).update(year_groups=["7"])
    school.says_yes(school.amina, art)
    instance = instances.instance_of(act(school.organiser), school.cycle)
    assert instance.pupil[str(school.amina.pk)].away == (str(art.period_id),)


def test_places_worked_out_before_a_yes_are_worked_out_again(school):
    art = school.session("Art")
    Session.objects.filter(pk=art.pk).update(year_groups=["7"])
    school.open()
    run = school.solved()
    placed = [
        (pupil, session)
        for pupil in school.pupils
        for session in run.allocation.get(str(pupil.pk), ())
    ]
    pupil, key = placed[0]
    there = Session.objects.get(pk=key)
    with_adult = offering.Offer("Reading", 3, ["reinforce"], school.second.pk, year_groups=["7"])
    offering.offer(by=act(school.organiser), periods=[there.period], offered=with_adult)
    school.says_yes(pupil, school.session("Reading"))
    with pytest.raises(rules.NotReady, match="Work them out again"):
        school.publish(run)
    school.publish(school.solved())


def test_a_cancelled_session_ends_it_and_another_adult_takes_it_over(school):
    row = school.says_yes()
    offer = offering.Offer("Maths again", 3, ["catch_up"], school.lund.pk, "B2")
    offering.change(by=act(school.organiser), session=school.maths, offered=offer)
    assert PeerTutor.objects.visible_to(act(school.lund)).get() == row
    nobody = offering.Offer("Maths again", 3, ["catch_up"], None, "B2")
    with pytest.raises(rules.Taken):
        offering.change(by=act(school.organiser), session=school.maths, offered=nobody)
    seats.cancel(by=act(school.organiser), session=school.maths, words="", now=NOW)
    assert PeerTutor.objects.get().ended_at == NOW


def test_pupils_who_choose_read_the_name_only_after_a_yes(client, school):
    school.open()
    address = f"/choice-time/{school.cycle.pk}/choose/"
    row = school.ask()
    sign_in(client, school.amina)
    assert "Ada Ward" not in client.get(address).text
    school.answer(row, yes=True)
    sign_in(client, school.amina)
    assert "with Ada Ward, year 10" in client.get(address).text
    peers.end(by=act(school.ada), peer=row, now=NOW)
    sign_in(client, school.amina)
    assert "Ada Ward" not in client.get(address).text


def test_nobody_of_another_school_and_nobody_kept_apart_reads_the_name(school):
    school.says_yes()
    act(school.amina)
    assert leading.led_by(school.cycle.pk) == {school.maths.pk: ("Ada Ward", "10")}
    write_as_owner(Block, [Block(actor_id=school.amina.pk, pupil_id=school.ada.pk)])
    act(school.amina)
    assert leading.led_by(school.cycle.pk) == {}
    stranger = type(school.made)("Other School").pupil("Zed Far")
    act(stranger)
    assert leading.led_by(school.cycle.pk) == {}


def test_the_pupil_reads_how_many_came_from_three_up_and_nobody_else_by_this(school):
    school.given_out()
    school.says_yes()
    maths = school.maths
    act(school.organiser)
    Seat.objects.filter(session=maths).update(ended_at=AFTER)
    for number, pupil in enumerate(school.pupils[:3], 1):
        Seat.objects.filter(pupil=pupil.pk, period=maths.period_id).update(ended_at=AFTER)
        school.seat(maths, pupil, number)
    open_ = Seat.objects.filter(session=maths, ended_at=None)
    for came, told in ((["yes", "late", "no"], 0), (["yes", "late", "yes"], 3)):
        act(school.organiser)
        for seat, said in zip(open_.order_by("number"), came, strict=True):
            Seat.objects.filter(pk=seat.pk).update(came=said)
        act(school.ada)
        assert leading.came(maths.pk) == told
        act(school.ben)
        assert leading.came(maths.pk) == 0


def test_a_leader_finds_a_pupil_and_asks_and_the_pupil_answers_on_their_page(client, school):
    address = f"/choice-time/sessions/{school.maths.pk}/peer/"
    sign_in(client, school.okafor)
    assert "Ask a pupil" in client.get("/choice-time/").text
    page = client.get(address, {"name": "ad"}).text
    assert "Ada Ward" in page and "Amina" not in page
    for _ in range(2):
        assert client.post(address, {"pupil": str(school.ada.pk)}).status_code == 302
    assert "is asked" in client.get("/choice-time/").text
    row = PeerTutor.objects.visible_to(act(school.okafor)).get()
    sign_in(client, school.ada)
    page = client.get("/choice-time/").text
    assert "Ann Okafor asks: would you help to lead <b>Maths again</b>" in page
    assert "No is fine, and nobody is told why." in page
    client.post(f"/choice-time/peers/{row.pk}/answer/", {"answer": "perhaps"})
    assert "would you help" in client.get("/choice-time/").text
    client.post(f"/choice-time/peers/{row.pk}/answer/", {"answer": "yes"})
    page = client.get("/choice-time/").text
    assert "You help to lead" in page and "would you help" not in page
    sign_in(client, school.organiser)
    page = client.get(f"/choice-time/sessions/{school.maths.pk}/").text
    assert "with Ada Ward" in page
    sign_in(client, school.lund)
    assert client.get(address).status_code == 404
    assert client.post(f"/choice-time/peers/{row.pk}/end/").status_code == 404


def test_what_a_pupil_helps_to_lead_is_in_their_calendar(school):
    school.given_out()
    row = school.ask()
    assert calendars.sessions_of(act(school.ada)) == []
    school.answer(row, yes=True)
    assert calendars.sessions_of(act(school.ada)) == [school.maths]
    assert school.maths not in calendars.sessions_of(act(school.ben))


def test_whoever_leads_then_is_offered_nothing_at_that_time(client, school):
    school.says_yes()
    school.cycle = school.ten()
    school.open()
    school.publish(school.solved())
    sign_in(client, school.ada)
    page = client.get("/choice-time/").text
    assert "You help to lead Maths again." in page
    free = Seat.objects.visible_to(act(school.ada)).count()
    assert (free, page.count("Find something")) == (2, 0)
