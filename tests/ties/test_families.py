"""Families: a letter each, a link that opening never spends, and what a carer's answer does."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from beside.access.actor import NOBODY, role, tell_database
from beside.access.bases import Role
from beside.access.models import Block
from beside.messages.models import Letter as MailSent
from beside.ties import jobs
from beside.ties.actions import asking, families, rounds
from beside.ties.models import (
    CarerLink,
    Draft,
    ExactState,
    Nomination,
    Respondent,
    Response,
    Round,
    State,
)
from beside.ties.queries import families as queries
from beside.ties.queries import rounds as round_queries
from tests.access.worlds import write_as_owner
from tests.factories import NOW, TODAY, Small, act, sign_in

pytestmark = pytest.mark.django_db


class Homes:
    """A school with separated parents, a carer of two, and one who is kept apart from a child."""

    def __init__(self):
        self.made = made = Small()
        self.group = made.group("9A")
        self.isla = made.pupil("Isla Young", group=self.group)
        self.leo = made.pupil("Leo Young", "7")
        self.omar = made.pupil("Omar Khan", group=self.group)
        self.rachel = made.carer("Rachel Young", self.isla, self.leo)
        self.tom = made.carer("Tom Becker", self.isla)
        self.sana = made.carer("Sana Khan", self.omar)
        self.ben = made.carer("Ben Khan", self.omar)
        self.ann, self.bo = made.adult("Ann Okafor"), made.adult("Bo Lund")
        self.lead = made.adult("Joan Reid", "head_of_year", "9")
        self.office = made.adult("Olu Office", "office")
        made.member(self.ann, self.group, "tutor")
        made.settle()
        write_as_owner(Block, [Block(actor_id=self.ben.pk, pupil_id=self.omar.pk)])
        plan = asking.Plan(
            name="Both sides",
            year_groups=["7", "9"],
            promise="yes_no",
            asks_families=True,
            closes_on=TODAY + timedelta(days=10),
        )
        self.round = asking.open_round(by=act(self.lead), school=made.school, plan=plan)

    def code(self, carer, *, anew: bool = False) -> str:
        numbers = families.make_links(
            by=act(self.lead), round_=self.round, carers=[carer.pk], anew=anew
        )
        return families.link_code(self.round.pk, carer.pk, numbers[carer.pk])

    def open(self, carer) -> Client:
        client = Client()
        code = self.code(carer)
        tell_nobody()
        assert client.post(reverse("family", args=[code])).status_code == 302
        return client

    def exact(self, pupil) -> str:
        with role(Role.MEASURE):
            return ExactState.objects.get(round=self.round, pupil=pupil.pk, need="family").state

    def letters(self, group=None, **post) -> str:
        client = Client()
        sign_in(client, self.lead)
        place = [self.round.pk, group or self.group.pk]
        page = client.post(reverse("letters_of_group", args=place), post)
        assert page.status_code == 200
        return page.content.decode()


def tell_nobody() -> None:
    tell_database(NOBODY)


def say(client: Client, screen: str, **form) -> None:
    page = client.post(reverse("family_screen", args=[screen]), {"next": "1", **form})
    assert page.status_code == 302, page.content.decode()


def send(client: Client) -> str:
    return client.post(reverse("family_send"))["Location"]


def text(response) -> str:
    body = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_opening_a_link_five_times_does_not_spend_it_and_sending_does():
    homes = Homes()
    path = reverse("family", args=[homes.code(homes.tom)])
    for _each in range(5):
        tell_nobody()
        page = Client().get(path)
        assert page.status_code == 200
        assert "Isla" not in text(page)
    client = homes.open(homes.tom)
    say(client, "beside-1", beside="yes")
    assert send(client) == reverse("family_sent")
    tell_nobody()
    again = Client().get(path)
    assert "Your answer was sent" in text(again)
    assert Client().post(path).status_code == 200
    act(homes.lead)
    assert CarerLink.objects.get(carer=homes.tom.pk).spent_at


def test_printing_again_prints_the_same_link_and_a_new_one_ends_the_one_before():
    homes = Homes()
    first = homes.code(homes.tom)
    assert homes.code(homes.tom) == first
    client = homes.open(homes.tom)
    newer = homes.code(homes.tom, anew=True)
    assert newer != first
    tell_nobody()
    assert Client().get(reverse("family", args=[first])).status_code == 422
    assert Client().get(reverse("family", args=[newer])).status_code == 200
    assert client.get(reverse("family_screen", args=["talk"]))["Location"] == "/family/"


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


def test_separated_parents_have_a_letter_each_and_neither_sees_the_other():
    homes = Homes()
    page = homes.letters(print="1", carer=[homes.tom.pk])
    letter = re.search(r'<article class="letter">.*?</article>', page, re.DOTALL)[0]
    assert "Tom Becker" in letter
    assert "Isla" in letter
    assert "Rachel" not in letter
    assert "Leo" not in letter
    client = homes.open(homes.tom)
    for screen in ("talk", "beside-1", "others-1", "learning-1", "could-1"):
        shown = text(client.get(reverse("family_screen", args=[screen])))
        assert "Rachel" not in shown
        assert "Leo" not in shown


def test_a_carer_who_is_kept_apart_leaves_no_trace():
    homes = Homes()
    page = homes.letters(print="1", carer=[homes.ben.pk, homes.sana.pk])
    assert "Ben Khan" not in page
    assert page.count('<article class="letter">') == 1
    by = act(homes.lead)
    assert homes.ben.pk not in {each.carer.pk for each in queries.families(by, homes.round)}
    assert round_queries.families_progress(by, homes.round).asked == 3
    with role(Role.ROLL):
        assert not Respondent.objects.filter(person=homes.ben.pk).exists()


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
    assert "Nothing more" in text(Client().get(reverse("family", args=[homes.code(homes.tom)])))
    act(homes.tom)
    assert Draft.objects.get().answers["about"][str(homes.isla.pk)]["beside"] == "yes"
    assert not Nomination.objects.exists()


def test_wrong_codes_are_counted_and_right_ones_are_not():
    homes = Homes()
    code = homes.code(homes.tom)
    tell_nobody()
    client = Client()
    for _each in range(60):
        assert client.get(reverse("family", args=["AAAABBBBCCCC"])).status_code == 422
    assert client.get(reverse("family", args=["AAAABBBBCCCC"])).status_code == 429
    assert client.get(reverse("family", args=[code])).status_code == 429
    assert Client(REMOTE_ADDR="10.1.1.1").get(reverse("family", args=[code])).status_code == 200


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


def test_a_mail_names_no_pupil_and_goes_once_a_day():
    homes = Homes()
    with role(Role.ROLL):
        homes.tom.email = "tom@example.org"
        homes.tom.save()
    numbers = families.make_links(by=act(homes.lead), round_=homes.round, carers=[homes.tom.pk])
    for _each in range(2):
        with Captured():
            jobs.mail_families(
                round_id=str(homes.round.pk),
                numbers={str(homes.tom.pk): numbers[homes.tom.pk]},
                language="pl",
                address="https://beside.example/family/",
            )
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    said = sent.subject + sent.body
    assert "Isla" not in said
    assert "Young" not in said
    assert "4 grudnia 2026" in said
    code = families.link_code(homes.round.pk, homes.tom.pk, numbers[homes.tom.pk])
    assert f"https://beside.example/family/{code}/?language=pl" in said
    with role(Role.ROLL):
        assert MailSent.objects.count() == 1


class Captured:
    """Runs what waits for the commit, as a test never commits."""

    def __enter__(self):
        self.waiting = TestCase.captureOnCommitCallbacks(execute=True)
        self.waiting.__enter__()

    def __exit__(self, *problem):
        return self.waiting.__exit__(*problem)


def test_text_to_copy_holds_a_link_for_each_and_no_childs_name():
    homes = Homes()
    page = homes.letters(text="1", carer=[homes.tom.pk, homes.sana.pk])
    texts = re.findall(r"<span data-copy>(.*?)</span>", page)
    assert len(set(texts)) == 2
    assert all("/family/" in each and "Isla" not in each for each in texts)


def test_a_new_carer_is_asked_when_their_letter_is_made():
    homes = Homes()
    newcomer = homes.made.carer("Nadia New", homes.omar)
    homes.made.settle()
    client = homes.open(newcomer)
    say(client, "beside-1", beside="yes")
    send(client)
    assert homes.exact(homes.omar) == "adult_only"


def test_a_round_without_families_has_no_letters():
    homes = Homes()
    with role(Role.ROLL):
        Round.objects.filter(pk=homes.round.pk).update(questions=["adult"])
    client = Client()
    sign_in(client, homes.lead)
    assert client.get(reverse("letters", args=[homes.round.pk])).status_code == 404
