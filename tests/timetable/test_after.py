"""What comes after something else is for who has done that, or whom somebody invites."""

from datetime import timedelta

import pytest

from beside.timetable import rules
from beside.timetable.actions import inviting, offering, seats
from beside.timetable.models import Cycle, Seat, Session
from beside.timetable.queries import before, cycles, instances, lists
from tests.factories import act, sign_in
from tests.timetable.school import Choosing

pytestmark = pytest.mark.django_db
# Past the end of the first cycle, before the second.
LATER = timedelta(days=10)


class Following(Choosing):
    """A second cycle in which Glaze comes after Art; two pupils were in Art, one of them away."""

    def __init__(self):
        super().__init__()
        self.before = self.cycle
        self.ranked()
        self.given_out()
        in_art = Seat.objects.visible_to(act(self.organiser)).filter(session=self.session("Art"))
        self.was_there, self.was_away = (each.pupil_id for each in in_art)
        in_art.filter(pupil=self.was_away).update(came=Seat.Came.NO)
        self.cycle = self._again()
        self.glaze = self._glaze()
        offering.open_choosing(by=act(self.organiser), cycle=self.cycle, now=self.opens)
        self.cycle.refresh_from_db()

    @property
    def opens(self):
        return self.cycle.closes_at - timedelta(days=1)

    def _again(self) -> Cycle:
        days = self.before.first_day + timedelta(days=14)
        return offering.plan_again(
            by=act(self.organiser), cycle=self.before, name="January", first_day=days
        )

    def _glaze(self) -> Session:
        period = self.cycle.periods.all()[2]
        offered = offering.Offer("Glaze", 4, ["stretch"], self.lund.pk, "A1", after="Art")
        offering.offer(by=act(self.organiser), periods=[period], offered=offered)
        return cycles.sessions_of(self.cycle).get(title="Glaze")


@pytest.fixture
def school(monkeypatch) -> Following:
    made = Following()
    monkeypatch.setenv("BESIDE_NOW", made.opens.isoformat())
    return made


def _person(school, pk):
    return next(each for each in school.pupils if each.pk == pk)


def _others(school):
    return [each for each in school.pupils if each.pk not in (school.was_there, school.was_away)]


def test_who_was_there_may_choose_it_and_nobody_else(client, school):
    sign_in(client, _person(school, school.was_there))
    page = client.get(f"/choice-time/{school.cycle.pk}/choose/").text
    assert "Comes after Art." in page and f"add-{school.glaze.pk}" in page
    for pupil in (_person(school, school.was_away), _others(school)[0]):
        sign_in(client, pupil)
        address = f"/choice-time/{school.cycle.pk}/choose/"
        page = client.get(address).text
        assert "For those who did that first." in page and f"add-{school.glaze.pk}" not in page
        sent = client.post(address, {"add": str(school.glaze.pk)})
        assert sent.status_code == 409 and "This one comes after Art." in sent.text


def test_whoever_leads_it_can_invite_somebody(client, school):
    pupil = _others(school)[0]
    inviting.invite(
        by=act(school.lund),
        cycle=school.cycle,
        session=school.glaze,
        pupil=pupil.pk,
        words="",
        is_required=False,
        now=school.opens,
    )
    sign_in(client, pupil)
    sent = client.post(f"/choice-time/{school.cycle.pk}/choose/", {"add": str(school.glaze.pk)})
    assert sent.status_code == 302


def test_the_engine_is_told_who_has_done_it(school):
    instance = instances.instance_of(act(school.organiser), school.cycle)
    done = {each.key for each in instance.pupils if each.done == ("Art",)}
    assert done == {str(school.was_there)}
    assert instance.session[str(school.glaze.pk)].after == "Art"
    may = [each for each in instance.pupils if instance.session[str(school.glaze.pk)].follows(each)]
    assert [each.key for each in may] == [str(school.was_there)]


def test_it_is_no_way_out_of_a_place_either(school):
    pupil = _others(school)[0]
    enrolment = school.enrolment(pupil)
    by, period = act(pupil), school.glaze.period
    found = lists.options(by, school.cycle, enrolment, period, {})
    assert "Glaze" not in {each.session.title for each in found}
    Cycle.objects.filter(pk=school.cycle.pk).update(published=school.before.published_id)
    school.cycle.refresh_from_db()
    for do in (seats.swap, seats.wait):
        with pytest.raises(rules.NotOffered, match="comes after Art"):
            do(
                by=act(pupil),
                cycle=school.cycle,
                enrolment=enrolment,
                session=school.glaze,
                now=school.opens,
            )


def test_nothing_is_asked_where_nothing_comes_before(school, django_assert_num_queries):
    by = act(school.organiser)
    with django_assert_num_queries(0):
        assert before.done(by, school.cycle, [""]) == {}


def test_a_session_that_is_open_to_all_comes_after_nothing(client, school):
    sign_in(client, school.organiser)
    period = school.cycle.periods.all()[0]
    said = {"title": "Hall", "seats": "9", "is_open": "on", "after": "Art", "periods": [period.pk]}
    page = client.post(f"/choice-time/{school.cycle.pk}/sessions/new/", said)
    assert page.status_code == 422
    assert "Nobody can be given a place here" in page.text
