"""Blocks: one person writes, two lift; what they end, and what nobody learns of them."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from beside.access.actor import Actor, role
from beside.access.locks import reached
from beside.access.models import Block
from beside.enrichment.models import Member, TeamPage
from beside.rights import Basis, Role
from beside.safeguarding import jobs
from beside.safeguarding.actions import blocks as actions
from beside.safeguarding.rules import blocks as rules
from beside.schools.due import due
from beside.ties.actions import family_mail
from beside.ties.models import Approach, Commitment, Mentoring, Respondent
from beside.timetable.models import Invite, PeerTutor, Period, Seat
from tests.factories import NOW, TODAY, act, sign_in
from tests.test_urls import Place, places  # noqa: F401

pytestmark = pytest.mark.django_db

ME, ONE, OTHER = (uuid.UUID(int=n) for n in (1, 2, 3))
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({}, ""),
        ({"starts": YESTERDAY}, ""),
        ({"ends": TOMORROW}, ""),
        ({"ends": TODAY}, "last day"),
        ({"starts": TOMORROW, "ends": TOMORROW}, "last day"),
        ({"pupil": ONE}, "two different"),
        ({"actor": ME}, "about yourself"),
        ({"pupil": ME}, "about yourself"),
    ],
)
def test_what_may_be_written(given, refused):
    asked = {"by": ME, "actor": ONE, "pupil": OTHER, "starts": TODAY, "ends": None, "on": TODAY}
    if not refused:
        rules.check_write(**asked | given)
        return
    with pytest.raises(rules.CannotBlock, match=refused):
        rules.check_write(**asked | given)


@pytest.mark.parametrize(
    ("ends", "asked_by", "refused"),
    [
        (None, ONE, ""),
        (TOMORROW, ONE, ""),
        (None, ME, "Another lead"),
        (None, None, "Nobody has asked"),
        (TODAY, ONE, "is over"),
    ],
)
def test_who_may_lift(ends, asked_by, refused):
    if not refused:
        rules.check_lift(by=ME, ends=ends, asked_by=asked_by, on=TODAY)
        return
    with pytest.raises(rules.CannotLift, match=refused):
        rules.check_lift(by=ME, ends=ends, asked_by=asked_by, on=TODAY)


def test_on_somebodys_word_alone_the_order_is_due_in_five_days():
    assert rules.due_on(ground="told", on=TODAY) == TODAY + timedelta(days=5)
    assert rules.due_on(ground="order", on=TODAY) is None


@pytest.fixture
def here(places) -> Place:  # noqa: F811
    here, _there = places
    here.people["head"] = here.small.adult("Ruth Head", "head")
    here.small.settle()
    return here


def write(here: Place, actor, pupil, by: str = "safeguarding_lead", **more) -> Block:
    values = {"ground": "order", "reason": "Order 7", "starts": TODAY} | more
    between = actions.Between(actor=actor.pk, pupil=pupil.pk, **values)
    return actions.write(by=act(here.people[by]), between=between, now=NOW)


def of_pupil(here: Place):
    """The blocks of the pupil, as far as the database shows them to whoever acts."""
    return Block.objects.filter(pupil=here.people["pupil"].pk)


def open_rows(here: Place) -> dict[str, int]:
    """How many rows put the pupil and the member of staff together still."""
    pupil, staff = here.people["pupil"], here.people["staff"]
    two = {"pupil": pupil.pk, "ended_at": None}
    with role(Role.ROLL):
        found = {
            "commitment": Commitment.objects.filter(adult=staff.pk, pupil=pupil.pk, ends=None),
            "approach": Approach.objects.filter(adult=staff.pk, pupil=pupil.pk, ends=None),
            "mentoring": Mentoring.objects.filter(
                pupil=pupil.pk, looked_after_by=staff.pk, ends=None
            ),
        }
        counts = {name: rows.count() for name, rows in found.items()}
    with role(Role.PLACER):
        found = {
            "seat": Seat.objects.filter(leader=staff.pk, **two),
            "invite": Invite.objects.filter(by=staff.pk, **two),
            "peer": PeerTutor.objects.filter(leader=staff.pk, **two),
            "helper": Member.objects.filter(helper=staff.pk, **two),
            "page": TeamPage.objects.filter(helper=staff.pk),
        }
        return counts | {name: rows.count() for name, rows in found.items()}


def test_what_was_open_between_the_two_ends_at_once(here):
    coming = NOW + timedelta(days=1)
    act(here.people["organiser"])
    period = Period.objects.filter(pk=here.ids["period"])
    period.update(starts_at=coming, ends_at=coming + timedelta(hours=1))
    assert set(open_rows(here).values()) == {1}
    write(here, here.people["staff"], here.people["pupil"])
    assert set(open_rows(here).values()) == {0}


def test_a_block_that_begins_later_ends_it_on_its_day(here, monkeypatch):
    write(here, here.people["staff"], here.people["pupil"], starts=TOMORROW)
    jobs.begin_blocks(timestamp=0)
    assert open_rows(here)["commitment"] == 1
    monkeypatch.setenv("BESIDE_NOW", (NOW + timedelta(days=1)).isoformat())
    jobs.begin_blocks(timestamp=0)
    assert open_rows(here)["commitment"] == 0
    act(here.people["safeguarding_lead"])
    assert of_pupil(here).get().begun_on == TOMORROW
    jobs.begin_blocks(timestamp=0)


def test_one_writes_and_two_lift(here):
    block = write(here, here.people["parent"], here.people["pupil"])
    lead, head = here.people["safeguarding_lead"], here.people["head"]
    with pytest.raises(rules.CannotLift):
        actions.lift(by=act(head), block=block, now=NOW)
    actions.ask_to_lift(by=act(lead), block=block, words="The order is over", now=NOW)
    with pytest.raises(rules.CannotLift):
        actions.lift(by=act(lead), block=block, now=NOW)
    assert not sees_child(here)
    actions.lift(by=act(head), block=block, now=NOW)
    act(head)
    block = of_pupil(here).get()
    assert (block.ends, block.lifted_by_id, block.lift_asked_by_id) == (TODAY, head.pk, lead.pk)
    assert sees_child(here)


def sees_child(here: Place) -> bool:
    act(here.people["parent"])
    return reached((Basis.CARER,)).filter(pk=here.people["pupil"].pk).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"ends": TODAY},
        {"ends": TODAY, "lifted_by": "safeguarding_lead"},
        {"ends": TODAY, "lifted_by": "safeguarding_lead", "lift_asked_by": "head"},
        {"lift_asked_by": "head"},
        {"starts": TOMORROW},
        {"pupil": "parent"},
        {"actor": "office"},
    ],
)
def test_the_database_lets_nobody_lift_it_alone(here, values):
    write(here, here.people["staff"], here.people["pupil"])
    act(here.people["safeguarding_lead"])
    changed = {name: getattr(here.people.get(value), "pk", value) for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        of_pupil(here).update(**changed)


def test_the_order_is_due_where_it_was_not_seen(here):
    block = write(here, here.people["parent"], here.people["pupil"], ground="told")
    lead = here.people["safeguarding_lead"]
    assert "order" in [each.kind for each in due(by_day=block.due_on, owners=[lead.pk])]
    actions.order_seen(by=act(lead), block=block)
    left = due(by_day=TODAY + timedelta(days=9), owners=[lead.pk])
    assert "order" not in [each.kind for each in left]


def test_nobody_but_leads_and_head_reads_that_there_is_a_block(here):
    write(here, here.people["staff"], here.people["pupil"])
    for who, person in here.people.items():
        actor = act(person)
        told = of_pupil(here).filter(pk__in=Block.objects.visible_to(actor)).count()
        assert told == of_pupil(here).count() == (who in ("safeguarding_lead", "head")), who


def test_the_page_writes_and_lifts_and_another_person_says_yes(here):
    lead, head, client = here.people["safeguarding_lead"], here.people["head"], Client()
    sign_in(client, lead)
    typed = {"who": "staff hill", "whom": "isla", "ground": "order", "starts": TODAY.isoformat()}
    found = client.post(reverse("blocks"), typed | {"reason": "Order 7"})
    assert found.status_code == 200
    assert str(here.people["staff"].pk) in found.content.decode()
    two = {"actor": here.people["staff"].pk, "pupil": here.people["pupil"].pk}
    assert client.post(reverse("blocks"), typed | two | {"reason": "Order 7"}).status_code == 302
    act(lead)
    block = of_pupil(here).get()
    change = reverse("block_change", args=[block.pk])
    client.post(change, {"do": "ask", "words": "It is over"})
    client.post(change, {"do": "lift"})
    act(lead)
    assert of_pupil(here).get().ends is None
    other = Client()
    sign_in(other, head)
    assert "Yes, lift it" in other.get(reverse("blocks")).content.decode()
    other.post(change, {"do": "lift"})
    act(head)
    assert of_pupil(here).get().ends == TODAY


def test_somebody_who_was_not_found_cannot_be_chosen(here, places):  # noqa: F811
    client = Client()
    sign_in(client, here.people["safeguarding_lead"])
    typed = {"who": "staff", "whom": "isla", "ground": "order", "starts": TODAY.isoformat()}
    elsewhere = places[1].people
    for two in (
        {"actor": elsewhere["staff"].pk, "pupil": here.people["pupil"].pk},
        {"actor": here.people["staff"].pk, "pupil": elsewhere["pupil"].pk},
        {"actor": here.people["staff"].pk, "pupil": here.people["staff"].pk},
    ):
        assert client.post(reverse("blocks"), typed | two).status_code == 200
    act(here.people["safeguarding_lead"])
    assert not of_pupil(here).exists()


REASON = "Order 7 of the family court"


def test_the_refusal_is_the_same_for_everybody_and_tells_nothing(here):
    reid, colleague = here.people["head_of_year"], here.people["colleague"]
    write(here, colleague, here.people["pupil"], reason=REASON)
    client = Client()
    sign_in(client, reid)
    pupil = here.people["pupil"].pk
    answers = [
        client.post(reverse("commit", args=[pupil]), {"adult": colleague.pk}),
        client.post(reverse("hand_over", args=[here.ids["commitment"]]), {"to": colleague.pk}),
    ]
    for answer in answers:
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "cannot be put together" in text
        assert REASON not in text
    with role(Role.ROLL):
        assert not Commitment.objects.filter(adult=colleague.pk).exists()
        assert Commitment.objects.filter(adult=here.people["staff"].pk, ends=None).exists()


@pytest.mark.parametrize("who", ["parent", "pupil_of_another", "community"])
def test_nobody_is_put_beside_a_pupil_who_may_not_be(here, who):
    people = {
        "parent": here.people["parent"],
        "pupil_of_another": here.small.pupil("Sam Vance"),
        "community": here.small.adult("Gus Gardener", "community"),
    }
    here.small.settle()
    client = Client()
    sign_in(client, here.people["head_of_year"])
    made = client.post(reverse("commit", args=[here.people["pupil"].pk]), {"adult": people[who].pk})
    assert made.status_code == 422
    handed = client.post(
        reverse("hand_over", args=[here.ids["commitment"]]), {"to": people[who].pk}
    )
    assert handed.status_code in (200, 422)
    with role(Role.ROLL):
        assert not Commitment.objects.filter(adult=people[who].pk).exists()


def test_a_blocked_carer_is_sent_no_letter_and_no_mail(here):
    with role(Role.ROLL):
        type(here.people["parent"]).objects.filter(pk=here.people["parent"].pk).update(
            email="rachel@example.org"
        )
        Respondent.objects.create(
            round=here.round, person_id=here.people["parent"].pk, question="carer_staff"
        )
    write(here, here.people["parent"], here.people["pupil"])
    with role(Role.ROLL):
        sent = family_mail.send_links(
            by=Actor(None, TODAY),
            round_=here.round,
            numbers={here.people["parent"].pk: 1},
            language="en",
            address="https://beside.example/family/",
        )
    assert sent == 0
