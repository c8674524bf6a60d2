"""Coming in and going out: invitations, signing in, the meeting's door, a shared laptop."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from beside.access import actions
from beside.access.actor import role
from beside.access.models import Account
from beside.rights import Role
from beside.schools.models import Person
from tests.factories import NOW, Small, act, show_step, sign_in
from tests.ties.joining import give_address, join
from tests.tries import use_up

pytestmark = pytest.mark.django_db

PASSWORD = "three quiet willow trees"


@pytest.fixture
def school():
    made = Small()
    made.ann = made.adult("Ann Okafor")
    made.lead = made.adult("Joan Reid", "head_of_year", "9")
    made.isla = made.pupil("Isla Young")
    return made.settle()


def invite(person) -> str:
    with role(Role.ROLL):
        return reverse(
            "invitation", args=[actions.invite(by=act(None), subject=person.pk, now=NOW)]
        )


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("BESIDE_NOW", NOW.isoformat())


def test_an_invitation_makes_an_account_once(client, school):
    link = invite(school.ann)
    form = {"username": "ann@example.org", "password": PASSWORD}
    assert client.post(link, form).url == reverse("home")
    show_step(client)
    assert "Hello, Ann" in client.get(reverse("home")).text
    assert client.post(link, form).status_code == 410


def test_an_invitation_is_for_its_person_whoever_is_signed_in(client, school):
    link = invite(school.ann)
    sign_in(client, school.lead)
    taken = client.post(link, {"username": str(school.lead.pk), "password": PASSWORD})
    assert taken.status_code == 422
    form = {"username": "ann@example.org", "password": PASSWORD}
    assert client.post(link, form).status_code == 302
    assert client.session["_auth_user_id"] == str(school.ann.pk)
    with role(Role.ROLL):
        assert not Account.objects.get(pk=school.lead.pk).check_password(PASSWORD)
        assert Account.objects.get(pk=school.ann.pk).check_password(PASSWORD)


def test_an_invitation_runs_out(client, school, monkeypatch):
    link = invite(school.ann)
    monkeypatch.setenv("BESIDE_NOW", (NOW + timedelta(hours=73)).isoformat())
    assert client.get(link, follow=True).status_code == 410


def test_a_weak_password_is_refused_with_the_form(client, school):
    answer = client.post(invite(school.ann), {"username": "ann", "password": "short"})
    assert answer.status_code == 422
    assert "at least 12" in answer.text


@pytest.mark.parametrize("login", ["ann", "ann@example.org"])
def test_signing_in_with_username_or_e_mail(client, school, login):
    with role(Role.ROLL):
        Person.objects.filter(pk=school.ann.pk).update(email="Ann@example.org")
        account = Account(subject_id=school.ann.pk, username="ann")
        account.set_password(PASSWORD)
        account.save(force_insert=True)
    act(None)
    sign_in_page = reverse("account_login")
    wrong = client.post(sign_in_page, {"login": login, "password": "not this one at all"})
    assert wrong.status_code == 200
    answer = client.post(sign_in_page, {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    show_step(client)
    assert "Hello, Ann" in client.get(reverse("home")).text


def test_signing_out_leaves_nothing_behind(client, school):
    sign_in(client, school.lead)
    page = client.get(reverse("home"))
    assert page.headers["Cache-Control"] == "no-store"
    out = client.post(reverse("sign_out"))
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("home")).status_code == 302
    assert not client.session.keys()


def test_the_door_lets_in_to_the_meeting_and_nowhere_else(
    client, school, django_capture_on_commit_callbacks
):
    from beside.ties.actions import rounds

    round_ = rounds.open_staff_round(
        by=act(school.lead), school=school.school, name="Y9", year_groups=["9"], now=NOW
    )
    act(None)
    give_address(school.ann)
    door = reverse("join_choose", args=[round_.door_code])
    assert "Ann Okafor" in client.get(door, follow=True).text
    marking = join(client, round_, school.ann, django_capture_on_commit_callbacks).url
    assert "Isla Young" in client.get(marking).text
    for name in ("home", "rounds", "search", "who_looked"):
        assert client.get(reverse(name)).url == marking
    assert client.get(reverse("pupil", args=[school.isla.pk])).url == marking


def test_a_wrong_code_says_so_and_too_many_are_stopped(client, school):
    door = reverse("join_choose", args=["WRONGX"])
    assert client.get(door, follow=True).status_code == 422
    use_up("join")
    assert client.get(door, follow=True).status_code == 429


def test_thirty_colleagues_and_more_come_to_the_list_from_one_address(school):
    from beside.ties.actions import rounds

    colleagues = [school.adult(f"Colleague {n}") for n in range(40)]
    school.settle()
    round_ = rounds.open_staff_round(
        by=act(school.lead), school=school.school, name="Y9", year_groups=["9"], now=NOW
    )
    act(None)
    door = reverse("join_choose", args=[round_.door_code])
    for each in colleagues:
        client = Client()
        assert client.get(door, follow=True).status_code == 200
        assert client.post(door, {"person": each.pk}).status_code == 302


def test_leaving_the_staff_takes_effect_at_the_next_request(client, school):
    sign_in(client, school.ann)
    page = reverse("pupil", args=[school.isla.pk])
    assert client.get(page).status_code == 200
    from beside.schools.models import Post

    with role(Role.ROLL):
        Post.objects.filter(person=school.ann.pk).update(ends=NOW.date())
    school.settle()
    assert client.get(page).url == f"{reverse('signed_out')}?why=closed"
