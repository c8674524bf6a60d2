"""Sessions: listed, ended by their owner, by a new password, a new role, the last post and time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from beside.access import rules
from beside.access.actor import role
from beside.access.models import Account
from beside.rights import Basis, Role
from beside.schools.models import Enrolment, Post
from tests.factories import BACKEND, NOW, TODAY, act, show_step, sign_in

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("account")
PASSWORD, NEW = "three quiet willow trees", "four loud willow trees"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/131.0 Safari/537"
OUT = reverse("signed_out")


@pytest.fixture
def other(client):
    return client.__class__()


def give_password(person) -> None:
    with role(Role.ROLL):
        account, _made = Account.objects.get_or_create(
            subject_id=person.pk, defaults={"username": str(person.pk)}
        )
        account.set_password(PASSWORD)
        account.save()


def come_in(client, person, agent: str = CHROME) -> None:
    act(None)
    form = {"login": str(person.pk), "password": PASSWORD}
    assert client.post(reverse("account_login"), form, HTTP_USER_AGENT=agent).status_code == 302
    show_step(client)


def test_every_session_stands_on_ones_page_with_its_device(client, other, school):
    give_password(school.ann)
    come_in(client, school.ann)
    come_in(other, school.ann, "Mozilla/5.0 (iPhone; CPU) Version/18.0 Safari/605")
    page = client.get(ACCOUNT).text
    assert "Chrome on Windows" in page
    assert "Safari on an iPhone" in page
    assert page.count('<c-tag tone="keep">here') + page.count(">here<") == 1


def test_one_ends_another_from_here(client, other, school):
    for each in (client, other):
        sign_in(each, school.ann)
    there = other.session["beside_session"]
    client.post(reverse("session_end", args=[there]))
    assert other.get(reverse("home")).url == f"{OUT}?why=ended"
    assert client.get(reverse("home")).status_code == 200


def test_everywhere_but_here(client, other, school):
    for each in (other, client):
        sign_in(each, school.ann)
    client.post(reverse("sessions_end"))
    assert other.get(ACCOUNT).url == f"{OUT}?why=ended"
    assert client.get(ACCOUNT).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(client, other, school):
    sign_in(other, school.nadia)
    sign_in(client, school.ann)
    client.post(reverse("session_end", args=[other.session["beside_session"]]))
    assert other.get(reverse("home")).status_code == 200


def test_signing_out_ends_it_even_for_who_kept_the_cookie(client, school):
    sign_in(client, school.ann)
    kept = client.cookies["sessionid"].value
    client.post(reverse("sign_out"))
    client.cookies["sessionid"] = kept
    assert client.get(reverse("home")).status_code == 302


def test_a_new_password_ends_every_other_session(client, other, school):
    give_password(school.ann)
    come_in(other, school.ann)
    come_in(client, school.ann)
    page = reverse("account_password")
    assert client.post(page, {"password": "wrong", "new": NEW}).status_code == 422
    assert client.post(page, {"password": PASSWORD, "new": "short"}).status_code == 422
    assert client.post(page, {"password": PASSWORD, "new": NEW}).url == ACCOUNT
    assert client.get(ACCOUNT).status_code == 200
    assert other.get(reverse("home")).status_code == 302


def test_another_role_ends_the_session_and_the_next_one_has_it(client, school):
    sign_in(client, school.ann)
    school.post(school.ann, "head_of_year", "9")
    school.settle()
    assert client.get(reverse("home")).url == f"{OUT}?why=changed"
    sign_in(client, school.ann)
    assert client.get(reverse("home")).status_code == 200


def test_another_group_to_teach_is_no_other_role(client, school):
    sign_in(client, school.ann)
    school.member(school.ann, school.group("9A"), "tutor")
    school.settle()
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("who", ["ann", "isla"])
def test_the_account_is_closed_with_the_last_post_or_place(client, other, school, who):
    person = getattr(school, who)
    give_password(person)
    come_in(client, person)
    with role(Role.ROLL):
        Post.objects.filter(person=person.pk).update(ends=TODAY)
        Enrolment.objects.filter(person=person.pk).update(ends=TODAY)
    school.settle()
    assert client.get(reverse("home")).url == f"{OUT}?why=closed"
    come_in(other, person)
    assert other.get(reverse("home")).url == f"{OUT}?why=closed"
    assert "This account is closed" in other.get(f"{OUT}?why=closed").text


def test_locking_ones_account_ends_everything_until_the_office_opens_it(client, other, school):
    give_password(school.ann)
    come_in(client, school.ann)
    client.post(reverse("account_lock"))
    act(None)
    form = {"login": str(school.ann.pk), "password": PASSWORD}
    assert other.post(reverse("account_login"), form).url == f"{OUT}?why=locked"
    assert other.get(ACCOUNT).status_code == 302
    wrong = form | {"password": "not the password"}
    assert other.post(reverse("account_login"), wrong).status_code == 200


def idle_for(client, clock, minutes: int) -> None:
    session = client.session
    session["beside_used_at"] = NOW.isoformat()
    session.save()
    clock(minutes=minutes)


def test_a_laptop_left_alone_is_locked_and_opens_with_the_password(client, school, clock):
    give_password(school.ann)
    come_in(client, school.ann)
    idle_for(client, clock, 9)
    assert client.get(reverse("search")).status_code == 200
    idle_for(client, clock, 11)
    locked = reverse("locked")
    assert client.get(reverse("search") + "?q=isla").url == locked
    assert client.get(ACCOUNT).url == locked
    assert client.post(reverse("second_step_codes")).url == locked
    assert client.post(locked, {"password": "not mine"}).status_code == 422
    client.get(reverse("search") + "?q=isla")
    assert client.post(locked, {"password": PASSWORD}).url == reverse("search") + "?q=isla"
    assert client.get(ACCOUNT).status_code == 200


def test_a_pupil_is_signed_out_instead(client, school, clock):
    sign_in(client, school.isla)
    idle_for(client, clock, 11)
    assert client.get(reverse("home")).url == f"{OUT}?why=idle"
    assert client.get(reverse("home")).status_code == 302


def test_what_was_typed_when_it_locked_is_sent_afterwards(client, school, clock):
    give_password(school.ann)
    come_in(client, school.ann)
    idle_for(client, clock, 11)
    typed = {"pupil": school.isla.pk, "words": "She was alone <again>.", "csrfmiddlewaretoken": "x"}
    assert "is kept" not in client.get(reverse("home"), follow=True).text
    client.post(reverse("raise_concern"), typed)
    assert "What you wrote is kept." in client.get(reverse("locked")).text
    assert client.post(reverse("locked"), {"password": PASSWORD}).url == reverse("carry_on")
    page = client.get(reverse("carry_on")).text
    assert 'action="/concern/"' in page
    assert "She was alone &lt;again&gt;." in page
    assert 'value="x"' not in page


def test_what_every_page_asks_by_itself_is_no_touch_and_leads_nowhere(client, school, clock):
    told, htmx = reverse("told"), {"HX-Request": "true"}
    sign_in(client, school.ann, shown=False)
    assert client.get(told, headers=htmx).status_code == 204
    assert client.get(reverse("search"), headers=htmx)["HX-Redirect"] == reverse("second_step")
    show_step(client)
    idle_for(client, clock, 6)
    assert client.get(told, headers=htmx).status_code == 200
    clock(minutes=11)
    assert client.get(told, headers=htmx).status_code == 204
    assert client.get(reverse("home")).url == reverse("locked")


CONFIRMED = ("concerns", "roll_export", "let_in_find", "account_password", "domains")


@pytest.mark.parametrize("name", CONFIRMED)
def test_after_a_quarter_of_an_hour_it_is_asked_again(client, school, name):
    give_password(school.nadia)
    come_in(client, school.nadia)
    session = client.session
    for minutes, asked in ((14, False), (15, True)):
        session["beside_step_at"] = (NOW - timedelta(minutes=minutes)).isoformat()
        session.save()
        answer = client.get(reverse(name))
        assert (answer.get("Location") == reverse("second_step")) == asked
        assert client.get(reverse("search")).status_code == 200


HELD = ("member:a", "staff:b", "organiser:b")


@pytest.mark.parametrize(
    ("holds", "role_then", "is_open", "why"),
    [
        (HELD, rules.role_of(HELD), True, ""),
        ((*HELD, "tutor:c", "carer:d"), rules.role_of(HELD), True, ""),
        (HELD[:2], rules.role_of(HELD), True, rules.CHANGED),
        (("member:z", *HELD[1:]), rules.role_of(HELD), True, rules.CHANGED),
        (HELD, rules.role_of(HELD), False, rules.ENDED),
        (HELD, "", True, rules.CHANGED),
        ((), rules.role_of(HELD), True, rules.CLOSED),
    ],
)
def test_why_a_session_is_over(holds, role_then, is_open, why):
    assert rules.why_out(holds=holds, role_then=role_then, is_open=is_open) == why


@pytest.mark.parametrize("basis", Basis)
def test_staff_is_who_works_at_a_school(basis):
    none = {Basis.SELF, Basis.CARER, Basis.MEMBER, Basis.BESIDE, Basis.MENTOR, Basis.CHECKED}
    assert rules.is_staff([f"{basis}:x"]) == (basis not in none)


def test_the_backend_of_tests_is_the_one_that_serves(settings):
    assert settings.AUTHENTICATION_BACKENDS == [BACKEND]
