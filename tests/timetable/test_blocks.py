"""A block beats everything: nobody comes to a session led by somebody they are kept apart from."""

import pytest

from beside.access.actor import Actor, role
from beside.access.models import Block
from beside.engine.sessions.instance import Instance
from beside.rights import Role
from beside.timetable import rules
from beside.timetable.actions import choosing, inviting, offering, seats
from beside.timetable.models import Choice, Invite, PeerTutor, Seat, Session, Waiting
from beside.timetable.queries import cycles, lists, places
from beside.timetable.queries import inviting as invited
from tests.access.rows import write_as_owner
from tests.factories import NOW, act, sign_in
from tests.timetable.school import AFTER
from tests.timetable.test_peers import Leading

pytestmark = pytest.mark.django_db
GONE = "not offered any more"


@pytest.fixture
def school() -> Leading:
    """Ms Okafor gives art and maths; Ada of year 10 can help."""
    return Leading()


def block(one, other) -> None:
    write_as_owner(Block, [Block(actor_id=one.pk, pupil_id=other.pk)])


def adult(school) -> None:
    block(school.okafor, school.amina)


def from_adult(school) -> None:
    block(school.amina, school.okafor)


def helper(school) -> None:
    school.says_yes(session=school.session("Art"))
    school.says_yes(school.ben, session=school.maths)
    block(school.ada, school.amina)
    block(school.ben, school.amina)


def from_helper(school) -> None:
    school.says_yes(session=school.session("Art"))
    school.says_yes(school.ben, session=school.maths)
    block(school.amina, school.ada)
    block(school.amina, school.ben)


BLOCKS = pytest.mark.parametrize("blocked", [adult, from_adult, helper, from_helper])


def offered(school, pupil, by=None) -> set[str]:
    act(by or pupil)
    return {each.title for each in cycles.choosable(school.cycle, school.enrolment(pupil), [])}


def listed(school, pupil) -> list[str]:
    actor = act(pupil)
    sessions = cycles.choosable(school.cycle, school.enrolment(pupil), [])
    found = lists.listed(lists.choice_of(actor, school.cycle, pupil.pk), sessions, {})
    return [each.session.title for each in found]


def press(school, do: str, session: Session) -> None:
    choosing.change(
        by=act(school.amina),
        cycle=school.cycle,
        enrolment=school.enrolment(school.amina),
        do=do,
        session=session.pk,
        purpose="",
        now=NOW,
    )


def titles(school, pupil) -> set[str]:
    found = places.open_seats(act(pupil), school.cycle, pupil.pk)
    return {each.session.title for each in found}


def change(school, do, session: Session, pupil=None) -> None:
    pupil = pupil or school.amina
    enrolment = school.enrolment(pupil)
    do(by=act(pupil), cycle=school.cycle, enrolment=enrolment, session=session, now=AFTER)


def given_out(school) -> None:
    """Everybody but Amina ranks art and maths; she ranks music and study, and sits elsewhere."""
    school.open()
    for pupil in school.pupils[1:]:
        school.rank(pupil, school.session("Art"), school.maths)
    school.rank(school.amina, school.session("Walk"), school.session("Study", 1))
    school.publish(school.solved())
    assert titles(school, school.amina) == {"Walk", "Study"}


def empty(session: Session) -> None:
    """As if everybody had gone somewhere else."""
    with role(Role.PLACER):
        Seat.objects.filter(session=session, ended_at=None).update(ended_at=AFTER)


@BLOCKS
def test_there_is_no_such_session_for_the_pupil_or_who_chooses_with_them(school, blocked):
    school.open()
    everything = offered(school, school.amina)
    assert everything == {"Art", "Music", "Walk", "Maths again", "Study"}
    blocked(school)
    assert offered(school, school.amina) == everything - {"Art", "Maths again"}
    for with_her in (school.tutor, school.head_of_year):
        assert offered(school, school.amina, by=with_her) == everything - {"Art", "Maths again"}
    assert offered(school, school.leo) == everything
    with pytest.raises(rules.NotOffered, match=GONE):
        press(school, "add", school.session("Art"))
    with pytest.raises(rules.NotOffered, match=GONE):
        school.rank(school.amina, school.maths, by=school.tutor)
    school.rank(school.leo, school.session("Art"))


@BLOCKS
def test_a_page_shows_nothing_of_it(client, school, blocked):
    school.open()
    school.rank(school.amina, school.session("Art"), school.session("Walk"))
    blocked(school)
    address = f"/choice-time/{school.cycle.pk}/choose/"
    with_her = f"/choice-time/{school.cycle.pk}/with/{school.amina.pk}/"
    for who, path in ((school.amina, address), (school.tutor, with_her)):
        sign_in(client, who)
        page = client.get(path).text
        assert "Walk" in page and "Music" in page
        assert str(school.session("Art").pk) not in page
        assert str(school.maths.pk) not in page
        assert "Okafor" not in page and "Ada Ward" not in page
    key = str(school.maths.pk)
    sign_in(client, school.amina)
    pressed = client.post(address, {"add": key}, headers={"HX-Request": "true"}).text
    assert GONE in pressed and key not in pressed


def test_what_was_on_the_list_is_unseen_and_a_press_passes_over_it(school):
    school.open()
    walk, music = school.session("Walk"), school.session("Music")
    school.rank(school.amina, walk, school.session("Art"), music)
    adult(school)
    assert listed(school, school.amina) == ["Walk", "Music"]
    press(school, "up", music)
    assert listed(school, school.amina) == ["Music", "Walk"]
    with pytest.raises(rules.NotOffered, match=GONE):
        press(school, "purpose", school.session("Art"))
    press(school, "drop", walk)
    assert listed(school, school.amina) == ["Music"]


@BLOCKS
def test_places_are_given_out_as_if_there_were_no_such_session(school, blocked):
    school.open()
    art = school.session("Art")
    school.rank(school.amina, art, school.session("Music"))
    invite = Invite(
        school=school.made.school,
        session=school.maths,
        pupil_id=school.amina.pk,
        by_id=school.lund.pk,
        is_required=True,
        at=NOW,
    )
    act(school.lund)
    Invite.objects.bulk_create([invite])
    blocked(school)
    run = school.solved()
    instance = Instance.from_json(run.instance)
    key = str(school.amina.pk)
    assert [(w.session, w.rank) for w in instance.of_pupil[key]] == [
        (str(school.session("Music").pk), 1)
    ]
    assert set(instance.pupil[key].blocked) == {str(art.pk), str(school.maths.pk)}
    assert not any(each.blocked for each in instance.pupils if each.key != key)
    school.publish(run)
    assert titles(school, school.amina) == {"Music", "Study"}
    reasons = lists.reasons(act(school.amina), school.cycle, school.amina.pk)
    assert len(reasons) == 1 and "Music" in reasons[0]


@BLOCKS
def test_an_open_place_is_in_another_session(school, blocked):
    Session.objects.filter(pk__in=[school.maths.pk, school.session("Art").pk]).update(is_open=True)
    Session.objects.filter(title="Study").update(seats=1)
    school.open()
    blocked(school)
    school.publish(school.solved())
    assert titles(school, school.amina).isdisjoint({"Art", "Maths again"})
    others = set().union(*(titles(school, each) for each in school.pupils[1:]))
    assert {"Art", "Maths again"} <= others


@BLOCKS
def test_places_worked_out_before_are_worked_out_again(school, blocked):
    school.open()
    school.rank(school.amina, school.session("Art"), school.maths)
    run = school.solved()
    blocked(school)
    with pytest.raises(rules.NotReady, match="Something has changed"):
        school.publish(run)
    school.publish(school.solved())
    assert titles(school, school.amina).isdisjoint({"Art", "Maths again"})


@BLOCKS
def test_nobody_swaps_or_waits_for_it(school, blocked):
    given_out(school)
    art = school.session("Art")
    inside = next(p for p in school.pupils if "Art" in titles(school, p))
    empty(art)
    blocked(school)
    enrolment = school.enrolment(school.amina)
    found = lists.options(act(school.amina), school.cycle, enrolment, art.period, {})
    assert {each.session.title for each in found} == {"Music"}
    for do in (seats.swap, seats.wait):
        with pytest.raises(rules.NotOffered, match=GONE):
            change(school, do, art)
    assert titles(school, school.amina) == {"Walk", "Study"}
    assert not Waiting.objects.visible_to(act(school.amina)).exists()
    change(school, seats.swap, art, inside)
    assert "Art" in titles(school, inside)


@BLOCKS
def test_a_seat_that_becomes_free_passes_over_who_may_not_come(school, blocked):
    given_out(school)
    art = school.session("Art")
    outside = next(p for p in school.pupils[1:] if "Art" not in titles(school, p))
    change(school, seats.wait, art)
    row = Waiting.objects.visible_to(act(school.amina)).get()
    blocked(school)
    empty(art)
    with role(Role.PLACER):
        Seat.objects.filter(pupil=outside.pk, ended_at=None).update(ended_at=AFTER)
    change(school, seats.wait, art, outside)
    with role(Role.PLACER):
        seats.fill(by=Actor(None, NOW.date()), session_id=art.pk, now=AFTER)
    assert "Art" in titles(school, outside)
    assert titles(school, school.amina) == {"Walk", "Study"}
    row.refresh_from_db()
    assert row.ended_at is not None


@BLOCKS
def test_who_is_placed_anew_is_placed_somewhere_else(school, blocked):
    given_out(school)
    art, walk = school.session("Art"), school.session("Walk")
    with role(Role.PLACER):
        wishes = [
            {"session": str(each.pk), "purpose": ""} for each in (art, school.session("Music"))
        ]
        Choice.objects.filter(pupil=school.amina.pk).update(wishes=wishes)
    empty(art)
    blocked(school)
    seats.cancel(by=act(school.organiser), session=walk, words="", now=AFTER)
    assert titles(school, school.amina) == {"Music", "Study"}


def invite(school, pupil, session, by=None) -> None:
    inviting.invite(
        by=act(by or school.lund),
        cycle=school.cycle,
        session=session,
        pupil=pupil.pk,
        words="",
        is_required=False,
        now=NOW,
    )


@BLOCKS
def test_nobody_is_invited_and_an_invitation_from_before_is_unseen(client, school, blocked):
    school.open()
    art = school.session("Art")

    invite(school, school.amina, school.maths)
    blocked(school)
    invite(school, school.amina, art)
    invite(school, school.amina, school.session("Music"))
    invite(school, school.leo, art)
    found = invited.to_pupil(act(school.amina), school.cycle, school.amina.pk)
    assert [each.session.title for each in found] == ["Music"]
    sign_in(client, school.lund)
    form = {"pupil": str(school.amina.pk), "session": str(art.pk)}
    page = client.post(f"/choice-time/{school.cycle.pk}/invite/", form)
    assert page.status_code == 302
    found = invited.to_pupil(act(school.amina), school.cycle, school.amina.pk)
    assert [each.session.title for each in found] == ["Music"]


@pytest.mark.parametrize("turned", [False, True])
def test_nobody_comes_to_lead_where_somebody_sits_they_are_kept_apart_from(school, turned):
    given_out(school)
    pair = (school.second, school.amina)
    block(*reversed(pair) if turned else pair)
    walk, art = school.session("Walk"), school.session("Art")
    offer = offering.Offer("Walk", 2, ["reinforce"], school.second.pk)
    with pytest.raises(rules.Taken, match="This adult cannot lead"):
        offering.change(by=act(school.organiser), session=walk, offered=offer)
    walk.refresh_from_db()
    assert walk.leader_id is None
    offer = offering.Offer("Art", 2, ["stretch"], school.second.pk, "A1")
    offering.change(by=act(school.organiser), session=art, offered=offer)
    empty(walk)
    offer = offering.Offer("Walk", 2, ["reinforce"], school.lund.pk)
    Session.objects.filter(pk=school.session("Music").pk).update(leader=None)
    offering.change(by=act(school.organiser), session=walk, offered=offer)


def test_a_session_that_was_led_so_before_the_block_can_be_changed(school):
    school.given_out()
    inside = next(p for p in school.pupils if "Art" in titles(school, p))
    block(school.okafor, inside)
    offer = offering.Offer("Art and clay", 2, ["stretch"], school.okafor.pk, "A1")
    offering.change(by=act(school.organiser), session=school.session("Art"), offered=offer)


@pytest.mark.parametrize("turned", [False, True])
def test_nobody_helps_where_somebody_sits_they_are_kept_apart_from(school, turned):
    given_out(school)
    inside = next(p for p in school.pupils if "Art" in titles(school, p))
    art, pair = school.session("Art"), (school.ada, inside)
    block(*reversed(pair) if turned else pair)
    for by in (school.okafor, school.organiser):
        with pytest.raises(rules.NotAsked, match="cannot be asked for this session"):
            school.ask(by=by, session=art)
    school.ask(school.ben, session=art)


def test_a_yes_comes_too_late_where_somebody_sits_meanwhile(school):
    given_out(school)
    art = school.session("Art")
    row = school.ask(session=art)
    inside = next(p for p in school.pupils if "Art" in titles(school, p))
    block(school.ada, inside)
    school.answer(row, yes=True)
    row.refresh_from_db()
    assert (row.answer, row.ended_at is None) == ("", False)
    act(school.organiser)
    assert not PeerTutor.objects.filter(answer="yes").exists()


@pytest.mark.parametrize("turned", [False, True])
def test_a_block_that_holds_already_ends_what_it_forbids(school, turned):
    given_out(school)
    inside = next(p for p in school.pupils if "Art" in titles(school, p))
    others = {p: titles(school, p) for p in school.pupils if p != inside}
    pair = (school.okafor, inside)
    block(*reversed(pair) if turned else pair)
    assert titles(school, inside).isdisjoint({"Art", "Maths again"})
    assert {p: titles(school, p) for p in school.pupils if p != inside} == others


def test_a_block_ends_notes_and_invitations_of_whom_it_is_of(school):
    school.open()
    for by in (school.okafor, school.lund):
        inviting.write_note(
            by=act(by), cycle=school.cycle, pupil=school.amina.pk, words="Think of it.", now=NOW
        )
    invite(school, school.amina, school.session("Music"), school.okafor)
    invite(school, school.leo, school.session("Music"), school.okafor)
    block(school.okafor, school.amina)
    notes = [
        invited.note_by_me(act(by), school.cycle, school.amina.pk)
        for by in (school.okafor, school.lund)
    ]
    assert [each is None or each.status == "withdrawn" for each in notes] == [True, False]
    assert invited.to_pupil(act(school.tutor), school.cycle, school.amina.pk) == []
    assert len(invited.to_pupil(act(school.tutor), school.cycle, school.leo.pk)) == 1
