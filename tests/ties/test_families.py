"""Families: a link that opening never spends, and what a carer’s answer does."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from beside.access.actor import as_browser, role
from beside.access.models import Block
from beside.rights import Role
from beside.ties.actions import rounds
from beside.ties.models import (
    CarerLink,
    Draft,
    Nomination,
    Respondent,
    Response,
    State,
)
from beside.ties.queries import families as queries
from tests.access.rows import write_as_owner
from tests.factories import NOW, Small, act
from tests.ties.homes import Homes, say, send, tell_nobody, text
from tests.tries import use_up

pytestmark = pytest.mark.django_db


def test_opening_a_link_five_times_does_not_spend_it_and_sending_does():
    homes = Homes()
    path = reverse("family", args=[homes.code(homes.tom)])
    for _each in range(5):
        tell_nobody()
        page = Client().get(path, follow=True)
        assert page.status_code == 200
        assert "Isla" not in text(page)
    client = homes.open(homes.tom)
    say(client, "beside-1", beside="yes")
    assert send(client) == reverse("family_sent")
    tell_nobody()
    again = Client().get(path, follow=True)
    assert "Your answer was sent" in text(again)
    assert Client().post(path).status_code == 200
    act(homes.lead)
    assert CarerLink.objects.get(carer=homes.tom.pk).spent_at


def test_sent_twice_is_sent_once():
    homes = Homes()
    client = homes.open(homes.tom)
    say(client, "talk", words="The lady at the gate")
    say(client, "beside-1", beside="yes")
    assert [send(client), send(client)] == [reverse("family_sent")] * 2
    act(homes.tom)
    assert Nomination.objects.count() == 1
    assert Response.objects.filter(question="talk_words").get().value == "The lady at the gate"
    with role(Role.ROLL):
        assert Respondent.objects.get(person=homes.tom.pk, question="carer_staff").answered


def test_after_a_new_link_what_is_taken_back_is_a_no():
    homes = Homes()
    client = homes.open(homes.tom)
    say(client, "beside-1", beside="yes")
    client.post(reverse("family_screen", args=["talk"]), {"add": str(homes.ann.pk)})
    send(client)
    homes.code(homes.tom, anew=True)
    client = homes.open(homes.tom)
    client.post(reverse("family_screen", args=["talk"]), {"off": "p1"})
    say(client, "beside-1", beside="not_now")
    send(client)
    act(homes.tom)
    assert {n.alter_id: n.answer for n in Nomination.objects.all()} == {
        homes.ann.pk: False,
        homes.isla.pk: False,
    }


def test_a_block_that_comes_later_takes_the_child_off_the_form():
    homes = Homes()
    client = homes.open(homes.rachel)
    write_as_owner(Block, [Block(actor_id=homes.rachel.pk, pupil_id=homes.leo.pk)])
    assert client.get(reverse("family_screen", args=["could-2"])).status_code == 404
    assert "Leo" not in text(client.get(reverse("family_check")))
    say(client, "beside-1", beside="yes")
    send(client)
    act(homes.rachel)
    assert [n.alter_id for n in Nomination.objects.all()] == [homes.isla.pk]


def test_a_carer_of_two_is_asked_about_one_after_the_other():
    homes = Homes()
    page = homes.letters(queries.NO_GROUP, print="1", carer=[homes.rachel.pk])
    assert "This letter is about Leo, Isla." in page
    client = homes.open(homes.rachel)
    first = text(client.get(reverse("family_screen", args=["beside-1"])))
    second = text(client.get(reverse("family_screen", args=["beside-2"])))
    assert "Question 2 of 9" in first
    assert "Are you beside Leo?" in first
    assert "Are you beside Isla?" in second
    say(client, "others-1", **{"words-1": "Nana", "relation-1": "grandparent"})
    say(client, "learning-2", tick=["cook", "nonsense"], words="Bike repair")
    send(client)
    act(homes.rachel)
    kept = {(r.about_id, r.question): r.value for r in Response.objects.all() if r.value}
    assert kept == {
        (homes.leo.pk, "others"): "grandparent: Nana",
        (homes.isla.pk, "learning"): "cook",
        (homes.isla.pk, "learning_words"): "Bike repair",
    }
    with role(Role.ROLL):
        assert not Nomination.objects.exists(), "left out is not a no"


def test_only_those_who_work_at_the_school_can_be_found_and_put_down():
    homes = Homes()
    other = Small("Dale", homes.made.federation)
    stranger = other.adult("Ann Stranger")
    other.settle()
    client = homes.open(homes.tom)
    found = client.get(reverse("family_find"), {"typed": "an"}).content.decode()
    assert "Ann Okafor" in found
    assert "Stranger" not in found
    assert "Isla" not in client.get(reverse("family_find"), {"typed": "isl"}).content.decode()
    add = reverse("family_screen", args=["talk"])
    for nobody in (stranger.pk, homes.isla.pk, homes.omar.pk, homes.tom.pk, "x"):
        assert client.post(add, {"add": str(nobody)}).status_code == 422
    assert client.post(add, {"add": str(homes.ann.pk)}).status_code == 302
    assert "Ann Okafor" in text(client.get(add))


def test_what_was_put_down_is_there_when_they_come_back():
    homes = Homes()
    client = homes.open(homes.tom)
    say(client, "beside-1", beside="not_now")
    say(client, "others-1", **{"words-2": "Nana", "relation-2": "grandparent"})
    say(client, "learning-1", tick=["read", "cook"], words="Bread")
    say(client, "could-1", tutor="1")
    found = {
        kind: client.get(reverse("family_screen", args=[f"{kind}-1"])).content.decode()
        for kind in ("beside", "others", "learning", "could")
    }
    checked = {kind: re.findall(r'value="(\w+)"\s+checked', page) for kind, page in found.items()}
    assert checked == {
        "beside": ["not_now"],
        "others": [],
        "learning": ["cook", "read"],
        "could": ["1"],
    }
    assert 'value="Nana"' in found["others"]
    assert 'value="grandparent" selected' in found["others"]
    assert ">Bread</textarea>" in found["learning"]


def test_too_long_is_refused_and_what_was_typed_stays():
    homes = Homes()
    client = homes.open(homes.tom)
    path = reverse("family_screen", args=["learning-1"])
    page = client.post(path, {"next": "1", "words": "long " * 80, "tick": ["cook"]})
    assert page.status_code == 422
    assert "Use fewer words" in text(page)
    assert "long long" in page.content.decode()


def test_a_survey_that_closes_meanwhile_says_so_and_keeps_the_draft():
    homes = Homes()
    client = homes.open(homes.tom)
    say(client, "beside-1", beside="yes")
    rounds.end_asking(by=act(homes.lead), round_=homes.round, now=NOW)
    refused = client.post(reverse("family_send"))
    assert refused.status_code == 409
    assert "Nothing more can be sent" in text(refused)
    assert (
        client.post(
            reverse("family_screen", args=["could-1"]), {"keep": "1", "tick": ["meet"]}
        ).status_code
        == 204
    )
    assert "is kept" in text(client.get(reverse("family_check")))
    tell_nobody()
    assert "Nothing more" in text(
        Client().get(reverse("family", args=[homes.code(homes.tom)]), follow=True)
    )
    act(homes.tom)
    assert not Draft.objects.exists()
    with as_browser(f"{client.cookies['beside_form'].value}-1"):
        assert Draft.objects.get().answers["about"][str(homes.isla.pk)]["beside"] == "yes"
    assert not Nomination.objects.exists()


def test_wrong_codes_are_counted_and_right_ones_are_not():
    homes = Homes()
    code = homes.code(homes.tom)
    tell_nobody()
    client = Client()
    assert client.get(reverse("family", args=["AAAABBBBCCCC"]), follow=True).status_code == 422
    assert client.get(reverse("family", args=[code]), follow=True).status_code == 200
    use_up("family")
    assert client.get(reverse("family", args=["AAAABBBBCCCC"]), follow=True).status_code == 429
    assert client.get(reverse("family", args=[code]), follow=True).status_code == 429
    assert (
        Client(REMOTE_ADDR="10.1.1.1").get(reverse("family", args=[code]), follow=True).status_code
        == 200
    )


def test_the_link_opens_its_form_and_nothing_else():
    homes = Homes()
    client = homes.open(homes.tom)
    for name in ("home", "rounds", "who_looked", "search"):
        assert client.get(reverse(name))["Location"] == "/family/"
    assert client.get(reverse("pupil", args=[homes.isla.pk]))["Location"] == "/family/"


@pytest.mark.parametrize(
    ("pupil_says", "carer_says", "state"),
    [
        (True, "yes", "both"),
        (True, None, "pupil_only"),
        (False, "yes", "adult_only"),
        (True, "not_now", "pupil_only"),
    ],
)
def test_the_need_family_holds_both_sides(pupil_says, carer_says, state):
    homes = Homes()
    with role(Role.ROLL):
        Respondent.objects.filter(person=homes.isla.pk, question="family").update(answered=True)
    if pupil_says:
        homes.made.names(homes.round, homes.isla, homes.tom, "family")
    if carer_says:
        client = homes.open(homes.tom)
        say(client, "beside-1", beside=carer_says)
        send(client)
    else:
        homes.made.reckon(homes.round)
    assert homes.exact(homes.isla) == state
    with role(Role.MEASURE):
        shown = State.objects.get(round=homes.round, pupil=homes.isla.pk, need="family").state
    assert shown == ("pupil_only" if state == "pupil_only" else "someone")


def test_no_one_at_school_reads_what_a_carer_says_but_the_tutor_what_was_ticked():
    homes = Homes()
    client = homes.open(homes.tom)
    say(client, "talk", words="Nobody yet")
    say(client, "could-1", tick=["meet"], words="A walk", tutor="1")
    say(client, "learning-1", words="Bread")
    send(client)
    for reader in (homes.lead, homes.office, homes.bo, homes.rachel, homes.isla):
        act(reader)
        assert not Response.objects.filter(person=homes.tom.pk).exists()
        assert not Draft.objects.exists()
        assert not Nomination.objects.filter(ego=homes.tom.pk).exists()
    by = act(homes.ann)
    assert [r.question for r in Response.objects.all()] == ["for_tutor"]
    assert queries.ideas_about(by, [homes.isla.pk]) == [queries.Idea(["meet"], "A walk")]
    homes.code(homes.tom, anew=True)
    client = homes.open(homes.tom)
    say(client, "could-1", tick=["meet"], words="A walk")
    send(client)
    assert queries.ideas_about(act(homes.ann), [homes.isla.pk]) == []


def test_a_new_letter_and_another_device_show_nothing_that_was_put_down_or_sent():
    homes = Homes()
    first = homes.open(homes.tom)
    say(first, "beside-1", beside="yes")
    maker = Client()
    tell_nobody()
    code = homes.code(homes.tom)
    tell_nobody()
    assert maker.post(reverse("family", args=[code])).status_code == 302
    shown = maker.get(reverse("family_screen", args=["beside-1"]))
    assert "checked" not in shown.text
    assert "checked" in first.get(reverse("family_screen", args=["beside-1"])).text
    first.post(reverse("family_send"))
    tell_nobody()
    anew = homes.code(homes.tom, anew=True)
    tell_nobody()
    for device in (Client(), first):
        assert device.post(reverse("family", args=[anew])).status_code == 302
        assert "checked" not in device.get(reverse("family_screen", args=["beside-1"])).text
        device.get(reverse("family_check"))
